"""What is in a project already: its documents by their bytes, by the bytes they came from and by their words.

The seeds are read once. A file that cannot be read keeps no other out; `padapatha validate` reports it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from padapatha import files, strict_json
from padapatha.intake.names import numbered
from padapatha.limits import MAX_SEED
from padapatha.problems import Refused
from padapatha.project import Project
from padapatha.text import to_nfc


class Known:
    """The documents of a project, those that this run takes in included."""

    def __init__(self, project: Project) -> None:
        self._by_bytes: dict[str, str] = {}
        self._by_words: dict[str, str] = {}
        self._entries: dict[str, list[tuple[dict[str, str], str]]] = {}  # of each document in the two above
        self._numbers: dict[str, int] = {}
        self._described: set[str] = set()
        self.metadata: dict[str, Any] = {}
        self.claimed: set[str] = set()  # documents that a text of this run has become, or is already
        self.documents = set(project.documents())
        self._contents: dict[str, str] = {}  # the hash of each text as it lies there; of metadata alone, their hash
        for document in sorted(self.documents):
            self._read_text(project, document)
        for name in files.listing(project.root / "seeds", ".json"):
            self._read_metadata(project, name.removesuffix(".json"))

    def _read_text(self, project: Project, document: str) -> None:
        with suppress(Refused, OSError):
            data = files.read_bytes(project.seed_text(document), MAX_SEED)
            self._contents[document] = files.sha256(data)
            self._remember(self._by_words, document, words_digest(data.decode("utf-8", errors="replace")))

    def _read_metadata(self, project: Project, document: str) -> None:
        """A killed run may have left metadata without their text: the text they speak of may still come."""
        self._described.add(document)
        with suppress(Refused, OSError):
            path = project.seed_metadata(document)
            value = strict_json.loads(files.read_bytes(path), path.name)
            if not isinstance(value, dict):
                return
            if document in self.documents:
                self.metadata[document] = value
                self._remember(self._by_bytes, document, str(value.get("sha256", "")), _original(value))
            else:
                self._contents[document] = str(value.get("sha256", ""))

    def _remember(self, index: dict[str, str], document: str, *digests: str) -> None:
        for digest in filter(None, digests):
            if index.setdefault(digest, document) == document:
                self._entries.setdefault(document, []).append((index, digest))

    def _forget(self, document: str) -> None:
        for index, digest in self._entries.pop(document, ()):
            index.pop(digest, None)

    def of_bytes(self, digest: str) -> str:
        """The document that has these bytes, or was made from them; empty when there is none."""
        return self._by_bytes.get(digest, "")

    def of_words(self, digest: str, besides: str) -> str:
        """Another document than ``besides`` that has the same words; empty when there is none."""
        other = self._by_words.get(digest, "")
        return other if other != besides else ""

    def add(self, document: str, data: bytes, metadata: dict[str, Any]) -> None:
        """Remember a text that has been taken in; an older version of it is forgotten."""
        self._forget(document)
        self.documents.add(document)
        self.metadata[document] = metadata
        self._contents[document] = files.sha256(data)
        self._remember(self._by_words, document, words_digest(data.decode("utf-8", errors="replace")))
        self._remember(self._by_bytes, document, files.sha256(data), _original(metadata))

    def holds(self, document: str, data: bytes) -> bool:
        """Whether the text of a document is these bytes, whatever its metadata say."""
        return self._contents.get(document) == files.sha256(data)

    def is_free(self, document: str, data: bytes, *, is_own: bool) -> bool:
        """Whether a text may become this document: nothing of it is there, or only the text or its metadata.

        ``is_own`` says that the text is the file in ``seeds/`` itself.
        """
        if document in self.metadata:
            return False
        has_text, is_described = document in self.documents, document in self._described
        is_half = has_text != is_described and self.holds(document, data)
        return not (has_text or is_described) or is_half or (is_own and not is_described)

    def free_id(self, wanted: str) -> str:
        """The id itself, or the first numbered one that no document has."""
        number = self._numbers.get(wanted, 1)
        found = wanted if number == 1 else numbered(wanted, number)
        while found in self.documents or found in self._described:
            number += 1
            found = numbered(wanted, number)
        self._numbers[wanted] = number
        return found


def _original(metadata: dict[str, Any]) -> str:
    """The hash of the bytes that a document was made from, as its metadata have it."""
    record = metadata.get("intake")
    return str(record.get("original_sha256", "")) if isinstance(record, dict) else ""


def words_digest(text: str) -> str:
    """The hash of the words of a text, whatever the white space: copies that differ in layout only have the same."""
    return files.sha256("".join(to_nfc(text).split()).encode("utf-8", errors="surrogatepass"))
