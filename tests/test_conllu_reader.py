"""The reader: same bytes back, or refused at the right line and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padapatha.conllu import conllu_bytes, parse, read_conllu
from padapatha.problems import Problem, Refused

PUD = Path(__file__).parents[2] / "shared" / "data" / "pud" / "hi_pud-sample.conllu"

GOOD = """\
# sent_id = t1
# text = राम घर गया।
1	राम	राम	PROPN	NNP	Case=Nom|Gender=Masc	3	nsubj	_	_
2	घर	घर	NOUN	NN	_	3	obl	_	_
3	गया	जाना	VERB	VM	_	0	root	_	SpaceAfter=No
4	।	।	PUNCT	SYM	_	3	punct	_	_

"""

# Multiword tokens, empty nodes, enhanced dependencies, odd comments, white space and joiners inside forms
FOREIGN = """\
# global.Entity = eid-etype
#bare
# a = b = c
# newpar
# sent_id = x/1
# text = दोन 10\u00a0000 क्\u200dष दे
0.1	_	_	PRON	_	_	_	_	3:nsubj	Copy=1
1-2	दोन	_	_	_	Typo=Yes	_	_	_	Typo=No
1	दो	दो	NUM	_	_	3	nummod	3:nummod	_
2	न	न	PART	_	_	3	advmod	3:advmod	Flag|Gloss==X
3	10\u00a0000	10\u00a0000	NUM	_	_	0	root	0:root	_
3.1	_	_	_	_	_	_	_	3:dep:से	_
3.2	_	_	_	_	Aa=B,C|B[psor]=D	_	_	3.1:dep|4:obl:के_लिए:acc	_
4	क्\u200dष	_	X	_	Aa=B,C|B[psor]=D	3	dep	0.1:ref|3:dep|3.1:list	_
5	दे	_	X	_	_	3	dep	3:dep	_

