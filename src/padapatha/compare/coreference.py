"""Two coreference layers: mentions, chains and their types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from padapatha.compare.alpha import alpha
from padapatha.compare.chains import Chain, aligned, scores, without_singletons
from padapatha.compare.items import Item, Match, match
from padapatha.compare.outcome import Comparison, Figures, Found, grouped
from padapatha.compare.reading import Paths, layer_pair
from padapatha.compare.spans import Grounds, label_counts, notes, place, span_differences, span_figures
from padapatha.problems import Problem, Refused
from padapatha.validate.json_file import JsonFile

LAYER = "coreference"
Mention = tuple[str, int, int]  # document, start, end


@dataclass(frozen=True, slots=True)
class Partition:
    """The mentions of a side, labelled with the type of their chain, and its chains by their names."""

    mentions: tuple[Item, ...]
    chains: tuple[Chain, ...]
    names: tuple[str, ...]  # of each chain: its first mention's text


def compare_coreference(files: Sequence[Paths]) -> Comparison:
    """Compare; raises `Refused` for a file that is not of its schema, or whose mentions and chains do not fit."""
    pairs = [layer_pair(paths, LAYER) for paths in files]
    a = _joined([partition(pair.a.value, pair.document) for pair in pairs])
    b = _joined([partition(pair.b.value, pair.document) for pair in pairs])
    grounds = {pair.document: pair.ground for pair in pairs}
    matched = match(a.mentions, b.mentions)
    found = (*span_differences(matched, grounds, "type"), *_chain_differences(matched.pairs, a, b, grounds))
    figures = {**_chain_figures(a.chains, b.chains), **_mention_figures(a, b)}
    return Comparison(
        LAYER, tuple(grounds), matched.sizes, figures, label_counts(matched), grouped(found), notes(grounds)
    )


def partition(file: JsonFile, document: str) -> Partition:
    """Read the chains of a file; raises `Refused` unless every mention stands in just one."""
    problems = tuple(_problems(file))
    if problems:
        raise Refused(problems)
    spans = {each["id"]: (document, each["start"], each["end"]) for each in file.value["mentions"]}
    texts = {each["id"]: each["text"] for each in file.value["mentions"]}
    chains = file.value["chains"]
    return Partition(
        tuple(_mention(spans[name], chain["type"], texts[name]) for chain in chains for name in chain["mentions"]),
        tuple(frozenset(spans[name] for name in chain["mentions"]) for chain in chains),
        tuple(texts[chain["mentions"][0]] for chain in chains),
    )


def _mention(span: Mention, kind: str, text: str) -> Item:
    return Item(span[0], (span[1:],), kind, text)


def _joined(partitions: Sequence[Partition]) -> Partition:
    """Chains of different documents share no mention, so that all documents are scored as one."""
    return Partition(
        tuple(mention for each in partitions for mention in each.mentions),
        tuple(chain for each in partitions for chain in each.chains),
        tuple(name for each in partitions for name in each.names),
    )


def _problems(file: JsonFile) -> Iterator[Problem]:
    places: dict[tuple[int, int], str] = {}
    homes: dict[str, list[str]] = {}
    for index, mention in enumerate(file.value["mentions"]):
        if mention["id"] in homes:
            yield file.problem("id-twice", ("mentions", index, "id"), f"{mention['id']!r} stands twice")
        homes[mention["id"]] = []
        other = places.setdefault((mention["start"], mention["end"]), mention["id"])
        if other != mention["id"]:
            found = f"{other} and {mention['id']} have the same extent"
            yield file.problem("reference", ("mentions", index), found, "keep one of them")
    for index, chain in enumerate(file.value["chains"]):
        for name in chain["mentions"]:
            if name not in homes:
                yield file.problem("reference", ("chains", index), f"{chain['id']}: there is no mention {name!r}")
            homes.setdefault(name, []).append(chain["id"])
    for index, mention in enumerate(file.value["mentions"]):
        if len(homes[mention["id"]]) != 1:
            found = f"{mention['id']} stands in {len(homes[mention['id']])} chains"
            yield file.problem("reference", ("mentions", index), found, "a mention stands in one chain")


def _chain_figures(a: Sequence[Chain], b: Sequence[Chain]) -> Figures:
    """The headline is without chains of one mention, which are many and easy; then the same with them."""
    alone = scores(without_singletons(a), without_singletons(b))
    return {**alone, **{f"{name}, with singletons": value for name, value in scores(a, b).items()}}


def _mention_figures(a: Partition, b: Partition) -> Figures:
    matched = match(_unlabelled(a), _unlabelled(b))
    found = span_figures(matched)
    types = {_key(mention): mention.label for mention in b.mentions}
    both = [(each.label, types[_key(each)]) for each in a.mentions if _key(each) in types]
    return {
        "mention F1": found["exact F1"],
        "mention partial F1": found["partial F1, unlabelled"],
        "alpha of types, same mention": alpha(both),
    }


def _unlabelled(side: Partition) -> list[Item]:
    return [replace(mention, label="") for mention in side.mentions]


def _key(mention: Item) -> Mention:
    return (mention.document, *mention.parts[0])


def _chain_differences(pairs: Sequence[Match], a: Partition, b: Partition, grounds: Grounds) -> Iterator[Found]:
    """Yield the mentions that both have in chains that do not stand for each other, as CEAF-e pairs them."""
    other = aligned(a.chains, b.chains)
    homes_a, homes_b = _homes(a), _homes(b)
    for pair in pairs:
        ours, theirs = homes_a[_key(pair.a)], homes_b[_key(pair.b)]
        if pair.exact and other.get(ours) != theirs:
            yield "chain", _named(a, ours), _named(b, theirs), place(pair.a, grounds)


def _homes(side: Partition) -> Mapping[object, int]:
    return {mention: index for index, chain in enumerate(side.chains) for mention in chain}


def _named(side: Partition, index: int) -> str:
    return f"{side.names[index]} ({len(side.chains[index])})"
