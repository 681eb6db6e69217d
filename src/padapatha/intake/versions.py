"""What a new version of a text means for what people have decided on the old one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from padapatha.files import present
from padapatha.languages import language
from padapatha.layers import LAYERS
from padapatha.model import Document
from padapatha.problems import Refused
from padapatha.project import Project
from padapatha.reading import ProjectFiles, read_confirmed
from padapatha.stages import normalise, segment


def version_notes(project: Project, document: str, text: str, code: str) -> Iterator[str]:
    """Say which confirmed sentences of a document are sentences of its new text too, and which layers it has."""
    files = ProjectFiles(project)
    if present(project.treebank(document)):
        try:
            confirmed = read_confirmed(files, document, code)
        except Refused:
            shown = files.name(project.treebank(document))
            yield f"its confirmed sentences cannot be read; run `padapatha validate {shown}`"
        else:
            yield from _sentence_notes([(each.id, each.text) for each in confirmed], text, document, code)
    layers = [name for name in LAYERS if present(project.layer(name, document))]
    if layers:
        named = ", ".join(layers)
        yield f"its layers were made on the old text; `padapatha validate` names what no longer fits: {named}"


def _sentence_notes(confirmed: list[tuple[str, str]], text: str, document: str, code: str) -> Iterator[str]:
    cut = segment(normalise(Document(document, text, language(code).code)))
    there = Counter(sentence.text for sentence in cut.sentences)
    gone = []
    for sent_id, words in confirmed:
        if there[words]:
            there[words] -= 1
        else:
            gone.append(sent_id)
    yield f"{len(confirmed) - len(gone)} of its {len(confirmed)} confirmed sentences are in the new text"
    if gone:
        yield f"no longer in the text, so that `padapatha build` reports them as stale: {', '.join(gone)}"
