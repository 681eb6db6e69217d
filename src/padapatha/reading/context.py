"""A built document as a whole: its text with sentences and offsets, its layers, and what the build says of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from padapatha.conllu import read_conllu
from padapatha.layers import Layers
from padapatha.metadata import DocumentEntry, ManifestEntry
from padapatha.reading.corpus import read_entry, readable_sentences
from padapatha.reading.layers import read_layers, read_proposed
from padapatha.reading.project_files import ProjectFiles
from padapatha.reading.seeds import seed_text
from padapatha.text_index import TextIndex, text_index


@dataclass(frozen=True, slots=True)
class Context:
    """A built document; ``conllu`` are the bytes of its file, ``manifest`` its entry in the manifest.

    ``layers`` are those of people, ``proposed`` the machine's, of which people have made none.
    """

    manifest: ManifestEntry
    entry: DocumentEntry
    conllu: bytes
    index: TextIndex
    layers: Layers
    proposed: Layers = field(default_factory=Layers)

    @property
    def document(self) -> str:
        """The document's id."""
        return self.entry.document


def read_context(files: ProjectFiles, manifest: ManifestEntry) -> Context:
    """Read a document of the manifest; raise `Refused` for a file that is not of its form.

    Whether its files agree with each other is for `padapatha.validate` to say, before.
    """
    document = manifest.document
    entry, _ = read_entry(files, document)
    conllu = files.read(files.project.corpus_conllu(document))
    index = text_index(document, entry.text, read_conllu(conllu))
    proposed = _proposed(files, manifest)
    return Context(manifest, entry, conllu, index, read_layers(files, document), proposed)


def _proposed(files: ProjectFiles, manifest: ManifestEntry) -> Layers:
    if files.name(files.project.corpus_entities(manifest.document)) not in manifest.outputs:
        return Layers()
    found: dict[str, Any] = {"entities": read_proposed(files, manifest.document).layer}
    return Layers(**found)


def read_text_index(files: ProjectFiles, document: str) -> TextIndex:
    """Index the text of a seed with what is built of it, as far as it can be read; raise `Refused` without a seed."""
    return text_index(document, seed_text(files, document), readable_sentences(files, document))
