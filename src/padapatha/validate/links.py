"""What the items of a layer say of each other, of other layers and of sentences: every id leads somewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from padapatha import files
from padapatha.problems import Problem, Refused
from padapatha.validate.ground import Ground
from padapatha.validate.json_file import JsonFile, read_json
from padapatha.validate.scene import Scene

Link = Callable[[Scene, JsonFile, Ground], Iterator[Problem]]


def _entities(_scene: Scene, _file: JsonFile, _ground: Ground) -> Iterator[Problem]:
    """Entities point to nothing."""
    return iter(())


def _coreference(_scene: Scene, file: JsonFile, _ground: Ground) -> Iterator[Problem]:
    """Every mention stands in exactly one chain, chains and their mentions in the order of the text."""
    rank = {mention["id"]: index for index, mention in enumerate(file.value["mentions"])}
    chain_of: dict[str, str] = {}
    last = -1
    for index, chain in enumerate(file.value["chains"]):
        for place, mention in enumerate(chain["mentions"]):
            pointer = ("chains", index, "mentions", place)
            if mention not in rank:
                yield file.problem("reference", pointer, f"{chain['id']}: there is no mention {mention!r}")
            elif mention in chain_of:
                found = f"{mention!r} is in {chain_of[mention]} and in {chain['id']}"
                yield file.problem("reference", pointer, found, "a mention stands in one chain")
            chain_of.setdefault(mention, chain["id"])
        ranks = [rank[mention] for mention in chain["mentions"] if mention in rank]
        if ranks != sorted(ranks):
            yield file.problem(
                "canonical", ("chains", index), f"the mentions of {chain['id']} are not in order of the text"
            )
        if ranks and ranks[0] < last:
            yield file.problem("canonical", ("chains", index), "chains are not sorted by their first mention")
        last = max(last, ranks[0] if ranks else last)
    for mention, place in rank.items():
        if mention not in chain_of:
            yield file.problem(
                "reference", ("mentions", place, "id"), f"{mention!r} is in no chain", "put it into a chain"
            )


def _expressions(_scene: Scene, file: JsonFile, _ground: Ground) -> Iterator[Problem]:
    """An anchor is another time of the file, and following the anchors ends; a number lies inside its quantity."""
    anchors = {time["id"]: time["anchor"] for time in file.value["times"]}
    clear: set[str] = set()
    for index, time in enumerate(file.value["times"]):
        pointer = ("times", index, "anchor")
        if time["anchor"] not in (None, "document", *anchors):
            yield file.problem("reference", pointer, f"{time['id']}: there is no time {time['anchor']!r}")
        elif cycle := _cycle(time["id"], anchors, clear):
            yield file.problem("reference", pointer, f"the anchors go round: {' -> '.join(cycle)}")
    for index, quantity in enumerate(file.value["quantities"]):
        number = quantity["number"]
        if number["start"] < quantity["start"] or number["end"] > quantity["end"]:
            yield file.problem(
                "span", ("quantities", index, "number"), f"the number of {quantity['id']} lies outside it"
            )


def _cycle(start: str, anchors: Mapping[str, str | None], clear: set[str]) -> list[str]:
    """The way round from a time back to one it came by; empty when there is none. What is clear is walked once."""
    path: list[str] = []
    on_path: set[str] = set()
    here = start
    while here in anchors and here not in clear:
        if here in on_path:
            clear.update(path)
            return [*path[path.index(here) :], here]
        path.append(here)
        on_path.add(here)
        here = anchors[here] or ""
    clear.update(path)
    return []


def _quotations(scene: Scene, file: JsonFile, _ground: Ground) -> Iterator[Problem]:
    """A speaker's chain is one of the coreference layer, and has a mention where the speaker stands."""
    chains = _chains(scene, str(file.value["document"]))
    for index, quotation in enumerate(file.value["quotations"]):
        chain, speaker = quotation["speaker_chain"], quotation["speaker"]
        pointer = ("quotations", index, "speaker_chain")
        if chain is not None and chain not in chains:
            yield file.problem("reference", pointer, f"{quotation['id']}: the coreference layer has no chain {chain!r}")
        elif chain is not None and (speaker["start"], speaker["end"]) not in chains[chain]:
            found = f"{quotation['id']}: chain {chain!r} has no mention from {speaker['start']} to {speaker['end']}"
            yield file.problem("reference", pointer, found, "give the chain of the speaker's own mention")
        starts = [part["start"] for part in quotation["parts"]]
        if starts != sorted(starts):
            yield file.problem("canonical", ("quotations", index, "parts"), "parts are not in order of the text")


def _chains(scene: Scene, document: str) -> dict[str, frozenset[tuple[int, int]]]:
    """The spans of each chain of a document; none when there is no coreference layer that can be read."""
    path = scene.project.layer("coreference", document)
    try:
        value = read_json(scene.read(path), scene.name(path), "layer-coreference").value
    except Refused:
        return {}
    places = {mention["id"]: (mention["start"], mention["end"]) for mention in value["mentions"]}
    return {
        chain["id"]: frozenset(places[each] for each in chain["mentions"] if each in places)
        for chain in value["chains"]
    }


def _translations(_scene: Scene, file: JsonFile, ground: Ground) -> Iterator[Problem]:
    """Every sentence once per language at most, in order, of its present text; all of them in a complete layer."""
    if not ground.sentences:
        return
    order = {sentence: rank for rank, sentence in enumerate(ground.sentences)}
    last = -1
    done: set[tuple[str, str]] = set()
    for index, item in enumerate(file.value["translations"]):
        sentence, pointer = item["sentence"], ("translations", index, "sentence")
        if sentence not in order:
            yield file.problem("reference", pointer, f"there is no sentence {sentence!r}")
            continue
        if (sentence, item["language"]) in done:
            yield file.problem("id-twice", pointer, f"{sentence} is translated twice")
        elif order[sentence] < last:
            yield file.problem("canonical", pointer, "translations are not in the order of the sentences")
        yield from _source(file, index, item, ground)
        done.add((sentence, item["language"]))
        last = max(last, order[sentence])
    missing = [sentence for sentence in order if sentence not in {name for name, _ in done}]
    if file.value["complete"] and missing:
        found = f"complete, but without {', '.join(missing[:5])}" + (" …" if len(missing) > 5 else "")
        yield file.problem("complete", ("complete",), found)


def _source(file: JsonFile, index: int, item: Mapping[str, Any], ground: Ground) -> Iterator[Problem]:
    start, end = ground.sentences[item["sentence"]]
    if files.sha256(ground.text[start:end].encode("utf-8")) != item["source_sha256"]:
        pointer = ("translations", index, "source_sha256")
        yield file.problem("stale", pointer, f"the translation of {item['sentence']} was made of another text")


LINKS: Mapping[str, Link] = {
    "entities": _entities,
    "coreference": _coreference,
    "quotations": _quotations,
    "expressions": _expressions,
    "translations": _translations,
}
