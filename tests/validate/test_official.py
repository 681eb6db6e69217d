"""Our levels 1 and 2 against those of the official validator: on every class of error it knows, and on mutants."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from conftest import SHARED
from mutants import OWN, mutant
from official import CRASH, is_installed, verdict, verdicts
from padapatha.problems import Problem, errors
from padapatha.reading.ud_file import check_ud

PUD = SHARED / "data" / "pud" / "hi_pud-sample.conllu"
needs_official = pytest.mark.skipif(not is_installed(), reason="the extra [validate-ud] is not installed")


def found(data: bytes) -> tuple[Problem, ...]:
    return errors(check_ud(data, "t.conllu"))


def sentences() -> list[str]:
    """Sentences of UD_Hindi-PUD, where it is at hand, and as many times our own."""
    pud = PUD.read_text(encoding="utf-8").split("\n\n")[:-1] if PUD.exists() else []
    return [f"{each}\n\n" for each in pud] + [*OWN] * max(1, len(pud) // len(OWN))


# What we refuse and the official validator takes at levels 1 and 2: the slug, a word of the message, the reason.
# docs/reliability.md has the same list for people.
STATED = (
    ("root", "", "level 3 of UD: HEAD 0 and DEPREL root go together"),
    ("deps", "head 0", "level 3 of UD: the same in DEPS"),
    ("deps", "with head", "level 3 of UD: the same in DEPS"),
    ("comment-key", "is not `# ", "many programs do not find `#sent_id=x`; all must find the same"),
    ("text", "no `# text`", "the same, for `# text`"),
    ("text", "white space at an end", "white space at the beginning of `# text` belongs to no word"),
    ("newdoc", "twice", "a sentence begins one document"),
    ("newpar", "twice", "a sentence begins one paragraph"),
    ("range", "fewer than two words", "a range of one word is no multiword token"),
    ("line-separator", "", "other programs take the character for a line end"),
    ("control-char", "", "control characters steer terminals and end strings"),
    ("bidi-control", "", "the text reads otherwise than it is"),
    ("bom", "", "a byte-order mark inside a text is invisible"),
    ("line-end", "", "a carriage return ends a line in other programs"),
    ("plus", "", "CoNLL-U Plus has other columns"),
    ("empty", "", "a file without a sentence is a fault of the pipeline before it"),
    ("limit", "", "stated limits keep memory and time bounded"),
)  # fmt: skip  # one row a rule


def is_stated(problem: Problem) -> bool:
    return any(problem.slug == slug and word in problem.found for slug, word, _ in STATED)


@needs_official
@pytest.mark.parametrize("count", [300, pytest.param(10_000, marks=pytest.mark.heavy)])
def test_mutants_get_the_official_verdict(tmp_path: Path, count: int) -> None:
    draw = random.Random(count)
    pool = sentences()
    files = {f"m{number}": mutant(pool, number, draw) for number in range(count)}
    official = verdicts(files, tmp_path / "files")
    table: Counter[str] = Counter()
    missed: dict[str, object] = {}
    unstated: dict[str, object] = {}
    for name, data in files.items():
        ours, theirs = found(data), official[name]
        if bool(ours) != bool(theirs) and CRASH not in theirs:
            theirs = verdict(data, tmp_path / "files")  # with the tests that look at the whole file
        row = "crash" if CRASH in theirs else "rejected" if theirs else "accepted"
        table[f"official {row}, ours {'rejected' if ours else 'accepted'}"] += 1
        if CRASH in theirs and not ours:
            assert b"# json_" in data, "a comment that the validator reads as JSON"
        elif theirs and not ours:
            missed[name] = (theirs, data.decode("utf-8", "replace"))
        elif ours and not theirs:
            table.update(f"  stated: {slug}" for slug in {each.slug for each in ours})
        if ours and not theirs and not all(map(is_stated, ours)):
            unstated[name] = ([str(each) for each in ours if not is_stated(each)], data.decode("utf-8", "replace"))
    print(*(f"{count_of:6} {row}" for row, count_of in table.most_common()), sep="\n")
    assert missed == {}
    assert unstated == {}
    assert table["official accepted, ours accepted"] > count / 30, "the mutants are not all broken"
