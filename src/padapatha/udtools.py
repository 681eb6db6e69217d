"""The official UD programs ``udvalidate`` and ``udeval`` (package ``udtools``, GPL): called, never imported."""

from __future__ import annotations

import re
import shutil
import subprocess  # foreign programs with fixed names and arguments of ours; no shell
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from padapatha.conllu import Placed, conllu_bytes, parse
from padapatha.model import Sentence
from padapatha.problems import Problem, Refused, install, problem

VALIDATOR, SCORER = "udvalidate", "udeval"
INSTALL = install("validate-ud")
_WARNING = "WARNING"  # stands in the place of the area
_SECONDS = 3_600  # the validator reads some 5,000 tokens a second; a file of 50 MB takes it a few minutes
_FINDING = re.compile(r"\[Line ([0-9]+) Sent [^\]]*\]: \[L([0-9]) ([A-Z]+) ([a-z0-9-]+)\] (.*)")
_SCORE = re.compile(r"([A-Za-z]+) *\| *([0-9]+) *\| *([0-9]+) *\| *([0-9]+) *\|.*")


def program(name: str) -> str:
    """Find ``udvalidate`` or ``udeval`` beside this Python or on the path; raise `Refused` when it is missing."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.is_file() else shutil.which(name)
    if found is None:
        raise Refused([problem("extra", name, "the official UD tools are not installed", fix=INSTALL)])
    return found


def official_problems(data: bytes, path: str, code: str, level: int) -> Iterator[Problem]:
    """Yield what the validator finds in a file, at its lines, at ``level`` 1 to 5 for the language ``code``.

    Sentences that our reader refuses are not handed on, nor are those that carry tokens only.
    """
    annotated = [each for each in parse(data, path) if isinstance(each, Placed) and _is_annotated(each.sentence)]
    if not annotated:
        return
    coreference = ("--coref",) if any(_declares_entities(each.sentence) for each in annotated) else ()
    command = (program(VALIDATOR), "--lang", code, "--level", str(level), *coreference, "--max-err", "0", "-")
    given = conllu_bytes(each.sentence for each in annotated)
    done = subprocess.run(command, input=given, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603  see the import
    output = (done.stdout + b"\n" + done.stderr).decode("utf-8", errors="replace")
    matches = [match for line in output.split("\n") if (match := _FINDING.match(line))]
    lines = _lines(annotated)
    for match in matches:
        number, at_level, area, name, message = match.groups()
        line = lines[min(int(number), len(lines)) - 1]
        slug = "ud-warning" if area == _WARNING else "ud"
        yield problem(slug, path, f"L{at_level} {area} {name}: {message}", line=line)
    if done.returncode and all(match[3] == _WARNING for match in matches):
        yield problem("ud", path, f"the validator ended with code {done.returncode} and said {_last(output)}")


def official_scores(a: bytes, b: bytes) -> dict[str, float]:
    """Score two CoNLL-U files of the same text: F1 in percent by metric, computed from the scorer's own counts.

    Raises `Refused` when the scorer is not installed or does not take the files.
    """
    with tempfile.TemporaryDirectory(prefix="padapatha-") as folder:
        paths = [Path(folder) / name for name in ("a.conllu", "b.conllu")]
        for path, data in zip(paths, (a, b), strict=True):
            path.write_bytes(data)
        command = (program(SCORER), "--counts", "--no-enhanced", *map(str, paths))
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603  see the import
    output = done.stdout.decode("utf-8", "replace")
    rows = [match for line in output.split("\n") if (match := _SCORE.fullmatch(line))]
    if done.returncode or not rows:
        said = _last(done.stderr.decode("utf-8", "replace"))
        raise Refused([problem("ud", SCORER, f"the scorer ended with code {done.returncode} and said {said}")])
    return {match[1]: 200 * int(match[2]) / (int(match[3]) + int(match[4])) for match in rows}


def _last(output: str) -> str:
    """The last line that a program wrote, quoted."""
    return repr(next((line for line in reversed(output.split("\n")) if line), "nothing")[:200])


def _declares_entities(sentence: Sentence) -> bool:
    """Whether the file holds coreference as CorefUD has it; the validator looks at it only when asked to."""
    return sentence.comment("global.Entity") is not None


def _is_annotated(sentence: Sentence) -> bool:
    return any(token.head is not None for token in sentence.tokens)


def _lines(placed: Sequence[Placed]) -> list[int]:
    """For every line that the validator is given, its number in the file."""
    lines: list[int] = []
    for each in placed:
        count = conllu_bytes([each.sentence]).count(b"\n")
        lines.extend(range(each.line, each.line + count))
    return lines
