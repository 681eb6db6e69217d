"""UDPipe 1 by ``ufal.udpipe`` (extra ``udpipe``), with the user's ``.udpipe`` model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from padapatha import files
from padapatha.annotator.analysis import Analysis, Words
from padapatha.problems import Refused, install, problem
from padapatha.values import EMPTY


class Udpipe:
    """An `Annotator`. Raises `Refused` without the library or for a file that is no model."""

    name = "udpipe"

    def __init__(self, model: Path) -> None:
        try:
            from ufal import udpipe
        except ImportError:
            found = "ufal.udpipe is not installed"
            raise Refused([problem("extra", self.name, found, fix=install("udpipe"))]) from None
        loaded = udpipe.Model.load(str(model)) if model.is_file() else None
        if loaded is None:
            raise Refused([problem("model", str(model), "it is no model of UDPipe 1")])
        self._library, self._model = udpipe, loaded
        self.version = files.sha256(model.read_bytes())[:12]

    def analyse(self, sentences: Iterable[Words]) -> Iterator[Analysis]:
        """Yield one analysis per sentence; UDPipe tells neither entities nor confidence."""
        return map(self._analysed, sentences)

    def _analysed(self, words: Words) -> Analysis:
        sentence = self._library.Sentence()
        for word in words:
            sentence.addWord(word)
        for step in (self._model.tag, self._model.parse):
            if not step(sentence, self._model.DEFAULT):
                raise Refused([problem("model", self.name, "the model has no tagger, or no parser")])
        rows = list(sentence.words)[1:]  # the first is the root
        return Analysis(
            lemmas=tuple(row.lemma or EMPTY for row in rows),
            upos=tuple(row.upostag or EMPTY for row in rows),
            xpos=tuple(row.xpostag or EMPTY for row in rows),
            feats=tuple(row.feats or EMPTY for row in rows),
            heads=tuple(int(row.head) for row in rows),
            deprels=tuple(row.deprel or EMPTY for row in rows),
        )
