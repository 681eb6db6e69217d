"""The command behind `make bench`: figures on standard output as Markdown, or as JSON with --json."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.accuracy import Accuracy, entity_f1, known_heads, tree_accuracy
from bench.material import Material, prepare
from bench.peer import train_udpipe
from bench.reliability import reliability
from bench.speed import Speed, ratio, speeds
from bench.validity import invalid
from padapatha.annotator.analysis import Annotator
from padapatha.annotator.model_folder import find_model
from padapatha.annotator.plugins import Udpipe
from padapatha.annotator.runtime import Model
from padapatha.problems import Refused
from padapatha.train.data import read_entities, read_treebanks, read_words
from padapatha.train.metrics import METRICS

_SPEED_SENTENCES = 400
_UNSEEN = 2_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; returns 0, or 1 with the problem on stderr."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path("../shared/data"), help="folder with hdtb-v1/, pud/, il-ner/")
    parser.add_argument("--work", type=Path, default=Path(".padapatha/bench"), help="where the peer's model is kept")
    parser.add_argument("--model", help="fast, accurate, or the path of a model (default: fast)")
    parser.add_argument("--no-udpipe", action="store_true", help="leave the peer out (its training takes an hour)")
    parser.add_argument("--json", action="store_true", help="all figures, for machines")
    args = parser.parse_args(arguments)
    try:
        figures = measure(args)
    except Refused as refused:
        sys.stderr.write(f"{refused}\n")
        return 1
    print(json.dumps(figures, ensure_ascii=False, indent=1) if args.json else _markdown(figures))
    return 0


def measure(args: argparse.Namespace) -> dict[str, Any]:
    """All figures: accuracy and confidence on the held-out part, entity F1, validity on unseen text, speed in turn with
    the peer."""
    material = prepare(args.gold, args.work)
    folder = find_model("hi", args.model)
    if folder is None:
        raise SystemExit("there is no model: give --model, or make one with `padapatha train`")
    ours = {"padapatha, 1 thread": Model(folder), "padapatha, 2 threads": Model(folder, threads=2)}
    peers = {} if args.no_udpipe else {"UDPipe 1": _udpipe(material, args.work)}
    test = read_treebanks([material.test])
    accuracy = {name: tree_accuracy(each, test) for name, each in [*list(ours.items())[:1], *peers.items()]}
    entities = read_entities([material.entities_dev])
    annotated = [example.words for example in [*entities, *test]]
    unseen = [*annotated, *read_words([args.gold / "pud"])][:_UNSEEN]
    one = next(iter(ours.values()))
    errors, warnings = invalid(one, unseen, "hi")
    return {
        "model": one.version,
        "accuracy": {name: _accuracy(each) for name, each in accuracy.items()},
        "confidence": [asdict(each) for each in reliability(one, test)],
        "other_genres": _other_genres(one, material),
        "entity_f1": entity_f1(one, entities),
        "validity": {"sentences": len(unseen), "errors": errors, "warnings": warnings},
        "speed": _speed({**ours, **peers}, [example.words for example in entities[:_SPEED_SENTENCES]]),
    }


def _other_genres(annotator: Annotator, material: Material) -> dict[str, Any]:
    """Scores on the held-out Paninian trees: all columns of complete trees, the known heads of trees of chunk heads."""
    gold = {source: read_treebanks([path]) for source, path in material.other_genres.items()}
    found: dict[str, Any] = {}
    if "ssf" in gold:
        found["ssf"] = _accuracy(tree_accuracy(annotator, gold["ssf"]))
    if "chunks" in gold:
        words, heads = known_heads(annotator, gold["chunks"])
        found["chunks"] = {"sentences": len(gold["chunks"]), "words": words, "heads": heads}
    return found


def _udpipe(material: Material, work: Path) -> Annotator:
    return Udpipe(train_udpipe(material.train, material.dev, work / "udpipe.model"))


def _accuracy(found: Accuracy) -> dict[str, Any]:
    return {
        "sentences": found.sentences,
        "words": found.words,
        "scores": {name: [found.scores[name], *found.bounds[name]] for name in METRICS},
        "confused": found.confused,
    }


def _speed(annotators: dict[str, Annotator], sentences: list[tuple[str, ...]]) -> dict[str, Any]:
    found: dict[str, Speed] = speeds(annotators, sentences)
    peer = found.get("UDPipe 1")
    return {
        name: {"words_per_second": list(each.runs), "times_udpipe": list(ratio(each, peer)) if peer else None}
        for name, each in found.items()
    }


def _markdown(figures: dict[str, Any]) -> str:
    valid = figures["validity"]
    trees = f"{valid['sentences']:,} unseen sentences: {valid['errors']} errors, {valid['warnings']} warnings"
    return "\n".join(
        (
            *_accuracy_rows(figures["accuracy"]),
            "",
            *_other_genres_rows(figures["other_genres"]),
            "",
            f"Entity span F1: {figures['entity_f1']:.2f}. Official validator, level 5, on {trees}.",
            "",
            *_confidence_rows(figures["confidence"]),
            "",
            *_speed_rows(figures["speed"]),
        )
    )


def _accuracy_rows(accuracy: dict[str, Any]) -> Iterator[str]:
    yield "| | " + " | ".join(METRICS) + " |"
    yield "|---|" + "---|" * len(METRICS)
    for name, each in accuracy.items():
        cells = [f"{value:.2f} ({low:.2f}–{high:.2f})" for value, low, high in each["scores"].values()]
        yield f"| {name.partition(',')[0]} | " + " | ".join(cells) + " |"


def _other_genres_rows(found: dict[str, Any]) -> Iterator[str]:
    if "ssf" in found:
        yield from _accuracy_rows({"other genres, complete trees": found["ssf"]})
    if chunks := found.get("chunks"):
        counted = f"{chunks['sentences']:,} sentences, {chunks['words']:,} chunk heads"
        yield f"Other genres, {counted}: UAS {chunks['heads']:.2f}"


def _confidence_rows(bins: list[dict[str, Any]]) -> Iterator[str]:
    yield "| confidence | words | mean | UPOS, head and relation right |"
    yield "|---|---|---|---|"
    for each in bins:
        yield f"| {each['low']:g}–{each['high']:g} | {each['words']:,} | {each['said']:.3f} | {each['right']:.3f} |"


def _speed_rows(speed: dict[str, Any]) -> Iterator[str]:
    yield "| | words a second: least, median, most | times UDPipe 1 |"
    yield "|---|---|---|"
    for name, each in speed.items():
        runs, times = sorted(each["words_per_second"]), each["times_udpipe"]
        ratio_cell = f"{times[1]:.2f}" if times else ""
        yield f"| {name} | {runs[0]:,.0f}, {runs[len(runs) // 2]:,.0f}, {runs[-1]:,.0f} | {ratio_cell} |"
