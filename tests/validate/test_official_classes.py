"""A small file of our own for every class of error that the official validator knows at levels 1 and 2."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from official import is_installed, verdict
from padapatha.problems import errors
from padapatha.reading.ud_file import check_ud

GOOD = """\
# sent_id = t1
# text = राम घर गया
1	राम	राम	PROPN	NNP	Case=Nom	3	nsubj	3:nsubj	_
2	घर	घर	NOUN	NN	_	3	obl	3:obl	_
2.1	_	_	PRON	_	_	_	_	3:dep	_
3	गया	जाना	VERB	VM	_	0	root	0:root	_

"""
RANGE = "2-3\tघरगया\t_\t_\t_\t_\t_\t_\t_\t_\n"
_ = "\t_" * 8


def put(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def ranged(line: str, **changes: str) -> str:
    """The good sentence with a range of its last two words, of which one thing is changed."""
    text = GOOD.replace("घर गया\n", "घरगया\n").replace("\n2\t", f"\n{line}2\t", 1)
    return text.replace(changes.get("old", ""), changes.get("new", ""), 1) if changes else text


def again(first: str = "", second: str = "", base: str = GOOD) -> str:
    """Two sentences, each with lines before its text."""
    two = base.replace("t1", "t2")
    return base.replace("# text", f"{first}# text", 1) + two.replace("# text", f"{second}# text", 1)


def parallel(first: str, second: str = "") -> str:
    return again(f"# parallel_id = {first}\n", f"# parallel_id = {second}\n" if second else "")


GLUED = GOOD.replace("\t0:root\t_", "\t0:root\tSpaceAfter=No")
# The id of the official test; a file; our slug and the line that it must name
ROWS: list[tuple[str, str, str, int]] = [
    # level 1
    ("misplaced-comment", put("\n2\t", "\n# x\n2\t"), "comment-place", 4),
    ("pseudo-empty-line", GOOD[:-1] + " \n", "blank-line", 7),
    ("empty-sentence", "\n" + GOOD, "blank-line", 1),
    ("invalid-line", put("2\tघर", "x\tघर"), "id-form", 4),
    ("missing-empty-line", GOOD[:-1], "blank-line", 7),
    ("number-of-columns", put("\t3:obl\t_", "\t3:obl"), "columns", 4),
    ("invalid-utf", put("घर गया\n", "घर \ufffdगया\n").replace("\tगया\t", "\t\ufffdगया\t"), "char-unknown", 2),
    ("unicode-normalization", put("# text", "# x = e\u0301\n# text"), "not-nfc", 2),
    ("invalid-whitespace", put("\tNN\t", "\tN N\t"), "column-space", 4),
    ("invalid-whitespace-mwt", ranged(RANGE.replace("घरगया", "घर गया")).replace("घरगया", "घर गया"), "column-space", 4),
    ("empty-column", put("\tNN\t", "\t\t"), "column-empty", 4),
    ("leading-whitespace", put("घर\tघर", "घर\t घर"), "column-space", 4),
    ("trailing-whitespace", put("घर\tघर", "घर\tघर\u00a0"), "column-space", 4),
    ("repeated-whitespace", put("घर\tघर", "घर\tघ  र"), "column-space", 4),
    ("invalid-word-id", put("\n2\t", "\n02\t"), "id-form", 4),
    ("misplaced-word-interval", GOOD.replace("\n3\t", f"\n{RANGE}3\t"), "range", 6),
    ("misplaced-empty-node", put("\n2.1\t", "\n2.2\t"), "empty-node", 5),
    ("word-id-sequence", put("\n3\t", "\n4\t"), "id-sequence", 6),
    ("reversed-word-interval", ranged(RANGE.replace("2-3", "3-2")), "range", 4),
    ("word-interval-out", ranged(RANGE.replace("2-3", "2-9")), "range", 3),
    ("overlapping-word-intervals", ranged(RANGE).replace("\n1\t", f"\n1-2\tx{_}\n1\t"), "range", 5),
    # level 2
    ("mwt-nonempty-field", ranged(RANGE.replace("घरगया\t_\t_\t_\t_", "घरगया\t_\t_\t_\tCase=Nom")), "range", 4),
    ("empty-node-nonempty-field", put("PRON\t_\t_\t_\t_", "PRON\t_\t_\t_\tdep"), "empty-node", 5),
    ("unknown-upos", put("PRON", "pron"), "upos", 5),
    ("unsorted-features", put("Case=Nom", "Gender=Masc|Case=Nom"), "feats", 3),
    ("invalid-feature", put("PRON\t_\t_", "PRON\t_\tb|a"), "feats", 5),
    ("repeated-feature-value", put("Case=Nom", "Case=Nom,Nom"), "feats", 3),
    ("unsorted-feature-values", put("Case=Nom", "Case=Nom,Acc"), "feats", 3),
    ("repeated-feature", put("Case=Nom", "Case=Acc|Case=Nom"), "feats", 3),
    ("empty-string-in-xpos", put("\tNN\t", "\t\t"), "column-empty", 4),
    ("invalid-deprel", put("\tobl\t", "\tOBL\t"), "deprel", 4),
    ("unknown-udeprel", put("\tobl\t", "\tfoo\t"), "deprel", 4),
    ("unsorted-deps", put("3:dep", "3:dep|1:dep"), "deps", 5),
    ("unsorted-deps-2", put("3:dep", "3:obl|3:dep"), "deps", 5),
    ("repeated-deps", put("3:dep", "3:dep|3:dep"), "deps", 5),
    ("deps-self-loop", put("3:dep", "2.1:dep"), "deps", 5),
    ("invalid-edeprel", put("3:obl", "3:nsubj!!<b>"), "deps", 4),
    ("unknown-eudeprel", put("3:obl", "3:foo"), "deps", 4),
    ("repeated-misc", put("3:obl\t_", "3:obl\tGloss=a|Gloss=b"), "misc", 4),
    ("invalid-head", put("\t3\tobl", "\t-1\tobl"), "head", 4),
    ("unknown-head", put("\t3\tobl", "\t9\tobl"), "head", 4),
    ("invalid-deps", put("3:dep", "junk"), "deps", 5),
    ("invalid-ehead", put("3:dep", "03:dep"), "deps", 5),
    ("unknown-ehead", put("3:dep", "9:dep"), "deps", 5),
    ("head-self-loop", put("\t3\tobl", "\t2\tobl"), "head-cycle", 4),
    ("multiple-roots", put("\t3\tobl", "\t0\troot"), "root", 6),
    ("non-tree", put("\t3\tobl", "\t1\tobl").replace("\t3\tnsubj", "\t2\tnsubj"), "head-cycle", 3),
    ("edeps-only-sometimes", re.sub(r"\n2\.1.*|(?<=\t)[03]:\w+", lambda m: "" if "\n" in m[0] else "_", GOOD)
     + GOOD.replace("t1", "t2"), "deps", 9),
    ("unconnected-egraph", put("3:obl", "_"), "deps", 4),
    ("missing-sent-id", put("# sent_id = t1\n", ""), "sent-id", 1),
    ("multiple-sent-id", put("# text", "# sent_id = t2\n# text"), "sent-id", 2),
    ("invalid-sent-id", put("= t1", "= t 1"), "sent-id", 1),
    ("non-unique-sent-id", GOOD + GOOD, "sent-id", 8),
    ("slash-in-sent-id", put("= t1", "= t/1/1"), "sent-id", 1),
    ("invalid-parallel-id", parallel("PUD/1"), "parallel-id", 2),
    ("multiple-parallel-id", put("# text", "# parallel_id = p/1\n# parallel_id = p/2\n# text"), "parallel-id", 3),
    ("non-unique-parallel-id", parallel("p/1", "p/1"), "parallel-id", 10),
    ("parallel-id-alt", parallel("p/1", "p/1/alt1"), "parallel-id", 10),
    ("parallel-id-part", parallel("p/1/part1", "p/1/part3"), "parallel-id", 10),
    ("multiple-newdoc", "# newdoc\n# newdoc\n" + GOOD, "newdoc", 2),
    ("multiple-newpar", "# newpar\n# newpar\n" + GOOD, "newpar", 2),
    ("spaceafter-newdocpar", again("", "# newpar\n", GLUED), "newpar", 9),
    ("missing-text", put("# text = राम घर गया\n", ""), "text", 1),
    ("multiple-text", put("# text", "# text = राम घर गया\n# text"), "text", 3),
    ("empty-text", put("= राम घर गया\n", "= \n"), "text", 2),
    ("text-trailing-whitespace", put("घर गया\n", "घर गया \n"), "text", 2),
    ("nospaceafter-yes", put("3:obl\t_", "3:obl\tNoSpaceAfter=Yes"), "misc", 4),
    ("spaceafter-value", put("3:obl\t_", "3:obl\tSpaceAfter=Yes"), "misc", 4),
    ("spaceafter-empty-node", put("3:dep\t_", "3:dep\tSpaceAfter=No"), "misc", 5),
    ("spaceafter-mwt-node", ranged(RANGE).replace("3:obl\t_", "3:obl\tSpaceAfter=No"), "misc", 5),
    ("text-form-mismatch", put("घर गया\n", "घर गयी\n"), "text-mismatch", 6),
    ("missing-spaceafter", put("राम घर", "रामघर"), "text-mismatch", 3),
    ("text-extra-chars", put("घर गया\n", "घर गया था\n"), "text-mismatch", 6),
]  # fmt: skip  # one row a class
# Known to the validator and without a file here, each with its reason
WITHOUT_A_FILE = {
    "extra-empty-line": "not reached by files, which are cut at empty lines: empty-sentence comes first",
    "invalid-word-interval": "not reached: invalid-word-id comes first",
    "invalid-feature-value": "not reached: invalid-feature comes first",
    "non-unix-newline": "every row with a carriage return is refused as line-end; see the reader's tests",
    "empty-misc": "a warning of the validator",
    "empty-misc-key": "a warning of the validator",
    "misc-extra-space": "a warning of the validator",
    "misc-attr-typo": "a warning of the validator",
}
needs_official = pytest.mark.skipif(not is_installed(), reason="the extra [validate-ud] is not installed")


def test_the_good_sentences_are_good() -> None:
    for text in (GOOD, ranged(RANGE), again(), GLUED, parallel("p/1/alt1", "p/1/alt2")):
        assert [str(each) for each in check_ud(text.encode(), "t.conllu")] == []


@pytest.mark.parametrize(("text", "slug", "line"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_it_is_refused_at_its_line(text: str, slug: str, line: int) -> None:
    found = [(each.slug, each.line) for each in errors(check_ud(text.encode(), "t.conllu"))]
    assert (slug, line) in found
    assert found == sorted(found, key=lambda each: each[1]), "in the order of the lines"


@needs_official
@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param(*row[:2], id=row[0], marks=() if number % 6 == 0 else pytest.mark.heavy)
        for number, row in enumerate(ROWS)
    ],
)
def test_the_file_is_of_its_class(tmp_path: Path, name: str, text: str) -> None:
    assert name in verdict(text.encode(), tmp_path)


@needs_official
def test_every_class_of_levels_1_and_2_has_a_file() -> None:
    package = find_spec("udtools")
    assert package is not None
    assert package.origin is not None
    sources = [Path(package.origin).with_name(f"level{level}.py") for level in (1, 2)]
    known = {each for path in sources for each in re.findall(r"testid='([a-z0-9-]+)'", path.read_text("utf-8"))}
    assert {row[0] for row in ROWS} | set(WITHOUT_A_FILE) == known
