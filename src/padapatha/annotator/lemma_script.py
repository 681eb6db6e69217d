"""Lemma edit scripts: a lemma as an instruction on its form, so that a classifier can choose it.

A script is one of
* `-n+suffix`: drop the invisible joiners and, when marked `~`, the nuktas that lemmas leave out (on क ख ग ज फ),
  then cut `n` code points from the end and append `suffix`; `~-n+suffix` is the marked form;
* `=lemma`: the lemma itself, for forms that share too little with it (इसने -> यह).

`apply(script(form, lemma), form) == lemma` for every pair; on another form a script gives its best, never fails.
"""

from __future__ import annotations

import re

JOINERS = "\u200c\u200d"
NUKTA = "\u093c"
_SCRIPT = re.compile("(~?)-(0|[1-9][0-9]*)\\+(.*)", re.DOTALL)
_DROPPED = re.compile("(?<=[कखगजफ])" + NUKTA)
_JOINER = re.compile(f"[{JOINERS}]")


def script(form: str, lemma: str) -> str:
    """The shortest script that makes `lemma` from `form`; prefers keeping nuktas when both ways serve."""
    for mark, start in (("", _bare(form)), ("~", _without_nukta(form))):
        shared = _shared(start, lemma)
        if start == lemma or (shared > 0 and len(start) - shared <= max(shared, 5 if shared > 1 else 3)):
            return f"{mark}-{len(start) - shared}+{lemma[shared:]}"
    return "=" + lemma


def apply(rule: str, form: str) -> str:
    """The lemma that `rule` makes of `form`: never empty for a form that is not, whatever the rule.

    Raises ValueError for text that is no script.
    """
    if rule.startswith("="):
        return rule[1:]
    match = _SCRIPT.fullmatch(rule)
    if match is None:
        raise ValueError(f"not a lemma script: {rule!r}")
    start = _without_nukta(form) if match[1] else _bare(form)
    kept = start[: max(0, len(start) - int(match[2]))]  # the pattern admits ASCII digits alone
    return kept + match[3] or form


def _bare(form: str) -> str:
    return _JOINER.sub("", form)


def _without_nukta(form: str) -> str:
    return _DROPPED.sub("", _bare(form))


def _shared(left: str, right: str) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count
