"""The content of a document's files under another id: the ids in it are changed, and not a byte besides."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from padapatha import strict_json
from padapatha.conllu.lines import decode
from padapatha.values import comment_line, split_comment

_CELL = re.compile(r"[^\t\n]+")
_JSON_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+', re.DOTALL)
_OF_DOCUMENTS, _OF_SENTENCES, _OF_FILES = ("document", "documents"), ("sentence", "sentences"), ("a", "b")  # keys


@dataclass(frozen=True, slots=True)
class Renaming:
    """Another id for a document. ``hashes`` has the new SHA-256 of files whose old one may stand in a file."""

    old: str
    new: str
    hashes: Mapping[str, str]

    def content(self, path: Path, data: bytes, shown: str) -> bytes:
        """Return the bytes of a file with the new ids; raise `Refused` for one in which they cannot be found."""
        if path.suffix == ".conllu":
            return "\n".join(map(self._comment, decode(data, shown).split("\n"))).encode("utf-8")
        if path.suffix == ".tsv":
            return _CELL.sub(lambda cell: self._sentence(cell[0]), decode(data, shown)).encode("utf-8")
        if path.suffix == ".json":
            strict_json.loads(data, shown)
            return "".join(self._json_pieces(data.decode("utf-8"))).encode("utf-8")
        return data

    def _document(self, value: str) -> str:
        return self.new if value == self.old else value

    def _sentence(self, value: str) -> str:
        """The id of a sentence or a paragraph of the document."""
        match = re.fullmatch(rf"{re.escape(self.old)}(-[sp][0-9]+[a-z]*)", value)
        return f"{self.new}{match[1]}" if match else value

    def _file(self, value: str) -> str:
        """The name of a file of the document, in its folder."""
        match = re.fullmatch(rf"([a-z]+/){re.escape(self.old)}(\.[a-z.]+)", value)
        return f"{match[1]}{self.new}{match[2]}" if match else value

    def _comment(self, line: str) -> str:
        key, value = split_comment(line)
        if key == "newdoc id":
            return comment_line(key, self._document(value))
        return comment_line(key, self._sentence(value)) if key in ("sent_id", "newpar id") else line

    def _json_pieces(self, text: str) -> Iterator[str]:
        """Yield the text in pieces, in which the strings that are ids are changed."""
        tokens = list(_JSON_PIECE.finditer(text))
        key, outer, end = "", list[str](), 0
        for number, token in enumerate(tokens):
            if token[0] in ("{", "["):
                outer.append(key)
            elif token[0] in ("}", "]"):
                key = outer.pop()
            elif token[0].startswith('"'):
                value = str(json.loads(token[0]))
                is_key = tokens[number + 1 : number + 2] and tokens[number + 1][0] == ":"
                key = value if is_key else key
                renamed = self._file(value) if is_key else self._value(key, value)
                if renamed != value:
                    yield from (text[end : token.start()], json.dumps(renamed))
                    end = token.end()
        yield text[end:]

    def _value(self, key: str, value: str) -> str:
        if key in _OF_DOCUMENTS:
            return self._document(value)
        if key in _OF_SENTENCES:
            return self._sentence(value)
        return self._file(value) if key in _OF_FILES else self.hashes.get(value, value)
