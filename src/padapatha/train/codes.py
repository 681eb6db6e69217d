"""Label lists from examples, and examples as rows of label numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tokenizers import Tokenizer

from padapatha.annotator.labels import Labels, apply_script, lemma_script
from padapatha.annotator.subwords import END, SubwordEncoder, Subwords
from padapatha.train.data import Example, Token

IGNORED = -100
POSITIONS = 512
ENTITY_COUNT = 20
TAGS = ("upos", "xpos", "feats", "lemma", "deprel")


@dataclass(frozen=True, slots=True)
class Coded:
    """An example as numbers: pieces, one row of labels per task (IGNORED where unknown), heads 0-based + root 0."""

    pieces: Subwords
    rows: dict[str, tuple[int, ...]]

    @property
    def size(self) -> int:
        return len(self.pieces.ids)


def collect_labels(trees: Sequence[Example], entities: Iterable[Example], lemma_count: int) -> Labels:
    """Sorted label lists of the examples; left out are lemma scripts seen less than `lemma_count` times and entity
    types of less than `ENTITY_COUNT` names, which are slips of the pen more often than types."""
    found: dict[str, Counter[str]] = {name: Counter() for name in TAGS}
    for example in trees:
        for word, token in zip(example.words, example.tokens or (), strict=False):
            for name, value in _values(word, token).items():
                found[name][value] += 1
    kept = {name: tuple(sorted(counter)) for name, counter in found.items() if name != "lemma"}
    scripts = (rule for rule, count in found["lemma"].items() if count >= lemma_count or not rule.startswith("="))
    ner = ("O", *(f"{mark}-{kind}" for kind in _entity_types(entities) for mark in "BI"))
    lemma = tuple(sorted({*scripts, "-0+"}))
    forms, lexicon = whole_lemma_forms(trees, lemma), lexicon_of(trees)
    return Labels(lemma=lemma, ner=ner, forms=forms, lexicon=lexicon, **kept)  # type: ignore[arg-type]  # the names are TAGS


def whole_lemma_forms(trees: Iterable[Example], scripts: Iterable[str]) -> dict[str, frozenset[str]]:
    """For each script that puts a whole lemma in the form's place, the forms that have it in the trees."""
    found: dict[str, set[str]] = {rule: set() for rule in scripts if rule.startswith("=")}
    for example in trees:
        for word, token in zip(example.words, example.tokens or (), strict=False):
            found.get(lemma_script(word, token.lemma), set()).add(word)
    return {rule: frozenset(words) for rule, words in found.items()}


def lexicon_of(trees: Iterable[Example]) -> dict[str, dict[str, tuple[str, ...]]]:
    """By UPOS and form the lemmas in the trees, the most frequent first; of equally frequent ones, the first found."""
    found: dict[str, dict[str, Counter[str]]] = {}
    for example in trees:
        for word, token in zip(example.words, example.tokens or (), strict=False):
            found.setdefault(token.upos, {}).setdefault(word, Counter())[token.lemma] += 1
    return {upos: {word: tuple(lemma for lemma, _ in lemmas.most_common()) for word, lemmas in words.items()}
            for upos, words in found.items()}  # fmt: skip


def code_examples(examples: Iterable[Example], labels: Labels, tokenizer: Tokenizer) -> list[Coded]:
    """Examples as numbers; those over 512 subwords are left out (the encoder has no places for more)."""
    tables = {name: {label: i for i, label in enumerate(getattr(labels, name))} for name in (*TAGS, "ner")}
    encoder = SubwordEncoder(tokenizer)
    coded = (_code(example, tables, encoder) for example in examples)
    return [item for item in coded if item.size <= POSITIONS]


def set_apart(item: Coded) -> Coded:
    """The item as one of another treebank: it begins with `</s>`, so that the network can tell its conventions from
    those it is asked for (Stymne et al. 2018 give each treebank a vector; here it is that of the first piece)."""
    return replace(item, pieces=replace(item.pieces, ids=(END, *item.pieces.ids[1:])))


def factor_matrix(feats: Sequence[str]) -> list[list[float]]:
    """For each FEATS string the features it holds, as rows of 0 and 1: strings that share a feature share weights."""
    names = sorted({pair for value in feats for pair in value.split("|")})
    return [[float(name in value.split("|")) for name in names] for value in feats]


def _entity_types(examples: Iterable[Example]) -> list[str]:
    names = Counter(tag[2:] for example in examples for tag in example.entities or () if tag.startswith("B-"))
    return sorted(kind for kind, count in names.items() if count >= ENTITY_COUNT)


def _values(word: str, token: Token) -> dict[str, str]:
    return {
        "upos": token.upos,
        "xpos": token.xpos,
        "feats": token.feats,
        "lemma": lemma_script(word, token.lemma),
        "deprel": token.deprel,
    }


def _code(example: Example, tables: dict[str, dict[str, int]], encoder: SubwordEncoder) -> Coded:
    rows: dict[str, tuple[int, ...]] = {}
    if example.tokens is not None:
        values = [_values(word, token) for word, token in zip(example.words, example.tokens, strict=True)]
        for name in TAGS:
            rows[name] = tuple(tables[name].get(value[name], IGNORED) for value in values)
        rows["head"] = tuple(token.head for token in example.tokens)
    if example.entities is not None:
        rows["ner"] = tuple(tables["ner"].get(tag, IGNORED) for tag in example.entities)
    return Coded(encoder.sentence(example.words), rows)


__all__ = ["IGNORED", "Coded", "apply_script", "code_examples", "collect_labels", "factor_matrix"]
