"""Files that are no plain text, told by their first bytes or their names, and the program that makes text of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from padapatha.problems import Problem, problem

_PANDOC = "convert it with `pandoc -t plain --wrap=none FILE -o FILE.txt`"
_HTML = "convert it with `pandoc -f html -t plain --wrap=none FILE -o FILE.txt`"
_PDF = "convert it with `pdftotext FILE FILE.txt`, then take the text in with --clean --unwrap"
_OFFICE = "convert it with `soffice --headless --convert-to txt:Text FILE`"
# The first bytes, what begins with them, and what to do
_STARTS = (
    (b"%PDF", "a PDF", _PDF),
    (b"{\\rtf", "a rich text file (RTF)", _PANDOC),
    (b"\xd0\xcf\x11\xe0", "an old office file", _OFFICE),
    (b"\x1f\x8b", "a gzip archive", ""),
    (b"BZh", "a bzip2 archive", ""),
    (b"\xfd7zXZ", "an xz archive", ""),
)
_ZIP = b"PK\x03\x04"
# What stands in a zip file of a known format
_ZIPPED = (
    (b"word/", "a Word document (DOCX)"),
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument text"),
    (b"application/epub+zip", "an e-book (EPUB)"),
)
_NAMES = {
    ".pdf": ("a PDF", _PDF),
    ".rtf": ("a rich text file (RTF)", _PANDOC),
    ".docx": ("a Word document (DOCX)", _PANDOC),
    ".odt": ("an OpenDocument text", _PANDOC),
    ".epub": ("an e-book (EPUB)", _PANDOC),
    ".doc": ("an old office file", _OFFICE),
}
_HTML_NAMES = (".html", ".htm", ".xhtml")
_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)


def format_problems(data: bytes, path: str) -> Iterator[Problem]:
    """Yield the problem of a file that is no plain text, with the program that makes text of it."""
    ending = PurePath(path).suffix.lower()
    start = next(((what, fix) for begins, what, fix in _STARTS if data.startswith(begins)), None)
    found = _zipped(data) if data.startswith(_ZIP) else start or _NAMES.get(ending)
    if found:
        yield problem("archive", path, f"it is {found[0]}", fix=found[1])
    elif ending in _HTML_NAMES or _HTML_START.match(data):
        yield problem("markup", path, "it is a web page (HTML)", fix=_HTML)


def _zipped(data: bytes) -> tuple[str, str]:
    return next(((what, _PANDOC) for inside, what in _ZIPPED if inside in data), ("a zip archive", ""))
