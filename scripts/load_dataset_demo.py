"""Load dist/hub as a user does; print a sentence, rows of each layer and the counts. `make corpus` ends with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from padapatha.dataset import load
from padapatha.problems import Refused

_COLUMNS = ("tokens", "lemmas", "upos", "head", "deprel", "ner_tags")
_FEW = 4
_WIDTH = 200  # columns where the output is no terminal

Row = Mapping[str, Any]


def main() -> int:
    """Load every split of ``dist/hub``; print its first sentence, a line per layer, and the counts."""
    console = Console(width=None if Console().is_terminal else _WIDTH, highlight=False)
    for split, sentences in load("sentences").items():
        first = sentences[0]
        for key in ("sent_id", "text", "translit", "text_en"):
            if first[key]:
                console.print(Text(f"{key:>8}  {first[key]}"))
        console.print(_table(first, sentences.features))
        for line in _layers(split):
            console.print(Text(line))
        tokens = sum(map(len, sentences["tokens"]))
        documents = len(set(sentences["doc_id"]))
        console.print(f"split {split}: {documents} documents, {len(sentences)} sentences, {tokens} tokens")
    return 0


def _table(row: dict[str, list[object]], features: Any) -> Table:  # noqa: ANN401  the library has no types
    table = Table(box=None, header_style="bold")
    names = [name for name in _COLUMNS if row[name]]
    for name in ("id", *names):
        table.add_column(name, overflow="fold")
    for number, values in enumerate(zip(*(row[name] for name in names), strict=True), 1):
        shown = (_shown(features[name].feature, value) for name, value in zip(names, values, strict=True))
        table.add_row(str(number), *shown)
    return table


def _shown(feature: Any, value: object) -> str:  # noqa: ANN401
    """Return a value as text: labels by name, null as ``_``."""
    if value is None:
        return "_"
    return str(feature.int2str(value)) if hasattr(feature, "int2str") else str(value)


def _layers(split: str) -> Iterator[str]:
    """Yield a line per layer: its number of rows and a summary of some of them."""
    for config, summary in _SUMMARIES.items():
        try:
            rows = load(config).get(split)
        except Refused:  # a config without rows is not in the dataset
            continue
        if rows:
            yield f"{config:>11}  {len(rows):>3}: {summary(list(rows), rows.features)}"


def _entities(rows: Sequence[Row], features: Any) -> str:  # noqa: ANN401
    return ", ".join(f"{row['text']} {_shown(features['label'], row['label'])}" for row in rows[:_FEW]) + " …"


def _mentions(rows: Sequence[Row], features: Any) -> str:  # noqa: ANN401
    """Summarise the longest chain."""
    chain, count = Counter(row["chain_id"] for row in rows).most_common(1)[0]
    mentions = [row for row in rows if row["chain_id"] == chain]
    names = ", ".join(list(dict.fromkeys(row["text"] for row in mentions))[:_FEW])
    kind = _shown(features["type"], mentions[0]["type"])
    chains = len({row["chain_id"] for row in rows})
    return f"{chains} chains; the longest, a {kind}, has {count}: {names} …"


def _quotations(rows: Sequence[Row], features: Any) -> str:  # noqa: ANN401
    first = rows[0]
    kind = _shown(features["kind"], first["kind"])
    return f"{kind}, {first['speaker_text'] or 'nobody named'}: {' … '.join(part['text'] for part in first['parts'])}"


def _expressions(rows: Sequence[Row], _features: Any) -> str:  # noqa: ANN401
    return ", ".join(f"{row['text']} = {row['value'] or row['reason']}" for row in rows[:_FEW]) + " …"


_SUMMARIES: Mapping[str, Callable[[Sequence[Row], Any], str]] = {
    "entities": _entities,
    "mentions": _mentions,
    "quotations": _quotations,
    "expressions": _expressions,
}


if __name__ == "__main__":
    raise SystemExit(main())
