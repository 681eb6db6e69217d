"""The comment lines of a sentence: each ``# key = value``, each key once, in the canonical order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from padapatha.conllu import Fault
from padapatha.values import COMMENT_ORDER, comment_rank, split_comment

MAX_STRUCTURED = 1_000  # code points of a comment value that looks like JSON
_KNOWN = (*COMMENT_ORDER, "global.columns", "global.Entity", "highlight tokens", "highlight deprels")
_SLUGS = {"newdoc id": "newdoc", "newpar id": "newpar", "sent_id": "sent-id", "text": "text"}


def comment_faults(comments: Sequence[str]) -> Iterator[Fault]:
    """Yield what keeps the comments from surviving every tool (none is ever parsed as JSON)."""
    seen: set[str] = set()
    rank = 0
    for row, line in enumerate(comments):
        key, value = split_comment(line)
        if not key:
            yield Fault(row, 1, *_malformed(line))
            continue
        if key in seen:
            yield Fault(row, 1, _SLUGS.get(key, "comment-key"), f"`# {key}` stands twice")
        elif near := _near(key):
            yield Fault(row, 1, "comment-key", f"the key {key!r}; is it {near!r}?")
        if not key.startswith("global."):  # these speak of the whole file, and some tools move them
            if comment_rank(key) < rank:
                yield Fault(row, 1, "comment-order", f"`# {key}` stands behind one that comes after it")
            rank = max(rank, comment_rank(key))
        yield from (Fault(row, 1, slug, found) for slug, found in _value_faults(key, value))
        seen.add(key)


def _malformed(line: str) -> tuple[str, str]:
    key = line[1:].partition("=")[0]
    shown = repr(line if len(line) <= 60 else f"{line[:60]}…")
    if "=" not in line and _folded(key) in ("newdoc", "newpar"):
        return _folded(key), f"{shown} names no id"
    near = next((known for known in _KNOWN if _folded(known) == _folded(key)), "")
    return "comment-key", f"{shown} is not `# key = value`" + (f"; `# {near} = …`?" if near else "")


def _near(key: str) -> str:
    """The known key that this one differs from by case, blanks or strokes only."""
    return "" if key in _KNOWN else next((known for known in _KNOWN if _folded(known) == _folded(key)), "")


def _folded(key: str) -> str:
    return "".join(each for each in key.casefold() if not each.isspace() and each not in "_-.")


def _value_faults(key: str, value: str) -> Iterator[tuple[str, str]]:
    if "\t" in value:
        yield ("text" if key == "text" else "control-char"), f"a tab in `# {key}`"
    if key.startswith("json_"):
        yield "comment-json", f"`# {key}`: some tools parse it, and fall over when it is broken"
    elif value[0] in "{[" and len(value) > MAX_STRUCTURED:
        yield "comment-json", f"`# {key}` holds {len(value):,} characters of JSON; at most {MAX_STRUCTURED:,}"
