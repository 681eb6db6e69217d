"""Comparison of two treebanks: the official scores, alpha of the labels, and what differs, word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from padapatha.compare.alignment import NumberedWord, aligned_words, text_problem
from padapatha.compare.inputs import TREEBANK, FilePair, TreebankPair, read_treebank_pair
from padapatha.compare.measures import alpha
from padapatha.compare.outcome import Comparison, Disagreement, Location, grouped_differences
from padapatha.conllu import Placed, conllu_bytes
from padapatha.model import Sentence
from padapatha.problems import Problem, Refused, problem
from padapatha.udtools import official_scores
from padapatha.values import EMPTY

_NAMES = ("SENTENCE", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL")
_COLUMNS = {name: rank for rank, name in enumerate(_NAMES)}


@dataclass(frozen=True, slots=True)
class _WordPair:
    """A word that both sides tokenise alike, and whether both gave it the same head."""

    document: str
    a: NumberedWord
    b: NumberedWord
    same_head: bool


def compare_treebanks(files: Sequence[FilePair]) -> Comparison:
    """Compare; raise `Refused` when a text differs, a sentence has no tree, or the scorer is not installed."""
    pairs = [read_treebank_pair(pair) for pair in files]
    if problems := tuple(_problems(pairs)):
        raise Refused(problems)
    words, disagreements = _align(pairs)
    a = tuple(chain.from_iterable(_sentences(pair.a) for pair in pairs))
    b = tuple(chain.from_iterable(_sentences(pair.b) for pair in pairs))
    return Comparison(
        TREEBANK,
        tuple(pair.document for pair in pairs),
        (sum(len(sentence.tokens) for sentence in a), sum(len(sentence.tokens) for sentence in b)),
        {**official_scores(conllu_bytes(a), conllu_bytes(b)), **_alphas(words)},
        _labels(a, b, words),
        grouped_differences(disagreements),
    )


def treebank_disagreements(pair: TreebankPair) -> list[Disagreement]:
    """Everything in which two treebanks of one document differ; raises `Refused` as `compare_treebanks` does."""
    if problems := tuple(_problems([pair])):
        raise Refused(problems)
    return _align([pair])[1]


def _sentences(placed: Sequence[Placed]) -> tuple[Sentence, ...]:
    return tuple(each.sentence for each in placed)


def _problems(pairs: Sequence[TreebankPair]) -> Iterator[Problem]:
    for pair in pairs:
        if other_text := text_problem(pair.a, pair.b, pair.paths):
            yield other_text
        for path, side in zip(pair.paths, (pair.a, pair.b), strict=True):
            for placed in side:
                if any(token.head is None for token in placed.sentence.tokens):
                    found = f"{placed.sentence.id} has words without HEAD"
                    fix = "annotate the sentence on both sides, or leave it out of both"
                    yield problem("unconfirmed", path, found, line=placed.line, fix=fix)


def _align(pairs: Sequence[TreebankPair]) -> tuple[list[_WordPair], list[Disagreement]]:
    """Return the words that both tokenise alike, and every disagreement in the order of the columns."""
    words: list[_WordPair] = []
    disagreements: list[Disagreement] = []
    for pair in pairs:
        same: list[tuple[NumberedWord, NumberedWord]] = []
        for left, right in aligned_words(_sentences(pair.a), _sentences(pair.b)):
            if _forms(left) == _forms(right):
                same.extend(zip(left, right, strict=True))
            else:
                forms = (" ".join(_forms(left)), " ".join(_forms(right)))
                disagreements.append(Disagreement("FORM", *forms, _location(pair.document, left[0])))
        number_in_a = {theirs.number: ours.number for ours, theirs in same}
        words += [_WordPair(pair.document, a, b, _same_head(a, b, number_in_a)) for a, b in same]
    for both in words:
        location = _location(both.document, both.a)
        disagreements += [Disagreement(*answers, location) for answers in _differences(both)]
    return words, sorted(disagreements, key=_in_order)


def _in_order(one: Disagreement) -> tuple[int, str]:
    """Columns as CoNLL-U has them, features by name."""
    return _COLUMNS.get(one.column, _COLUMNS["FEATS"]), one.column


def _forms(words: Sequence[NumberedWord]) -> list[str]:
    return [word.token.form for word in words]


def _location(document: str, word: NumberedWord) -> Location:
    return Location(document, word.sentence.id, token=word.token.id)


def _differences(both: _WordPair) -> Iterator[tuple[str, str, str]]:
    """Yield column, A's value and B's value of everything in which a word differs."""
    a, b = both.a, both.b
    if (a.token.id == 1) != (b.token.id == 1):
        begins = ("begins", "goes on")
        yield "SENTENCE", *(begins if a.token.id == 1 else begins[::-1])
    for column in ("lemma", "upos", "xpos"):
        ours, theirs = str(getattr(a.token, column)), str(getattr(b.token, column))
        if ours != theirs:
            yield column.upper(), ours, theirs
    for name in sorted(a.features.keys() | b.features.keys()):
        if a.feature(name) != b.feature(name):
            yield name, a.feature(name), b.feature(name)
    if not both.same_head:
        yield "HEAD", a.head_upos, b.head_upos
    if a.token.deprel != b.token.deprel:
        yield "DEPREL", a.token.deprel, b.token.deprel


def _same_head(a: NumberedWord, b: NumberedWord, number_in_a: Mapping[int, int]) -> bool:
    """Whether two words have the same head; ``number_in_a`` is the number in A of each word of B."""
    if a.head is None or b.head is None:
        return a.head is b.head
    return number_in_a.get(b.head) == a.head


def _alphas(words: Sequence[_WordPair]) -> dict[str, float | None]:
    tokens = [(both.a.token, both.b.token) for both in words]
    attached = [(both.a.token.deprel, both.b.token.deprel) for both in words if both.same_head]
    return {
        "alpha of UPOS": alpha((a.upos, b.upos) for a, b in tokens),
        "alpha of XPOS": alpha((a.xpos, b.xpos) for a, b in tokens),
        "alpha of DEPREL, same head": alpha(attached),
    }


def _labels(
    a: Sequence[Sentence], b: Sequence[Sentence], words: Sequence[_WordPair]
) -> dict[str, tuple[int, int, int]]:
    """How often each relation is used by A, by B, and by both on the same word."""
    ours, theirs = (Counter(token.deprel for sentence in side for token in sentence.tokens) for side in (a, b))
    both = Counter(pair.a.token.deprel for pair in words if pair.a.token.deprel == pair.b.token.deprel)
    used = sorted((ours.keys() | theirs.keys()) - {EMPTY})
    return {label: (ours[label], theirs[label], both[label]) for label in used}
