"""What the YAML head of a card claims, held against the data; and the head that the data would have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from padapatha import files
from padapatha.metadata import UNKNOWN_LICENCE
from padapatha.pack.numbers import Contents
from padapatha.pack.summary import size_category
from padapatha.project import Project

_OPEN = frozenset(
    ("cc0-1.0", "cc-by-3.0", "cc-by-4.0", "cc-by-sa-3.0", "cc-by-sa-4.0", "cc-by-nc-4.0", "cc-by-nc-sa-4.0")
)


def head_from(contents: Contents) -> dict[str, Any]:
    """The keys of a head that follow from the data."""
    languages, tasks = sorted(contents.counts("language")), task_ids(contents)
    licences = {licence.lower() for licence in contents.counts("licence")}
    one = licences.pop() if len(licences) == 1 and licences <= _OPEN else ""
    return {
        "language": languages,
        **({"license": one} if one else {"license": "other", "license_name": "see-each-text"}),
        "annotations_creators": ["machine-generated"] if _by_model(contents) else ["other"],
        "multilinguality": ["monolingual" if len(languages) == 1 else "multilingual"],
        **({"task_ids": tasks} if tasks else {}),
    }


def _by_model(contents: Contents) -> bool:
    return any(name != "nobody" for name in contents.counts("auto")) or bool(contents.counts("proposer"))


def head_faults(
    project: Project, title: str | None, head: Mapping[str, Any], contents: Contents
) -> Iterator[tuple[str, str]]:
    """Yield each key of a head that the data contradict, with what they say; ``title`` is the project's."""
    languages, sentences = contents.counts("language").keys(), sum(contents.counts("sentences").values())
    if title is not None and head["pretty_name"] != title:
        yield "pretty_name", f"{head['pretty_name']!r}; padapatha.toml has the title {title!r}"
    if absent := sorted(languages - set(head["language"])):
        yield "language", f"the corpus holds texts in {', '.join(absent)} too"
    if surplus := sorted(set(head["language"]) - languages):
        yield "language", f"the corpus holds no text in {', '.join(surplus)}"
    if ("monolingual" in head["multilinguality"]) != (len(languages) == 1):
        yield "multilinguality", f"the texts are in {', '.join(languages)}"
    size = head.get("size_categories", [size_category(sentences)])
    if size != [size_category(sentences)]:
        yield "size_categories", f"{', '.join(size)}; with {sentences:,} sentences it is {size_category(sentences)}"
    yield from _licence_faults(project, head, contents)
    yield from _annotation_faults(head, contents)


def _licence_faults(project: Project, head: Mapping[str, Any], contents: Contents) -> Iterator[tuple[str, str]]:
    licences, name = contents.counts("licence"), head["license"]
    open_name = name not in ("other", "unknown")
    if open_name and (
        closed := [each for each in licences if each == UNKNOWN_LICENCE or ("-NC-" in each and "-nc" not in name)]
    ):
        yield "license", f"{name}; there are texts under {', '.join(closed)}"
    if UNKNOWN_LICENCE not in licences and name == "unknown":
        yield "license", f"unknown; the licences of the texts are {', '.join(licences)}"
    if UNKNOWN_LICENCE not in licences and "unknown" in head.get("license_name", ""):
        yield "license_name", f"{head['license_name']}; the licences of the texts are {', '.join(licences)}"
    link = head.get("license_link")
    if link and ":" not in link and not files.inside(project.root, *PurePosixPath(link).parts).is_file():
        yield "license_link", f"it names {link}, which is not here"


def _annotation_faults(head: Mapping[str, Any], contents: Contents) -> Iterator[tuple[str, str]]:
    creators = set(head["annotations_creators"])
    by_model = _by_model(contents)
    by_people = bool(contents.counts("gold") or contents.counts("layer agent"))
    if by_model and "machine-generated" not in creators:
        yield "annotations_creators", "a model made annotation of the corpus: machine-generated"
    if "no-annotation" in creators and (by_model or by_people):
        yield "annotations_creators", "no-annotation; the corpus is annotated"
    if wrong := sorted(creators & {"expert-generated", "crowdsourced"} if not by_people else ()):
        yield "annotations_creators", f"{', '.join(wrong)}; nobody has confirmed a sentence or made a layer"
    there = task_ids(contents)
    if missing := [task for task in head.get("task_ids", ()) if task in _TASKS and task not in there]:
        yield "task_ids", f"{', '.join(missing)}; the corpus holds nothing of it"


_TASKS = {
    "part-of-speech": ("filled", "upos"),
    "lemmatization": ("filled", "lemmas"),
    "parsing": ("filled", "deprel"),
    "named-entity-recognition": ("label", "entities"),
    "coreference-resolution": ("label", "mentions"),
}


def task_ids(contents: Contents) -> list[str]:
    """The tasks of the hub that the data serve."""
    return [task for task, (kind, name) in _TASKS.items() if contents.counts(kind).get(name)]
