"""What a document is built from: its seed, the sentences that a person has confirmed, and its layers."""

from __future__ import annotations

from padapatha.files import present, sha256
from padapatha.languages import language
from padapatha.layers import LAYERS
from padapatha.model import Document, Sentence
from padapatha.problems import Refused, errors
from padapatha.reading.conllu_file import check_conllu
from padapatha.reading.layers import read_layers
from padapatha.reading.project_files import ProjectFiles
from padapatha.reading.seeds import read_seed


def read_inputs(files: ProjectFiles, document: str) -> Document:
    """Read everything a document is built from; raise `Refused` for the first input that cannot be taken."""
    seed = read_seed(files, document)
    code = seed.description.language
    return Document(
        document,
        seed.text,
        code,
        seed.description,
        confirmed=read_confirmed(files, document, code),
        layers=read_layers(files, document),
    )


def read_confirmed(files: ProjectFiles, document: str, code: str) -> tuple[Sentence, ...]:
    """Read the confirmed sentences of a document; raise `Refused` with every error: form, labels, signatures."""
    path = files.project.treebank(document)
    if not present(path):
        return ()
    read = check_conllu(files.read(path), files.name(path), language(code), "treebank", document)
    if errors(read.problems):
        raise Refused(errors(read.problems))
    return tuple(placed.sentence for placed in read.sentences)


def input_hashes(files: ProjectFiles, document: str) -> dict[str, str]:
    """Return the SHA-256 of every file that a document is built from, by name."""
    project = files.project
    paths = [project.seed_text(document), project.seed_metadata(document), project.treebank(document)]
    paths += [project.layer(name, document) for name in LAYERS]
    return {files.name(path): sha256(files.read(path)) for path in paths if present(path)}
