"""UDPipe 1 (package ``ufal.udpipe``) trained on the same sentences: the peer that is as easy to install."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from padapatha.problems import Refused, install, problem

_INSTALL = install("udpipe")


def train_udpipe(train: Path, dev: Path, out: Path) -> Path:
    """Train a tagger and a parser with UDPipe's own defaults (an hour or more on one core); done once, then kept."""
    if out.exists():
        return out
    try:
        from ufal import udpipe
    except ModuleNotFoundError:
        raise Refused([problem("extra", "ufal.udpipe", "UDPipe is not installed", fix=_INSTALL)]) from None
    error = udpipe.ProcessingError()
    parts = [_sentences(udpipe, path) for path in (train, dev)]
    model = udpipe.Trainer.train("morphodita_parsito", *parts, "none", "", "", error)
    if error.occurred():
        raise Refused([problem("model", str(out), f"UDPipe: {error.message}")])
    unfinished = out.with_name(out.name + ".incomplete")
    unfinished.write_bytes(model)
    return unfinished.replace(out)


def _sentences(udpipe: Any, path: Path) -> Any:  # noqa: ANN401  the package has no types
    reader, error = udpipe.InputFormat.newConlluInputFormat(), udpipe.ProcessingError()
    reader.setText(path.read_text(encoding="utf-8"))
    found, sentence = udpipe.Sentences(), udpipe.Sentence()
    while reader.nextSentence(sentence, error):
        found.append(sentence)
        sentence = udpipe.Sentence()
    if error.occurred():
        raise Refused([problem("columns", str(path), f"UDPipe: {error.message}")])
    return found
