"""Every annotator behind one function: our model, and other programs with the models that their users have.

Stanza (extra ``stanza``) takes a folder of models, UDPipe 1 by ``ufal.udpipe`` (extra ``udpipe``) a ``.udpipe`` file.
Neither gives entities or confidence. Nothing is fetched from a network.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from padapatha import files
from padapatha.annotator.analysis import Analysis, Annotator, Words
from padapatha.annotator.model_folder import ModelName, find_model, open_model
from padapatha.problems import Refused, install, problem
from padapatha.values import EMPTY

OWN, STANZA, UDPIPE = "padapatha", "stanza", "udpipe"
ANNOTATORS = (OWN, STANZA, UDPIPE)
_STANZA_BATCH = 64  # sentences


def open_annotator(name: str, model: ModelName, language: str = "hi", threads: int = 1) -> Annotator:
    """Open an annotator by its name; ``model`` is its folder or file, which only our own can do without.

    The models of our own that are shipped are named ``fast`` and ``accurate``.

    Raises `Refused` when there is no such model, or what runs it is not installed.
    """
    if name == OWN:
        folder = find_model(language, model)
        if folder is None:
            raise Refused([problem("model", OWN, f"no model for {language!r} is installed")])
        return open_model(folder, threads)
    if model is None:
        raise Refused([problem("model", name, "it brings no model", fix=f"--annotator {name} --model PATH")])
    return _opened(name, Path(model), language)


@lru_cache(maxsize=2)
def _opened(name: str, model: Path, language: str) -> Annotator:
    return Udpipe(model) if name == UDPIPE else Stanza(model, language)


class Stanza:
    """An `Annotator`. Raises `Refused` without the library or for a folder that holds no models of the language."""

    name = STANZA

    def __init__(self, model: Path, language: str) -> None:
        try:
            import stanza
        except ImportError:
            raise _not_installed("stanza", STANZA) from None
        if not (model / language).is_dir():
            raise Refused([problem("model", str(model), f"it holds no folder {language}/ with models of Stanza")])
        try:
            self._pipeline = stanza.Pipeline(
                language,
                dir=str(model),
                processors="tokenize,pos,lemma,depparse",
                tokenize_pretokenized=True,
                download_method=None,
                verbose=False,
            )
        except Exception as fault:  # noqa: BLE001  Stanza raises of its own kind for a missing file, and plain ones
            raise Refused([problem("model", str(model), str(fault).split("\n")[0])]) from None
        self.version = f"{stanza.__version__}-{_digest(model / language)}"

    def analyse(self, sentences: Iterable[Words]) -> Iterator[Analysis]:
        """Yield one analysis per sentence, 64 sentences at a time."""
        rest = iter(sentences)
        while batch := list(islice(rest, _STANZA_BATCH)):
            analysed = self._pipeline([list(words) for words in batch]).sentences
            if [len(each.words) for each in analysed] != [len(words) for words in batch]:
                raise Refused([problem("model", self.name, "Stanza has cut the words anew")])
            for each in analysed:
                yield _analysis((w.lemma, w.upos, w.xpos, w.feats, w.head, w.deprel) for w in each.words)


class Udpipe:
    """An `Annotator`. Raises `Refused` without the library or for a file that is no model."""

    name = UDPIPE

    def __init__(self, model: Path) -> None:
        try:
            from ufal import udpipe
        except ImportError:
            raise _not_installed("ufal.udpipe", UDPIPE) from None
        loaded = udpipe.Model.load(str(model)) if model.is_file() else None
        if loaded is None:
            raise Refused([problem("model", str(model), "it is no model of UDPipe 1")])
        self._library, self._model = udpipe, loaded
        self.version = files.sha256(model.read_bytes())[:12]

    def analyse(self, sentences: Iterable[Words]) -> Iterator[Analysis]:
        """Yield one analysis per sentence."""
        return map(self._analysed, sentences)

    def _analysed(self, words: Words) -> Analysis:
        sentence = self._library.Sentence()
        for word in words:
            sentence.addWord(word)
        for step in (self._model.tag, self._model.parse):
            if not step(sentence, self._model.DEFAULT):
                raise Refused([problem("model", self.name, "the model has no tagger, or no parser")])
        nodes = list(sentence.words)[1:]  # the first is the root
        return _analysis((w.lemma, w.upostag, w.xpostag, w.feats, w.head, w.deprel) for w in nodes)


def _analysis(rows: Iterable[tuple[Any, ...]]) -> Analysis:
    """The analysis of a sentence from LEMMA, UPOS, XPOS, FEATS, HEAD and DEPREL of its words; the libraries have no
    types, and None or an empty text for an empty column.
    """
    lemmas, upos, xpos, feats, heads, deprels = zip(*rows, strict=True)
    return Analysis(_texts(lemmas), _texts(upos), _texts(xpos), _texts(feats), tuple(map(int, heads)), _texts(deprels))


def _texts(column: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(value or EMPTY for value in column)


def _not_installed(library: str, extra: str) -> Refused:
    return Refused([problem("extra", extra, f"{library} is not installed", fix=install(extra))])


def _digest(folder: Path) -> str:
    parts = sorted(path for path in folder.rglob("*") if path.is_file())
    return files.sha256("".join(files.sha256(path.read_bytes()) for path in parts).encode("ascii"))[:12]
