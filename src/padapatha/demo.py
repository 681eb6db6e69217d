"""What `make corpus` shows at its end: the packed dataset, loaded the way a user loads it."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from padapatha.dataset import load

_COLUMNS = ("tokens", "lemmas", "upos", "head", "deprel")


def main() -> int:
    """Load every split of ``dist/hub``, print its first sentence and the counts."""
    console = Console(highlight=False)
    for split, sentences in load("sentences").items():
        first = sentences[0]
        console.print(f"{first['sent_id']}  {first['text']}")
        console.print(_table(first, sentences.features["upos"].feature.names))
        tokens = sum(map(len, sentences["tokens"]))
        documents = len(set(sentences["doc_id"]))
        console.print(f"split {split}: {documents} documents, {len(sentences)} sentences, {tokens} tokens")
    return 0


def _table(row: dict[str, list[object]], upos_names: list[str]) -> Table:
    table = Table(box=None, header_style="bold")
    for name in ("id", *_COLUMNS):
        table.add_column(name)
    for number, values in enumerate(zip(*(row[name] for name in _COLUMNS), strict=True), 1):
        token, lemma, upos, head, deprel = values
        tag = upos_names[upos] if isinstance(upos, int) else None
        shown = (number, token, lemma, tag, head, deprel)
        table.add_row(*("_" if each is None else str(each) for each in shown))
    return table
