"""Two translation layers: which sentences both translated, and which of them alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from padapatha.compare.outcome import ABSENT, Comparison, Found, Place, f1, grouped
from padapatha.compare.pairs import Pair
from padapatha.compare.reading import Paths, layer_pair
from padapatha.problems import Problem, Refused
from padapatha.validate.json_file import JsonFile

LAYER = "translations"
_Key = tuple[str, str, str]  # document, sentence, language


def compare_translations(files: Sequence[Paths]) -> Comparison:
    """Compare; raises `Refused` for a file that is not of its schema, or sentences that have changed in between.

    ``identical`` is the share of the sentences translated by both that have letter for letter the same translation.
    """
    pairs = [layer_pair(paths, LAYER) for paths in files]
    problems = tuple(problem for pair in pairs for problem in _changed(pair))
    if problems:
        raise Refused(problems)
    a = {key: each["text"] for pair in pairs for key, each in _items(pair.a.value).items()}
    b = {key: each["text"] for pair in pairs for key, each in _items(pair.b.value).items()}
    both = a.keys() & b.keys()
    same = sum(a[key] == b[key] for key in both)
    figures = {
        "sentences F1": f1(len(both), len(a), len(b)),
        "identical": 100 * same / len(both) if both else None,
    }
    documents = tuple(pair.document for pair in pairs)
    return Comparison(LAYER, documents, (len(a), len(b)), figures, {}, grouped(_differences(a, b)))


def _items(file: JsonFile) -> dict[_Key, Mapping[str, Any]]:
    document = file.value["document"]
    return {(document, each["sentence"], each["language"]): each for each in file.value["translations"]}


def _changed(pair: Pair[JsonFile]) -> Iterator[Problem]:
    ours = _items(pair.a.value)
    for index, each in enumerate(pair.b.value.value["translations"]):
        other = ours.get((pair.document, each["sentence"], each["language"]), each)
        if other["source_sha256"] != each["source_sha256"]:
            found = f"the translation of {each['sentence']} was made of another sentence than in {pair.a.path}"
            yield pair.b.value.problem("stale", ("translations", index, "source_sha256"), found)


def _differences(a: Mapping[_Key, str], b: Mapping[_Key, str]) -> Iterator[Found]:
    for key in dict.fromkeys((*a, *b)):
        document, sentence, language = key
        ours, theirs = a.get(key, ABSENT), b.get(key, ABSENT)
        if ours != theirs:
            yield f"text_{language}", ours, theirs, Place(document, sentence)
