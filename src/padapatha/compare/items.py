"""Annotated items (spans with a label and attributes) of two sides: paired one to one, scored, and their differences.

Every layer whose records are spans is compared here; `layers`, `quotations` and `coreference` make items of records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from padapatha.compare.measures import alpha, best_assignment
from padapatha.compare.outcome import ABSENT, Comparison, Disagreement, Figures, Location, f1, grouped_differences
from padapatha.layers import Span
from padapatha.text_index import Offsets, TextIndex

Extent = tuple[Offsets, ...]
TextIndexes = Mapping[str, TextIndex | None]  # by document; None: the text is not at hand
NO_TEXT = "no text at hand (the files lie in no project that has it): no alpha of characters, no sentence ids"


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something said of an item: what is compared, and how it is shown."""

    key: Hashable
    shown: str


@dataclass(frozen=True, slots=True)
class LabelledItem:
    """A labelled item of a document. The parts of its extent are in order and do not overlap."""

    document: str
    extent: Extent
    label: str
    text: str
    attributes: Mapping[str, Attribute] = field(default_factory=dict)

    @property
    def length(self) -> int:
        """How many code points it covers."""
        return sum(end - start for start, end in self.extent)


@dataclass(frozen=True, slots=True)
class ItemPair:
    """An item of A and the item of B that stands for the same; their extents are equal or overlap."""

    a: LabelledItem
    b: LabelledItem

    @property
    def exact(self) -> bool:
        """Whether both have the same extent."""
        return self.a.extent == self.b.extent

    def both_have(self, name: str) -> bool:
        """Whether both items can have an attribute of this name."""
        return name in self.a.attributes and name in self.b.attributes


@dataclass(frozen=True, slots=True)
class Matching:
    """The items of two sides, paired one to one; what has no partner stands alone."""

    pairs: tuple[ItemPair, ...]
    only_a: tuple[LabelledItem, ...]
    only_b: tuple[LabelledItem, ...]

    @property
    def sizes(self) -> tuple[int, int]:
        """How many items A has and B has."""
        return len(self.pairs) + len(self.only_a), len(self.pairs) + len(self.only_b)


def span_attribute(span: Span | None) -> Attribute:
    """Return a span as an attribute: compared by its offsets, shown by its text."""
    return Attribute((span.start, span.end), span.text) if span else Attribute(None, ABSENT)


def text_attribute(value: str | None) -> Attribute:
    """Return a value as an attribute that is compared by itself."""
    return Attribute(value, ABSENT if value is None else value)


# Pairing


def match_items(a: Sequence[LabelledItem], b: Sequence[LabelledItem]) -> Matching:
    """Pair items: first those of one extent and label, then those of one extent, then those that overlap.

    Of the overlapping ones as many and as close pairs are made as one-to-one pairing allows.
    """
    a, b = sorted(a, key=_in_order), sorted(b, key=_in_order)
    partners: dict[int, int] = {}
    for key in (_in_order, lambda item: (item.document, item.extent)):
        partners |= _equal(a, b, partners, key)
    free_a, free_b = [i for i in range(len(a)) if i not in partners], _free(b, partners)
    weights = _closeness([a[i] for i in free_a], [b[j] for j in free_b])
    partners |= {free_a[i]: free_b[j] for i, j in best_assignment(weights).items()}
    return Matching(
        tuple(ItemPair(a[i], b[partners[i]]) for i in sorted(partners)),
        tuple(item for i, item in enumerate(a) if i not in partners),
        tuple(b[j] for j in _free(b, partners)),
    )


def _in_order(item: LabelledItem) -> tuple[str, Extent, str]:
    return item.document, item.extent, item.label


def _free(b: Sequence[LabelledItem], partners: Mapping[int, int]) -> list[int]:
    taken = frozenset(partners.values())
    return [j for j in range(len(b)) if j not in taken]


def _equal(
    a: Sequence[LabelledItem],
    b: Sequence[LabelledItem],
    partners: Mapping[int, int],
    key: Callable[[LabelledItem], Hashable],
) -> dict[int, int]:
    """Pair the items that have the same key and no partner yet, in order."""
    waiting: dict[Hashable, list[int]] = {}
    for j in reversed(_free(b, partners)):
        waiting.setdefault(key(b[j]), []).append(j)
    return {i: same.pop() for i, item in enumerate(a) if i not in partners and (same := waiting.get(key(item)))}


def _closeness(a: Sequence[LabelledItem], b: Sequence[LabelledItem]) -> dict[tuple[int, int], float]:
    """For every two items that overlap: one, plus the shared characters over the characters that either covers."""
    shared: Counter[tuple[int, int]] = Counter()
    for i, j, width in _overlaps(a, b):
        shared[i, j] += width
    return {(i, j): 1 + width / (a[i].length + b[j].length - width) for (i, j), width in shared.items()}


def _overlaps(a: Sequence[LabelledItem], b: Sequence[LabelledItem]) -> Iterator[tuple[int, int, int]]:
    """Yield the indices and the width of every overlap of a part with a part, in one pass over the documents."""
    parts = [(item.document, *part, side, n) for side, items in enumerate((a, b)) for n, item in enumerate(items)
             for part in item.extent]  # fmt: skip
    open_parts: list[tuple[str, int, int, int]] = []  # document, end, side, index
    for document, start, end, side, index in sorted(parts):
        open_parts = [part for part in open_parts if part[0] == document and part[1] > start]
        for _, other_end, other_side, other in open_parts:
            if other_side != side:
                i, j = (index, other) if side == 0 else (other, index)
                yield i, j, min(end, other_end) - start
        open_parts.append((document, end, side, index))


