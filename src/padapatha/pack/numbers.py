"""What a release holds, counted while it is written, and the numbers of the card in Markdown. None is ever typed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from padapatha.compare.outcome import format_figure
from padapatha.compare.stored import AGREEMENT, stored_figures
from padapatha.layers import LAYERS
from padapatha.pack.features import ANNOTATION, FEATURES, SPLITS, Row
from padapatha.pack.shards import Written, WrittenConllu
from padapatha.project import Project
from padapatha.reading import Context

Tally = Counter[tuple[str, ...]]  # ("label", config, name), ("filled", column) …

_CONFIG_OF = {name: "mentions" if name == "coreference" else name for name in LAYERS if name != "translations"}
_LABELS = {"entities": "label", "mentions": "type", "quotations": "kind", "expressions": "type"}
_FILLED = ("lemmas", "upos", "xpos", "feats", "head", "deprel")
_SHOWN = (
    *("sent_id", "text", "translit", "text_en", "annotation"),
    *("tokens", "lemmas", "upos", "xpos", "feats", "head", "deprel", "ner_tags"),
)


@dataclass(slots=True)
class Contents:
    """What the files of a release hold; it grows with every document."""

    written: list[Written] = field(default_factory=list)
    conllu: list[WrittenConllu] = field(default_factory=list)
    tally: Tally = field(default_factory=Counter)
    example: Row = field(default_factory=dict)  # the first sentence

    def count(self, context: Context, rows: Mapping[str, Sequence[Row]]) -> None:
        """Count one document."""
        self.tally += _tally(context, rows)
        self.example = self.example or rows["sentences"][0]

    def counts(self, kind: str) -> dict[str, int]:
        """Return what was counted of one kind (documents by split, sentences by annotation, genres …), by name."""
        found: dict[str, int] = {}
        for key, value in self.tally.items():
            if key[0] == kind and value:
                found[key[1]] = found.get(key[1], 0) + value
        return dict(sorted(found.items()))

    def sizes(self) -> dict[tuple[str, str], int]:
        """Return the number of rows by config and split."""
        return {(table.config, table.split): table.rows for table in self.written}


def _tally(context: Context, rows: Mapping[str, Sequence[Row]]) -> Tally:
    tally: Tally = Counter()
    tally["documents", context.entry.split] += 1
    tally["genre", context.entry.genre] += 1
    tally["licence", context.entry.licence] += 1
    tally["language", context.entry.language] += 1
    tally["day", "known" if context.entry.published else "unknown"] += 1
    for row in rows["sentences"]:
        words, annotation = len(row["tokens"]), row["annotation"]
        tally["sentences", annotation] += 1
        tally["words", annotation] += words
        tally[annotation, row["agent"] or "nobody"] += 1
        tally["filled", "deps"] += sum(value is not None for value in row["deps"])
        for column in _FILLED:
            tally["filled", column] += sum(value not in (None, "_") for value in row[column])
        tally["tagged", row["ner_annotation"] or ""] += len(row["ner_tags"])
    for layer in context.layers:
        tally["layer agent", str(layer.agent)] += 1
        tally["layer", layer.name, "complete" if layer.complete else "begun", layer.guideline] += 1
    for layer in context.proposed:
        tally["proposer", str(layer.agent)] += 1
        tally["layer", layer.name, "proposed", layer.guideline] += 1
    for config, column in _LABELS.items():
        for row in rows.get(config, ()):
            tally["label", config, row[column], row.get("annotation", "gold")] += 1
    tally["label", "translations", "en", "gold"] += sum(row["text_en"] is not None for row in rows["sentences"])
    return tally


def numbers_markdown(contents: Contents, project: Project) -> str:
    """Return the generated part of the card: counts, the agreement of the project's two passes, and an example.

    Raises `Refused` when the agreement is not of the passes that are there now.
    """
    tally = contents.tally
    counted = (_configs(contents.sizes()), _confirmed(tally), _filled(tally), _layers(tally), _labels(tally))
    return "\n".join("\n".join(part) + "\n" for part in (*counted, _agreement(project), _example(contents.example)))


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(map(str, line))} |" for line in lines]


def _configs(sizes: Mapping[tuple[str, str], int]) -> Iterator[str]:
    yield "### Rows\n"
    splits = [split for split in SPLITS if any(key[1] == split for key in sizes)]
    configs = [config for config in FEATURES if any(key[0] == config for key in sizes)]
    rows = ([f"`{config}`", *(f"{sizes.get((config, split), 0):,}" for split in splits)] for config in configs)
    yield from _table(("config", *splits), rows)


def _confirmed(tally: Tally) -> Iterator[str]:
    yield "### Who decided the sentences\n"
    kinds = ("sentences", "words")
    rows = []
    for annotation, meaning in (("gold", "confirmed, in `annotations/treebank/`"), ("auto", "made by a program")):
        shares = (_share(tally[kind, annotation], _total(tally, kind)) for kind in kinds)
        rows.append([f"`{annotation}`", meaning, *shares])
    yield from _table(("annotation", "meaning", *kinds), rows)


def _total(tally: Tally, kind: str) -> int:
    return sum(value for key, value in tally.items() if key[0] == kind)


def percent(part: int, whole: int) -> str:
    """Return a share as the card writes it."""
    return f"{100 * part / whole:.1f} %"


def _share(part: int, whole: int) -> str:
    return f"{part:,} ({percent(part, whole)})"


def _filled(tally: Tally) -> Iterator[str]:
    yield "### Words with a value\n"
    words = _total(tally, "words")
    rows = [[f"`{column}`", _share(tally["filled", column], words)] for column in _FILLED]
    rows += [[f"`ner_tags`, names `{each}`", _share(tally["tagged", each], words)] for each in ANNOTATION]
    yield from _table(("column", "words"), rows)


def _layers(tally: Tally) -> Iterator[str]:
    yield "### Layers\n"
    counts = {key[1:]: value for key, value in tally.items() if key[0] == "layer"}
    if not counts:
        yield "No document has a layer yet (entities, coreference, quotations, expressions, translations)."
        return
    documents = _total(tally, "documents")
    rows = []
    for name in LAYERS:
        versions = sorted({key[2] for key in counts if key[0] == name})
        complete = sum(value for key, value in counts.items() if key[:2] == (name, "complete"))
        carried = f"config `{_CONFIG_OF[name]}`" if name in _CONFIG_OF else "column `text_en`"
        guidelines = ", ".join(f"`{version}`" for version in versions)
        proposed = sum(value for key, value in counts.items() if key[:2] == (name, "proposed"))
        rows.append([name, carried, f"{complete:,} of {documents:,}", f"{proposed:,}", guidelines or "-"])
    yield from _table(("layer", "where", "documents read whole", "proposed by a model", "guideline"), rows)


def _labels(tally: Tally) -> Iterator[str]:
    yield "### Labels\n"
    labels = {key[1:]: value for key, value in tally.items() if key[0] == "label" and key[1] in _LABELS}
    if not labels:
        yield "None yet."
        return
    for config, annotation in product(_LABELS, ANNOTATION):
        found = sorted((-value, key[1]) for key, value in labels.items() if (key[0], key[2]) == (config, annotation))
        if found:
            shown = ", ".join(f"`{label}` {-value:,}" for value, label in found)
            yield f"- `{config}.{_LABELS[config]}`{'' if annotation == 'gold' else ', proposed by a model'}: {shown}"


def _agreement(project: Project) -> Iterator[str]:
    """The figures that `padapatha compare` has written beside the two passes."""
    yield "### Agreement of the two passes\n"
    figures = stored_figures(project)
    if figures is None:
        yield "Not measured yet."
        return
    yield f"Measured by `padapatha compare`, kept in `{AGREEMENT}`; percent, and alpha from -1 to 1.\n"
    rows = (
        [layer, name, format_figure(name, value)] for layer, values in figures.items() for name, value in values.items()
    )
    yield from _table(("layer", "measure", "value"), rows)


def _example(row: Row) -> Iterator[str]:
    yield "### One row of `sentences`\n"
    yield "The first sentence, in the columns that say something here. Labels are shown by name; a row holds numbers.\n"
    values = {column: row[column] for column in _SHOWN if _says_something(row[column])}
    lines = (f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())
    yield "```json\n{\n" + ",\n".join(lines) + "\n}\n```"


def _says_something(value: object) -> bool:
    return any(item not in (None, "_") for item in (value if isinstance(value, list | tuple) else [value]))
