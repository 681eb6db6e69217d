"""Document ids from file names: romanised, ASCII, lower case, and numbered where two texts would have the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from padapatha.languages import CODES, Language, language
from padapatha.project import DOCUMENT_ID, id_fault
from padapatha.romanise import romanise
from padapatha.text import to_nfc

MAX_ID = 40
_OTHER = re.compile(r"[^a-z0-9_]+")
_NO_NAME = "text"


def id_of(name: str, language: Language) -> str:
    """Return the id that a file name gives: ``कहानी-7`` is ``kahani-7``, ``Text 5`` is ``text-5``."""
    latin = unicodedata.normalize("NFKD", romanise(to_nfc(name), language)).lower()
    plain = "".join(each for each in latin if not unicodedata.combining(each) and each not in "’'")
    found = _OTHER.sub("-", plain).strip("-_")[:MAX_ID].strip("-_") or _NO_NAME
    return f"{found}-{_NO_NAME}" if DOCUMENT_ID.fullmatch(found) and id_fault(found) else found


def wanted_id(name: str, fields: Mapping[str, str]) -> str:
    """Return the id that is asked for with the fields of a text, or else the one that its name gives."""
    return fields["id"] if "id" in fields else id_of(name, language(known_code(fields)))


def known_code(fields: Mapping[str, str]) -> str:
    """Return the language of a text, or the first installed one where the fields name none that is."""
    code = fields.get("language", CODES[0])
    return code if code in CODES else CODES[0]


def numbered(wanted: str, number: int) -> str:
    """Return an id with a number behind it, shortened where it would be too long."""
    ending = f"-{number}"
    return wanted[: MAX_ID - len(ending)].rstrip("-_") + ending
