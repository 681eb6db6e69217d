"""Every annotator behind one function: our model, and other programs with the models their users have."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from padapatha.annotator.analysis import Annotator
from padapatha.annotator.folder import find_model
from padapatha.model import Sentence
from padapatha.problems import Problem, Refused, problem

OWN = "padapatha"
NAMES = (OWN, "stanza", "udpipe")


@lru_cache(maxsize=2)
def open_annotator(name: str, model: Path | None, language: str = "hi", threads: int = 1) -> Annotator:
    """Open an annotator by its name; ``model`` is its folder or file, which only our own can do without.

    Raises `Refused` when there is no such model, or what runs it is not installed.
    """
    if name == OWN:
        from padapatha.annotator.runtime import Model  # each of the three needs libraries that the others do not

        folder = model or find_model(language)
        if folder is None:
            raise Refused([problem("model", OWN, f"no model for {language!r} is installed")])
        return Model(folder, threads=threads)
    if model is None:
        raise Refused([problem("model", name, "it brings no model", fix=f"--annotator {name} --model PATH")])
    if name == "udpipe":
        from padapatha.annotator.plugins.udpipe import Udpipe

        return Udpipe(model)
    from padapatha.annotator.plugins.stanza import Stanza

    return Stanza(model, language)


def annotation_faults(sentence: Sentence, name: str) -> Iterator[Problem]:
    """Yield what our reader would not take of another program's annotation."""
    from padapatha.conllu import conllu_bytes, parse, sentence_faults

    where = sentence.id or sentence.text[:40]
    form = (fault for fault in parse(conllu_bytes([sentence]), name, strict=False) if isinstance(fault, Problem))
    for fault in form:
        yield problem(fault.slug, name, f"{where}: {fault.found}")
    for each in sentence_faults(sentence):
        yield problem(each.slug, name, f"{where}: word {each.row - len(sentence.comments) + 1}: {each.found}")
