"""The official UD validator (the package ``udtools``, GPL), called as a program, its findings told in our words."""

from __future__ import annotations

import re
import subprocess  # the one foreign program this package calls; no shell, a fixed name, arguments that are ours
from collections.abc import Iterator, Sequence

from padapatha.conllu import conllu_bytes
from padapatha.conllu.reader import Placed, parse
from padapatha.model import Sentence
from padapatha.problems import Problem, problem
from padapatha.udtools import program
from padapatha.validate.documents import language_of
from padapatha.validate.scene import Scene

PROGRAM = "udvalidate"
_WARNING = "WARNING"  # stands in the place of the area
_SECONDS = 3_600  # it reads some 5,000 tokens a second; a file of 50 MB takes it a few minutes
_FINDING = re.compile(r"\[Line ([0-9]+) Sent [^\]]*\]: \[L([0-9]) ([A-Z]+) ([a-z0-9-]+)\] (.*)")


def check_officially(scene: Scene, document: str, level: int = 5) -> Iterator[Problem]:
    """Give the annotated sentences of a built document to the validator; those that carry tokens only are left out."""
    path = scene.project.corpus_conllu(document)
    if path.exists():
        code = language_of(scene, document).code
        yield from findings(scene.read(path), scene.name(path), code, level)


def findings(data: bytes, path: str, code: str, level: int) -> Iterator[Problem]:
    """Yield what the validator finds in a file, at its lines. What our reader refuses is not handed on."""
    annotated = [each for each in parse(data, path) if isinstance(each, Placed) and _is_annotated(each.sentence)]
    if not annotated:
        return
    coreference = ("--coref",) if any(_declares_entities(each.sentence) for each in annotated) else ()
    command = (program(PROGRAM), "--lang", code, "--level", str(level), *coreference, "--max-err", "0", "-")
    given = conllu_bytes(each.sentence for each in annotated)
    done = subprocess.run(command, input=given, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603  see the import
    told = (done.stdout + b"\n" + done.stderr).decode("utf-8", errors="replace")
    matches = [match for line in told.split("\n") if (match := _FINDING.match(line))]
    lines = _lines(annotated)
    for match in matches:
        number, found_at, area, name, message = match.groups()
        slug = "ud-warning" if area == _WARNING else "ud"
        yield problem(slug, path, f"L{found_at} {area} {name}: {message}", line=lines[min(int(number), len(lines)) - 1])
    if done.returncode and all(match[3] == _WARNING for match in matches):
        last = next((line for line in reversed(told.split("\n")) if line), "nothing")
        yield problem("ud", path, f"the validator ended with code {done.returncode} and said {last[:200]!r}")


def _declares_entities(sentence: Sentence) -> bool:
    """Whether coreference stands in the file, as CorefUD has it; the validator looks at it only when asked to."""
    return sentence.comment("global.Entity") is not None


def _is_annotated(sentence: Sentence) -> bool:
    return any(token.head is not None for token in sentence.tokens)


def _lines(placed: Sequence[Placed]) -> list[int]:
    """For every line that the validator is given, its number in the file."""
    found: list[int] = []
    for each in placed:
        count = conllu_bytes([each.sentence]).count(b"\n")
        found.extend(range(each.line, each.line + count))
    return found
