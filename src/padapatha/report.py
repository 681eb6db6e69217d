"""Reports of problems as text lines, JSON, SARIF, GitHub annotations or JUnit XML."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree  # only writes XML; never parses any

import padapatha
from padapatha.catalogue import KINDS
from padapatha.problems import Problem, printable

Formatter = Callable[[Sequence[Problem]], str]


def render(problems: Sequence[Problem], form: str = "text") -> str:
    """Return the problems in one of `FORMATS`, ending with a line end; as text, no problems give an empty string."""
    return FORMATS[form](problems)


def _text(problems: Sequence[Problem]) -> str:
    return "".join(f"{problem}\n" for problem in problems)


def _json(problems: Sequence[Problem]) -> str:
    return _dump([_record(problem) for problem in problems])


def _record(problem: Problem) -> dict[str, Any]:
    fields = {name: getattr(problem, name) for name in ("path", "line", "column", "slug", "severity", "found", "fix")}
    return {name: printable(value) if isinstance(value, str) else value for name, value in fields.items()}


def _sarif(problems: Sequence[Problem]) -> str:
    """Return SARIF 2.1.0, which code hosting sites show next to the lines of a file."""
    used = sorted({problem.slug for problem in problems})
    rules = [
        {"id": slug, "shortDescription": {"text": KINDS[slug].meaning}, "help": {"text": KINDS[slug].fix}}
        for slug in used
    ]
    driver = {"name": "padapatha", "version": padapatha.__version__, "rules": rules}
    run = {"tool": {"driver": driver}, "results": [_result(problem) for problem in problems]}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return _dump({"$schema": schema, "version": "2.1.0", "runs": [run]})


def _result(problem: Problem) -> dict[str, Any]:
    region = {"startLine": max(problem.line, 1), "startColumn": max(problem.column, 1)}
    place = {"physicalLocation": {"artifactLocation": {"uri": printable(problem.path)}, "region": region}}
    message = {"text": printable(f"{problem.found}; fix: {problem.fix}")}
    return {"ruleId": problem.slug, "level": problem.severity, "message": message, "locations": [place]}


def _github(problems: Sequence[Problem]) -> str:
    """Return workflow commands, which GitHub shows at the line in a pull request."""
    return "".join(f"{_command(problem)}\n" for problem in problems)


def _command(problem: Problem) -> str:
    fields = {"file": problem.path, "line": problem.line, "col": problem.column, "title": problem.slug}
    shown = ",".join(f"{key}={_escaped(str(value), extra=True)}" for key, value in fields.items() if value)
    return f"::{problem.severity} {shown}::{_escaped(f'{problem.found}; fix: {problem.fix}')}"


def _escaped(text: str, *, extra: bool = False) -> str:
    text = printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if extra else text


def _junit(problems: Sequence[Problem]) -> str:
    suite = ElementTree.Element("testsuite", name="padapatha", tests=str(len(problems)), failures=str(len(problems)))
    for problem in problems:
        place = printable(f"{problem.path}:{problem.line}:{problem.column}")
        case = ElementTree.SubElement(suite, "testcase", classname=problem.slug, name=place)
        failure = ElementTree.SubElement(case, "failure", type=problem.slug, message=printable(problem.found))
        failure.text = str(problem)
    return ElementTree.tostring(suite, encoding="unicode") + "\n"


def _dump(value: Mapping[str, Any] | Sequence[Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Formatter] = {"text": _text, "json": _json, "sarif": _sarif, "github": _github, "junit": _junit}
