"""Who decided a confirmed sentence or a layer, when, and by which guideline. Nothing is gold without it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from padapatha.conllu.faults import Fault, comment_fault
from padapatha.model import Sentence

GUIDELINE = "treebank/1"  # the version of docs/guidelines/treebank.md
KEYS = ("guideline", "confirmed_by", "confirmed_on")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SIGN = "padapatha confirm DOCUMENT SENTENCE --by NAME"


def signature_faults(sentence: Sentence) -> Iterator[Fault]:
    """Yield what keeps a sentence of ``annotations/treebank`` from being signed: the three comments, each valid."""
    if sentence.comment("annotation") == "auto":
        found = "`# annotation = auto`: a program made it and nobody has confirmed it"
        yield _signed(comment_fault(sentence, "annotation", "unsigned", found))
    missing = [key for key in KEYS if not sentence.comment(key)]
    if missing:
        shown = ", ".join(f"`# {key}`" for key in missing)
        yield _signed(comment_fault(sentence, "sent_id", "unsigned", f"{sentence.id or 'a sentence'} has no {shown}"))
    date, guideline = sentence.comment("confirmed_on"), sentence.comment("guideline")
    if date and (found := date_fault(date)):
        yield comment_fault(sentence, "confirmed_on", "date", found)
    if guideline and guideline != GUIDELINE:
        found = f"guideline {guideline!r}; known is {GUIDELINE}"
        yield comment_fault(sentence, "guideline", "guideline", found)


def _signed(fault: Fault) -> Fault:
    return Fault(fault.row, fault.column, fault.slug, fault.found, _SIGN)


def date_fault(date: str) -> str:
    """Say what is wrong with a day of a decision: it is ``YYYY-MM-DD``, exists and has come."""
    if not _DATE.fullmatch(date):
        return f"{date!r} is not YYYY-MM-DD"
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        return f"there is no day {date}"
    latest = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)  # east of Greenwich it is tomorrow
    return f"{date} has not come yet" if day > latest else ""
