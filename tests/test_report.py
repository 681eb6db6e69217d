"""Reports for other programs: SARIF 2.1.0 as code hosting sites ask for it, and JUnit with a test case a file."""

from __future__ import annotations

import json
import os
from xml.etree import ElementTree

import pytest

from padapatha.problems import problem
from padapatha.report import render

PROBLEMS = [
    problem("upos", "हिन्दी 1/a#b%.conllu", "'noun' is no universal tag", line=3, column=7),
    problem("joiner", "b.conllu", "U+200D", line=1, column=2),
    problem("file-kind", "/data/d:x.conllu", "a folder"),
]
# What SARIF 2.1.0 requires of the parts that are written here (OASIS standard, sections 3.13 to 3.49)
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": {"$ref": "#/$defs/run"}},
    },
    "additionalProperties": False,
    "$defs": {
        "run": {
            "type": "object",
            "required": ["tool", "results"],
            "properties": {
                "tool": {"required": ["driver"], "properties": {"driver": {"$ref": "#/$defs/driver"}}},
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
            },
            "additionalProperties": False,
        },
        "driver": {
            "type": "object",
            "required": ["name"],
            "properties": {
                "name": {"type": "string"},
                "version": {"type": "string"},
                "rules": {"type": "array", "uniqueItems": True, "items": {"$ref": "#/$defs/rule"}},
            },
            "additionalProperties": False,
        },
        "rule": {
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": {"type": "string"},
                "shortDescription": {"$ref": "#/$defs/message"},
                "help": {"$ref": "#/$defs/message"},
            },
            "additionalProperties": False,
        },
        "message": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}},
        "result": {
            "type": "object",
            "required": ["message", "ruleId"],
            "properties": {
                "ruleId": {"type": "string"},
                "level": {"enum": ["none", "note", "warning", "error"]},
                "message": {"$ref": "#/$defs/message"},
                "locations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
            },
            "additionalProperties": False,
        },
        "location": {
            "type": "object",
            "required": ["physicalLocation"],
            "properties": {
                "physicalLocation": {
                    "type": "object",
                    "required": ["artifactLocation"],
                    "properties": {
                        "artifactLocation": {
                            "type": "object",
                            "required": ["uri"],
                            "properties": {"uri": {"type": "string", "pattern": r"^[A-Za-z0-9%/._~-]+$|^file:///"}},
                        },
                        "region": {
                            "type": "object",
                            "required": ["startLine"],
                            "properties": {
                                "startLine": {"type": "integer", "minimum": 1},
                                "startColumn": {"type": "integer", "minimum": 1},
                            },
                            "additionalProperties": False,
                        },
                    },
                }
            },
        },
    },
}


def test_sarif_has_what_the_standard_requires() -> None:
    from jsonschema import Draft202012Validator

    value = json.loads(render(PROBLEMS, "sarif"))
    assert list(Draft202012Validator(SARIF).iter_errors(value)) == []
    assert list(Draft202012Validator(SARIF).iter_errors(json.loads(render([], "sarif")))) == []
    run = value["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert {result["ruleId"] for result in run["results"]} == set(rules)


def test_uris_are_percent_encoded() -> None:
    results = json.loads(render(PROBLEMS, "sarif"))["runs"][0]["results"]
    uris = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in results]
    assert uris[0] == "%E0%A4%B9%E0%A4%BF%E0%A4%A8%E0%A5%8D%E0%A4%A6%E0%A5%80%201/a%23b%25.conllu"
    assert uris[1:] == ["b.conllu", "file:///data/d%3Ax.conllu"]
    undecodable = problem("upos", os.fsdecode(b"\xff.conllu"), "x")
    assert "%FF.conllu" in render([undecodable], "sarif")


def test_junit_has_a_test_case_for_every_file() -> None:
    well = ElementTree.fromstring(render([], "junit", ["a.conllu", "b.conllu"]))
    assert (well.attrib["tests"], well.attrib["failures"], len(well)) == ("2", "0", 2)
    suite = ElementTree.fromstring(render(PROBLEMS, "junit", ["c.conllu", "b.conllu"]))
    assert (suite.attrib["tests"], suite.attrib["failures"]) == ("4", "2")
    failed = {case.attrib["name"] for case in suite if case.find("failure") is not None}
    assert failed == {"हिन्दी 1/a#b%.conllu", "/data/d:x.conllu"}
    assert [case.attrib["name"] for case in suite if case.find("system-out") is not None] == ["b.conllu"]


@pytest.mark.parametrize("form", ["json", "sarif", "junit"])
def test_no_report_holds_what_steers_a_terminal(form: str) -> None:
    told = render([problem("upos", "a\x1b[2J.conllu", "\u202ex\x07")], form)
    assert not {"\x1b", "\u202e", "\x07"} & set(told)