"""


def refusals(text: str | bytes) -> list[tuple[int, int, str]]:
    data = text.encode("utf-8") if isinstance(text, str) else text
    return [(each.line, each.column, each.slug) for each in parse(data, "t.conllu") if isinstance(each, Problem)]


def test_reads_every_column() -> None:
    (sentence,) = read_conllu(GOOD.encode())
    token = sentence.tokens[0]
    assert (sentence.id, sentence.text, len(sentence.tokens)) == ("t1", "राम घर गया।", 4)
    assert (token.id, token.form, token.upos, token.head, token.deprel) == (1, "राम", "PROPN", 3, "nsubj")


@pytest.mark.parametrize("text", [GOOD, FOREIGN, GOOD + GOOD.replace("t1", "t2")])
def test_the_same_bytes_come_back(text: str) -> None:
    assert conllu_bytes(read_conllu(text.encode())) == text.encode()


@pytest.mark.skipif(not PUD.exists(), reason="UD_Hindi-PUD is not beside the project")
def test_pud_comes_back_byte_for_byte() -> None:
    data = PUD.read_bytes()
    sentences = read_conllu(PUD)
    assert len(sentences) == 577
    assert conllu_bytes(sentences) == data


BROKEN = [
    ("nine columns", ("\t_\t_\n2", "\t_\n2"), (3, 51, "columns")),
    ("no tabs", ("2\tघर\tघर", "2 घर घर"), (4, 28, "columns")),
    ("empty column", ("2\tघर\tघर", "2\tघर\t"), (4, 6, "column-empty")),
    ("leading space", ("2\tघर\t", "2\t घर\t"), (4, 3, "column-space")),
    ("trailing no-break space", ("2\tघर\t", "2\tघर\u00a0\t"), (4, 5, "column-space")),
    ("two spaces", ("2\tघर\t", "2\tघ  र\t"), (4, 4, "column-space")),
    ("carriage return", ("# text", "\r# text"), (2, 1, "line-end")),
    ("byte-order mark", ("# sent_id", "\ufeff# sent_id"), (1, 1, "bom")),
    ("two empty lines", ("punct\t_\t_\n\n", "punct\t_\t_\n\n\n"), (8, 0, "blank-line")),
    ("a line of blanks", ("2\tघर", "  \n2\tघर"), (4, 0, "blank-line")),
    ("no empty line at the end", ("punct\t_\t_\n\n", "punct\t_\t_\n"), (7, 0, "blank-line")),
    ("cut in a line", ("punct\t_\t_\n\n", "punct"), (6, 26, "truncated")),
    ("gap", ("\n3\t", "\n5\t"), (5, 1, "id-sequence")),
    ("leading zero", ("\n3\t", "\n03\t"), (5, 1, "id-form")),
    ("Devanagari ID", ("\n3\t", "\n३\t"), (5, 1, "id-form")),
    ("5,000 digits", ("\n3\t", "\n" + "3" * 5000 + "\t"), (5, 1, "id-form")),
    ("empty range", ("\n3\t", "\n3-3\tगया\t_\t_\t_\t_\t_\t_\t_\t_\n3\t"), (5, 1, "range")),
    ("range beyond the end", ("\n3\t", "\n3-9\tगया\t_\t_\t_\t_\t_\t_\t_\t_\n3\t"), (3, 1, "range")),
    ("range in the wrong place", ("\n3\t", "\n1-2\tगया\t_\t_\t_\t_\t_\t_\t_\t_\n3\t"), (5, 1, "range")),
    ("range with a tag", ("\n3\t", "\n3-4\tगया\t_\tX\t_\t_\t_\t_\t_\t_\n3\t"), (5, 1, "range")),
    ("empty node n.0", ("\n3\t", "\n2.0\t_\t_\t_\t_\t_\t_\t_\t_\t_\n3\t"), (5, 1, "id-form")),
    ("empty node out of order", ("\n3\t", "\n2.2\t_\t_\t_\t_\t_\t_\t_\t_\t_\n3\t"), (5, 1, "empty-node")),
    ("empty node with a head", ("\n3\t", "\n2.1\t_\t_\t_\t_\t_\t1\tdep\t_\t_\n3\t"), (5, 1, "empty-node")),
    ("head not a number", ("\t3\tobl", "\t-1\tobl"), (4, 19, "head")),
    ("Devanagari head", ("\t3\tobl", "\t३\tobl"), (4, 19, "head")),
    ("head out of range", ("\t3\tobl", "\t9\tobl"), (4, 1, "head")),
    ("only some heads", ("\t3\tobl", "\t_\tobl"), (4, 1, "head")),
    ("own head", ("\t3\tobl", "\t2\tobl"), (4, 1, "head-cycle")),
    ("no root", ("\t0\troot", "\t1\tobj"), (3, 1, "root")),
    ("two roots", ("\t3\tobl", "\t0\troot"), (5, 1, "root")),
    ("root with a head", ("\t3\tobl", "\t3\troot"), (4, 1, "root")),
    ("UPOS", ("NOUN", "Noun"), (4, 9, "upos")),
    ("DEPREL", ("\tobl", "\tOBL"), (4, 21, "deprel")),
    ("FEATS unsorted", ("Case=Nom|Gender=Masc", "Gender=Masc|Case=Nom"), (3, 21, "feats")),
    ("FEATS twice", ("Case=Nom|Gender=Masc", "Case=Nom|Case=Acc"), (3, 21, "feats")),
    ("FEATS without value", ("Case=Nom|Gender=Masc", "Case"), (3, 21, "feats")),
    ("DEPS to no node", ("obl\t_\t_", "obl\t7:obl\t_"), (4, 25, "deps")),
    ("DEPS unsorted", ("obl\t_\t_", "obl\t3:obl|1:obl\t_"), (4, 25, "deps")),
    ("SpaceAfter=Yes", ("SpaceAfter=No", "SpaceAfter=Yes"), (5, 31, "misc")),
    ("no text", ("# text = राम घर गया।\n", ""), (1, 1, "text")),
    ("text twice", ("# text = राम घर गया।\n", "# text = राम घर गया।\n" * 2), (3, 1, "text")),
    ("text with a blank at the end", ("गया।\n", "गया। \n"), (2, 1, "text")),
    ("text other than the forms", ("# text = राम घर", "# text = राम घऱ"), (4, 1, "text-mismatch")),
    ("comment between words", ("\n3\t", "\n# note = x\n3\t"), (5, 1, "comment-place")),
    ("merge conflict", ("2\tघर", "<<<<<<< HEAD\n2\tघर"), (4, 0, "conflict")),
    ("CoNLL-U Plus", ("# sent_id", "# global.columns = ID FORM\n# sent_id"), (1, 1, "plus")),
]


@pytest.mark.parametrize(("change", "expected"), [pytest.param(*row[1:], id=row[0]) for row in BROKEN])
def test_what_is_broken_is_refused_in_its_place(change: tuple[str, str], expected: tuple[int, int, str]) -> None:
    broken = GOOD.replace(*change, 1)
    assert broken != GOOD
    assert expected in refusals(broken)


def test_encoding_faults_name_line_column_and_bytes() -> None:
    with pytest.raises(Refused) as refused:
        read_conllu("# text = राम\n# क".encode()[:-1])
    (found,) = refused.value.problems
    assert (found.line, found.column, found.slug) == (2, 3, "encoding")
    assert "E0 A4" in found.found
    assert refusals(GOOD.encode("utf-16")) == [(1, 1, "encoding")]
    assert refusals(b"1\t\xed\xa0\x80\n\n") == [(1, 3, "encoding")]


def test_a_file_that_is_not_there_in_truth_is_named() -> None:
    assert refusals(b"version https://git-lfs.github.com/spec/v1\noid x\n") == [(1, 0, "lfs")]
    assert refusals(b"") == [(0, 0, "empty")]
    assert refusals("# text = x\n\n") == [(1, 0, "comment-place")]


def test_one_fault_does_not_hide_the_next() -> None:
    assert len(refusals((GOOD + GOOD.replace("t1", "t2")).replace("NOUN", "noun"))) == 2


def test_a_chain_of_3000_words_is_a_tree() -> None:
    words = "".join(f"{n}\tअ\tअ\tX\t_\t_\t{n - 1}\t{'dep' if n > 1 else 'root'}\t_\t_\n" for n in range(1, 3001))
    text = f"# sent_id = c\n# text = {' '.join('अ' * 3000)}\n{words}\n"
    assert conllu_bytes(read_conllu(text.encode())) == text.encode()


def test_without_strict_only_the_bytes_matter() -> None:
    old = GOOD.replace("NOUN", "CONJ").replace("# text = राम घर गया।\n", "").encode()
    assert conllu_bytes(read_conllu(old, strict=False)) == old


@settings(max_examples=400, deadline=None)
@given(st.integers(0, len(FOREIGN.encode()) - 1), st.binary(max_size=3), st.integers(0, 3))
def test_a_mutant_is_refused_or_comes_back(place: int, put: bytes, cut: int) -> None:
    data = FOREIGN.encode()
    mutant = data[:place] + put + data[place + cut :]
    try:
        sentences = read_conllu(mutant)
    except Refused as refused:
        found = refused.problems
        assert found
    else:
        assert conllu_bytes(sentences) == mutant
