"""The list of tools: the commands, the schema and the documentation have the same, and nothing else is accepted."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from padapatha import schemas
from padapatha.exchange import EXPORT_TOOLS, IMPORT_TOOLS, ImportOptions, export, import_from
from padapatha.exchange.checked_view import EDGE
from padapatha.exchange.import_report import KINDS_OF_ENTRIES
from padapatha.exchange.tools import SPAN_TOOLS, UNITS
from padapatha.exchange.view import CARRIED
from padapatha.problems import Refused
from padapatha.text import JOINERS

DOCS = Path(__file__).parents[2] / "docs" / "tools.md"


def test_the_commands_offer_what_the_package_can_do() -> None:
    """They repeat the lists, since to import the package only to list them takes time."""
    out, back = (import_module(f"padapatha.commands.{name}") for name in ("export", "import"))
    assert (EXPORT_TOOLS, CARRIED, tuple(UNITS)) == (out._TOOLS, out._LAYERS, out._UNITS)
    assert back._TOOLS == IMPORT_TOOLS


def test_the_schema_of_the_manifest_knows_every_tool_layer_and_unit() -> None:
    schema = schemas.schema("export")
    assert tuple(schema["properties"]["tool"]["enum"]) == EXPORT_TOOLS
    assert tuple(schema["$defs"]["layer"]["enum"]) == CARRIED
    counted = {unit for tool in SPAN_TOOLS.values() for unit in tool.units}
    assert set(schema["properties"]["unit"]["enum"]) == counted == set(UNITS.values())


def test_the_documentation_has_a_row_for_every_tool() -> None:
    assert tuple(re.findall(r"^\| \[`([a-z-]+)`\]", DOCS.read_text(encoding="utf-8"), re.MULTILINE)) == EXPORT_TOOLS


def test_the_documentation_explains_every_kind_of_entry() -> None:
    table = DOCS.read_text(encoding="utf-8").partition("| kind | meaning |\n")[2].partition("\n\n")[0]
    told = [kind for row in table.split("\n")[1:] for kind in re.findall("`([a-z]+)`", row.split("|")[1])]
    assert tuple(told) == KINDS_OF_ENTRIES


@pytest.mark.parametrize(
    "words", [{"tool": "prodigy"}, {"layers": ("times",)}, {"unit": "bytes"}], ids=["tool", "layer", "unit"]
)
def test_an_export_with_an_unknown_word_is_refused(copy: Path, tmp_path: Path, words: dict[str, Any]) -> None:
    out = tmp_path / "out"
    with pytest.raises(Refused, match="is unknown; fix: give one of") as refused:
        export(copy, words.pop("tool", "doccano"), out, **words)
    assert [each.slug for each in refused.value.problems] == ["usage"]
    assert not out.exists()


def test_a_tool_that_gives_nothing_back_is_refused(copy: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="'corefud' is unknown; fix: give one of label-studio"):
        import_from(copy, "corefud", tmp_path, ImportOptions(by="Asha"))


def test_a_unit_that_a_tool_does_not_count_is_refused(copy: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="--unit: usage: brat counts code points"):
        export(copy, "brat", tmp_path / "out", unit="utf-16")


def test_the_edges_that_are_trimmed_are_those_that_the_schemas_refuse() -> None:
    refused = re.compile(schemas.schema("layer-entities")["$defs"]["surface"]["not"]["pattern"])
    characters = [chr(code) for code in range(0x10000) if not 0xD800 <= code <= 0xDFFF]
    edges = {each for each in characters if EDGE.match(each)}
    assert edges == {each for each in characters if refused.search(f"क{each}")}
    assert edges | set(JOINERS) == {each for each in characters if refused.search(f"{each}क")}