# Figures


def compare_items(
    layer: str, a: Sequence[LabelledItem], b: Sequence[LabelledItem], texts: TextIndexes, names: Sequence[str] = ()
) -> Comparison:
    """Compare labelled items and their attributes ``names``."""
    matching = match_items(a, b)
    figures = {
        **span_figures(matching),
        "alpha of labels, same extent": alpha((pair.a.label, pair.b.label) for pair in matching.pairs if pair.exact),
        "alpha of characters": character_alpha(a, b, texts),
        **{f"same {name}": _same(matching.pairs, name) for name in names},
    }
    differences = grouped_differences(item_disagreements(matching, texts))
    labels = label_counts(matching)
    return Comparison(layer, tuple(texts), matching.sizes, figures, labels, differences, missing_texts(texts))


def span_figures(matching: Matching) -> Figures:
    """Return F1 in percent of extent and label, of extent alone, and of extents that overlap, which count a half.

    The last is the partial match of MUC-5 (Chinchor and Sundheim 1993) and of SemEval 2013 task 9, labels ignored.
    """
    exact = [pair for pair in matching.pairs if pair.exact]
    labelled = sum(pair.a.label == pair.b.label for pair in exact)
    partial = len(exact) + (len(matching.pairs) - len(exact)) / 2
    return {
        "exact F1": f1(labelled, *matching.sizes),
        "exact F1, unlabelled": f1(len(exact), *matching.sizes),
        "partial F1, unlabelled": f1(partial, *matching.sizes),
    }


def character_alpha(a: Sequence[LabelledItem], b: Sequence[LabelledItem], texts: TextIndexes) -> float | None:
    """Alpha over every character of the texts that is no white space; its label is the set of labels that cover it.

    None as well when a text is not at hand.
    """
    units: list[tuple[frozenset[str], frozenset[str]]] = []
    for document, index in texts.items():
        if index is None:
            return None
        ours, theirs = (_cover(side, document, len(index.text)) for side in (a, b))
        units += [(ours[n], theirs[n]) for n, character in enumerate(index.text) if not character.isspace()]
    return alpha(units)


def _cover(items: Sequence[LabelledItem], document: str, length: int) -> list[frozenset[str]]:
    """For each character the labels of all items that cover it."""
    cover: list[frozenset[str]] = [frozenset()] * length
    for item in items:
        for start, end in item.extent if item.document == document else ():
            for offset in range(start, end):
                cover[offset] |= {item.label}
    return cover


def label_counts(matching: Matching) -> dict[str, tuple[int, int, int]]:
    """How often each label is used by A, by B, and by both on the same extent."""
    ours = Counter(item.label for item in (*(pair.a for pair in matching.pairs), *matching.only_a))
    theirs = Counter(item.label for item in (*(pair.b for pair in matching.pairs), *matching.only_b))
    both = Counter(pair.a.label for pair in matching.pairs if pair.exact and pair.a.label == pair.b.label)
    return {label: (ours[label], theirs[label], both[label]) for label in sorted(ours.keys() | theirs.keys())}


def _same(pairs: Sequence[ItemPair], name: str) -> float | None:
    """The percentage of pairs with an equal attribute, of those that can both have it."""
    both = [(pair.a.attributes[name], pair.b.attributes[name]) for pair in pairs if pair.both_have(name)]
    return 100 * sum(a.key == b.key for a, b in both) / len(both) if both else None


# Differences


def item_disagreements(matching: Matching, texts: TextIndexes, label: str = "label") -> Iterator[Disagreement]:
    """Yield missing items, unequal extents, unequal labels (in the column ``label``), then unequal attributes."""
    for item in matching.only_a:
        yield Disagreement("only one", _named(item), ABSENT, location_of(item, texts))
    for item in matching.only_b:
        yield Disagreement("only one", ABSENT, _named(item), location_of(item, texts))
    for pair in matching.pairs:
        location = location_of(pair.a, texts)
        if not pair.exact:
            yield Disagreement("extent", pair.a.text, pair.b.text, location)
        if pair.a.label != pair.b.label:
            yield Disagreement(label, pair.a.label, pair.b.label, location)
        for name, ours in pair.a.attributes.items():
            if pair.both_have(name) and ours.key != (theirs := pair.b.attributes[name]).key:
                yield Disagreement(name, ours.shown, theirs.shown, location)


def _named(item: LabelledItem) -> str:
    return f"{item.label} {item.text}" if item.label else item.text


def location_of(item: LabelledItem, texts: TextIndexes) -> Location:
    """Where an item stands: from its first part to the end of its last, with the sentence in which it begins."""
    start, end = item.extent[0][0], item.extent[-1][1]
    index = texts[item.document]
    sentence = index.sentence_at(start) if index else None
    sent_id = index.sentences[sentence].id if index and sentence is not None else ""
    return Location(item.document, sent_id, start=start, end=end)


def missing_texts(texts: TextIndexes) -> tuple[str, ...]:
    """Say for which documents something could not be computed."""
    absent = [document for document, index in texts.items() if index is None]
    return (f"{', '.join(absent)}: {NO_TEXT}",) if absent else ()
