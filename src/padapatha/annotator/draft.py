"""The tree of one sentence in the making: what the repairs read and change."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from padapatha.annotator.scores import BARRED, Bools, Floats, Ints
from padapatha.annotator.tables import Tables


@dataclass(slots=True)
class Draft:
    """A tree over all words; words and heads count from 1, 0 is the root. Lists have an unused entry at 0.

    ``labels`` are numbers of `Tables.deprels`. ``rel`` [R', W, W + 1] and ``arc`` [W, W + 1] are the network's scores,
    ``permitted`` [n, R] the relations that UPOS and lemma of a word leave it.
    """

    tables: Tables
    heads: list[int]
    labels: list[int]
    upos: list[str]
    negation: list[bool]
    permitted: Bools
    rel: Floats
    arc: Floats
    words: list[int] = field(init=False)  # those that are no punctuation

    def __post_init__(self) -> None:
        self.words = [word for word in range(1, self.size + 1) if self.upos[word] != "PUNCT"]

    @property
    def size(self) -> int:
        """The number of words."""
        return len(self.heads) - 1

    def is_punct(self, word: int) -> bool:
        """Whether the word is punctuation, which is attached last and heads nothing."""
        return self.upos[word] == "PUNCT"

    def deprel(self, word: int) -> str:
        """The relation of a word to its head."""
        return self.tables.deprels[self.labels[word]]

    def udeprel(self, word: int) -> str:
        """The relation of a word to its head, without its subtype."""
        return self.tables.udeprels[self.labels[word]]

    def lift(self, word: int) -> None:
        """Hang the word on the head of its head, in the relation that is best there."""
        self.heads[word] = self.heads[self.heads[word]]
        self.labels[word] = self.best_label(word)

    def best_label(self, word: int, barred: Bools | None = None) -> int:
        """The best relation between the word and its head, without the barred ones; `dep` where none is permitted."""
        scores = self.label_scores(word)
        if barred is not None:
            scores = np.where(barred, BARRED, scores)
        best = int(scores.argmax())
        return best if scores[best] > BARRED / 2 else self.tables.relation_id["dep"]

    def label_scores(self, word: int) -> Floats:
        """The scores [R] of the relations between the word and its head; what is not permitted is barred."""
        head = self.heads[word]
        row: Floats = permitted_scores(
            self.rel[:, word - 1, head][None], self.permitted[word - 1][None], np.array([head > word]), self.tables
        )[0]
        return row


def permitted_scores(scores: Floats, permitted: Bools, leftwards: Bools, tables: Tables) -> Floats:
    """Relation scores [N, R'] of a model under the rules [N, R]; ``leftwards`` [N]: the head stands to the right.

    Relations the model does not know score as its worst, so that they are chosen only where nothing else is left.
    """
    missing = len(tables.deprels) - scores.shape[1]
    if missing:
        worst = scores.min(1, keepdims=True) - 1
        scores = np.concatenate((scores, np.repeat(worst, missing, 1)), 1)
    allowed = permitted & ~(leftwards[:, None] & tables.left_headed)
    result: Floats = np.where(allowed, scores, BARRED)
    return result


def permitted_relations(pair: Ints, lemmas: tuple[str, ...], tables: Tables) -> Bools:
    """The relations [N, R] that UPOS and lemma leave each word: `cop` and `aux:pass` belong to certain auxiliaries."""
    permitted: Bools = tables.relations[pair]
    special = {"cop": tables.grammar.copulas, "aux:pass": tables.grammar.passives}
    columns = [(tables.relation_id[deprel], own) for deprel, own in special.items() if deprel in tables.relation_id]
    for number, each in enumerate(pair.tolist()):
        if tables.pairs[each][0] == "AUX":
            for column, own in columns:
                permitted[number, column] &= lemmas[number] in own
    none = ~(permitted & ~tables.left_headed).any(1)  # a model may know none of the relations of a rare tag
    permitted[none, tables.relation_id["dep"]] = True
    return permitted
