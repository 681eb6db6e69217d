"""Stanza (extra ``stanza``), with the folder of models that its user has downloaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from padapatha import files
from padapatha.annotator.analysis import Analysis, Words
from padapatha.problems import Refused, install, problem
from padapatha.values import EMPTY

_TOGETHER = 64  # sentences


class Stanza:
    """An `Annotator`. Raises `Refused` without the library or for a folder that holds no models of the language."""

    name = "stanza"

    def __init__(self, model: Path, language: str) -> None:
        try:
            import stanza
        except ImportError:
            found = "stanza is not installed"
            raise Refused([problem("extra", self.name, found, fix=install("stanza"))]) from None
        if not (model / language).is_dir():
            raise Refused([problem("model", str(model), f"it holds no folder {language}/ with models of Stanza")])
        try:
            self._pipeline = stanza.Pipeline(
                language,
                dir=str(model),
                processors="tokenize,pos,lemma,depparse",
                tokenize_pretokenized=True,
                download_method=None,  # nothing is fetched behind the user's back
                verbose=False,
            )
        except Exception as fault:  # noqa: BLE001  Stanza raises of its own kind for a missing file, and plain ones
            raise Refused([problem("model", str(model), str(fault).split("\n")[0])]) from None
        self.version = f"{stanza.__version__}-{_digest(model / language)}"

    def analyse(self, sentences: Iterable[Words]) -> Iterator[Analysis]:
        """Yield one analysis per sentence, 64 at a time; entities and confidence are not told."""
        rest = iter(sentences)
        while together := list(islice(rest, _TOGETHER)):
            found = self._pipeline([list(words) for words in together]).sentences
            if [len(each.words) for each in found] != [len(words) for words in together]:
                raise Refused([problem("model", self.name, "Stanza has cut the words anew")])
            yield from map(_analysis, found)


def _analysis(sentence: Any) -> Analysis:  # noqa: ANN401  the library has no types
    rows = sentence.words
    return Analysis(
        lemmas=tuple(row.lemma or EMPTY for row in rows),
        upos=tuple(row.upos or EMPTY for row in rows),
        xpos=tuple(row.xpos or EMPTY for row in rows),
        feats=tuple(row.feats or EMPTY for row in rows),
        heads=tuple(int(row.head) for row in rows),
        deprels=tuple(row.deprel or EMPTY for row in rows),
    )


def _digest(folder: Path) -> str:
    parts = sorted(path for path in folder.rglob("*") if path.is_file())
    return files.sha256("".join(files.sha256(path.read_bytes()) for path in parts).encode("ascii"))[:12]
