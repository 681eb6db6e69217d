"""Figures and differences of matched items: exact and partial F1, alpha of labels, counts by label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from padapatha.compare.alpha import alpha
from padapatha.compare.items import Item, Match, Matched, match
from padapatha.compare.outcome import ABSENT, Comparison, Found, Place, f1, grouped
from padapatha.validate.ground import Ground

Grounds = Mapping[str, Ground | None]  # by document
NO_GROUND = "no text at hand (the files lie in no project that has it): no alpha of characters, no sentence ids"


def span_figures(matched: Matched) -> dict[str, float | None]:
    """Return F1 in percent of extent and label, of extent alone, and of extents that overlap, which count a half.

    The last is the partial match of MUC-5 (Chinchor and Sundheim 1993) and of SemEval 2013 task 9, labels ignored.
    """
    exact = [pair for pair in matched.pairs if pair.exact]
    labelled = sum(pair.a.label == pair.b.label for pair in exact)
    partial = len(exact) + (len(matched.pairs) - len(exact)) / 2
    return {
        "exact F1": f1(labelled, *matched.sizes),
        "exact F1, unlabelled": f1(len(exact), *matched.sizes),
        "partial F1, unlabelled": f1(partial, *matched.sizes),
    }


def label_alpha(pairs: Sequence[Match]) -> float | None:
    """Alpha of the labels of items that both have with the same extent."""
    return alpha((pair.a.label, pair.b.label) for pair in pairs if pair.exact)


def character_alpha(a: Sequence[Item], b: Sequence[Item], grounds: Grounds) -> float | None:
    """Alpha over every character of the texts that is no white space; its label is all that cover it, or none.

    None as well when a text is not at hand.
    """
    units: list[tuple[frozenset[str], frozenset[str]]] = []
    for document, ground in grounds.items():
        if ground is None:
            return None
        ours, theirs = (_cover(side, document, len(ground.text)) for side in (a, b))
        units += [(ours[n], theirs[n]) for n, character in enumerate(ground.text) if not character.isspace()]
    return alpha(units)


def _cover(items: Sequence[Item], document: str, length: int) -> list[frozenset[str]]:
    """For each character the labels of all items that cover it."""
    cover: list[frozenset[str]] = [frozenset()] * length
    for item in items:
        for start, end in item.parts if item.document == document else ():
            for offset in range(start, end):
                cover[offset] |= {item.label}
    return cover


def label_counts(matched: Matched) -> dict[str, tuple[int, int, int]]:
    """How often each label is used by A, by B, and by both on the same extent."""
    ours = Counter(item.label for item in (*(pair.a for pair in matched.pairs), *matched.only_a))
    theirs = Counter(item.label for item in (*(pair.b for pair in matched.pairs), *matched.only_b))
    both = Counter(pair.a.label for pair in matched.pairs if pair.exact and pair.a.label == pair.b.label)
    return {label: (ours[label], theirs[label], both[label]) for label in sorted(ours.keys() | theirs.keys())}


def value_figures(pairs: Sequence[Match], names: Sequence[str]) -> dict[str, float | None]:
    """For each thing said of an item: the percentage of matched items, of those that can have it, that say the same."""
    found: dict[str, float | None] = {}
    for name in names:
        both = [(pair.a.values[name], pair.b.values[name]) for pair in pairs if has(pair, name)]
        same = sum(a.key == b.key for a, b in both)
        found[f"same {name}"] = 100 * same / len(both) if both else None
    return found


def has(pair: Match, name: str) -> bool:
    """Whether both items of a pair can say something under a name."""
    return name in pair.a.values and name in pair.b.values


def span_differences(matched: Matched, grounds: Grounds, label: str = "label") -> Iterator[Found]:
    """Yield what one side lacks, extents that differ, labels that differ (in the column ``label``), then values."""
    for item in matched.only_a:
        yield "only one", _named(item), ABSENT, place(item, grounds)
    for item in matched.only_b:
        yield "only one", ABSENT, _named(item), place(item, grounds)
    for pair in matched.pairs:
        where = place(pair.a, grounds)
        if not pair.exact:
            yield "extent", pair.a.text, pair.b.text, where
        if pair.a.label != pair.b.label:
            yield label, pair.a.label, pair.b.label, where
        for name, value in pair.a.values.items():
            if has(pair, name) and value.key != pair.b.values[name].key:
                yield name, value.shown, pair.b.values[name].shown, where


def _named(item: Item) -> str:
    return f"{item.label} {item.text}" if item.label else item.text


def place(item: Item, grounds: Grounds) -> Place:
    """Where an item stands: from the start of its first part to the end of its last."""
    start, end = item.parts[0][0], item.parts[-1][1]
    ground = grounds[item.document]
    return Place(item.document, sentence_at(start, ground) if ground else "", start=start, end=end)


def sentence_at(offset: int, ground: Ground) -> str:
    """The sent_id of the sentence in which an offset lies; empty when no corpus is built."""
    return next((name for name, (start, end) in ground.sentences.items() if start <= offset < end), "")


def notes(grounds: Grounds) -> tuple[str, ...]:
    """Say for which documents something could not be computed."""
    absent = [document for document, ground in grounds.items() if ground is None]
    return (f"{', '.join(absent)}: {NO_GROUND}",) if absent else ()


def compare_items(
    layer: str, a: Sequence[Item], b: Sequence[Item], grounds: Grounds, names: Sequence[str] = ()
) -> Comparison:
    """Compare labelled items and what is said of them under ``names``."""
    matched = match(a, b)
    figures = {
        **span_figures(matched),
        "alpha of labels, same extent": label_alpha(matched.pairs),
        "alpha of characters": character_alpha(a, b, grounds),
        **value_figures(matched.pairs, names),
    }
    found = grouped(span_differences(matched, grounds))
    return Comparison(layer, tuple(grounds), matched.sizes, figures, label_counts(matched), found, notes(grounds))
