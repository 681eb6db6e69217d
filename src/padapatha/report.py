"""Reports of problems as text lines, JSON, SARIF, GitHub annotations or JUnit XML."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree  # only writes XML; never parses any

import padapatha
from padapatha.catalogue import KINDS
from padapatha.problems import Problem, errors, printable

Formatter = Callable[[Sequence[Problem], Sequence[str]], str]


def render(problems: Sequence[Problem], form: str = "text", files: Sequence[str] = ()) -> str:
    """Return the problems in one of `FORMATS`, ending with a line end; as text, no problems give an empty string.

    ``files`` are the names of the files that were looked at: JUnit has a test case for each, also when all is well.
    """
    return FORMATS[form](problems, files)


def _text(problems: Sequence[Problem], _files: Sequence[str]) -> str:
    return "".join(f"{problem}\n" for problem in problems)


def _json(problems: Sequence[Problem], _files: Sequence[str]) -> str:
    return _dump([problem_json(problem) for problem in problems])


def problem_json(problem: Problem) -> dict[str, Any]:
    """Return a problem as the JSON value that every report has."""
    fields = {name: getattr(problem, name) for name in ("path", "line", "column", "slug", "severity", "found", "fix")}
    return {name: printable(value) if isinstance(value, str) else value for name, value in fields.items()}


def _sarif(problems: Sequence[Problem], _files: Sequence[str]) -> str:
    """Return SARIF 2.1.0, which code hosting sites show next to the lines of a file."""
    used = sorted({problem.slug for problem in problems})
    rules = [
        {"id": slug, "shortDescription": {"text": KINDS[slug].meaning}, "help": {"text": KINDS[slug].fix}}
        for slug in used
    ]
    driver = {"name": "padapatha", "version": padapatha.__version__, "rules": rules}
    results = [_result(problem) for problem in problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return _dump({"$schema": schema, "version": "2.1.0", "runs": [run]})


def _result(problem: Problem) -> dict[str, Any]:
    region = {"startLine": max(problem.line, 1), "startColumn": max(problem.column, 1)}
    place = {"physicalLocation": {"artifactLocation": {"uri": _uri(problem.path)}, "region": region}}
    message = {"text": printable(f"{problem.found}; fix: {problem.fix}")}
    return {"ruleId": problem.slug, "level": problem.severity, "message": message, "locations": [place]}


def _uri(path: str) -> str:
    """A path as a URI reference: percent-encoded, relative to where the program ran, or of the scheme ``file``."""
    uri = quote(os.fsencode(path), safe="/")
    return f"file://{uri}" if uri.startswith("/") else uri


def _github(problems: Sequence[Problem], _files: Sequence[str]) -> str:
    """Return workflow commands, which GitHub shows at the line in a pull request."""
    return "".join(f"{_command(problem)}\n" for problem in problems)


def _command(problem: Problem) -> str:
    fields = {"file": problem.path, "line": problem.line, "col": problem.column, "title": problem.slug}
    shown = ",".join(f"{key}={_escaped(str(value), extra=True)}" for key, value in fields.items() if value)
    return f"::{problem.severity} {shown}::{_escaped(f'{problem.found}; fix: {problem.fix}')}"


def _escaped(text: str, *, extra: bool = False) -> str:
    text = printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if extra else text


def _junit(problems: Sequence[Problem], files: Sequence[str]) -> str:
    """One test case a file: it fails with its errors; its warnings are its output."""
    by_file: dict[str, list[Problem]] = {name: [] for name in (*files, *(problem.path for problem in problems))}
    for problem in problems:
        by_file[problem.path].append(problem)
    failed = sum(bool(errors(found)) for found in by_file.values())
    suite = ElementTree.Element("testsuite", name="padapatha", tests=str(len(by_file)), failures=str(failed))
    for name, found in by_file.items():
        case = ElementTree.SubElement(suite, "testcase", classname="padapatha.validate", name=printable(name))
        faults = errors(found)
        if faults:
            message = f"{faults[0].slug}: {faults[0].found}" + (f", and {len(faults) - 1} more" if faults[1:] else "")
            failure = ElementTree.SubElement(case, "failure", type=faults[0].slug, message=printable(message))
            failure.text = "\n".join(map(str, faults))
        if warnings := [str(each) for each in found if each.severity == "warning"]:
            ElementTree.SubElement(case, "system-out").text = "\n".join(warnings)
    return ElementTree.tostring(suite, encoding="unicode") + "\n"


def _dump(value: Mapping[str, Any] | Sequence[Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Formatter] = {"text": _text, "json": _json, "sarif": _sarif, "github": _github, "junit": _junit}
