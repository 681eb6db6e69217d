"""Random faults in good CoNLL-U: a value from elsewhere, a line too many, a character out of place."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

# Of our own, with what few treebanks have: ranges, empty nodes, enhanced graphs, white space of many kinds
OWN = (
    """\
# newpar
# sent_id = o1
# parallel_id = own/1
# text = गोवा में वह पढ़ने-लिखनेवाला आदमी है।
1	गोवा	गोवा	PROPN	NNP	Case=Acc|Number=Sing	5	obl	_	_
2	में	में	ADP	PSP	_	1	case	_	_
3	वह	वह	PRON	PRP	Case=Nom|PronType=Prs	5	nsubj	_	_
4-5	पढ़ने-लिखनेवाला	_	_	_	_	_	_	_	Gloss=x
4	पढ़ने	पढ़ना	VERB	VM	Case=Acc,Dat|VerbForm=Inf	5	advcl	_	_
5	लिखनेवाला	लिखना	NOUN	NN	_	0	root	_	_
6	आदमी	आदमी	NOUN	NN	_	5	appos	_	Lang=hi|Translit=ādmī
7	है	होना	AUX	VAUX	_	5	cop	_	SpaceAfter=No
8	।	।	PUNCT	SYM	_	5	punct	_	_

""",
    """\
# sent_id = o2
# text = राम घर और सीता बाज़ार गई
1	राम	राम	PROPN	_	Case=Nom	0	root	0:root|2.1:nsubj	_
2	घर	घर	NOUN	_	_	1	orphan	2.1:obl	_
2.1	_	जाना	VERB	_	_	_	_	0:root	CopyOf=6
3	और	और	CCONJ	_	_	6	cc	6:cc	_
4	सीता	सीता	PROPN	_	_	6	nsubj	6:nsubj	_
5	बाज़ार	बाज़ार	NOUN	_	_	6	obl	6:obl:को:acc	_
6	गई	जाना	VERB	_	_	1	conj	1:conj|2.1:conj:और	_

""",
    """\
# newdoc id = d
# newpar id = d-p1
# sent_id = o3
# text = 10 000 लोग  आए
0.1	_	_	PRON	_	_	_	_	3:nsubj	_
1	10 000	10 000	NUM	QC	_	2	nummod	2:nummod	_
2	लोग	लोग	NOUN	NN	Number=Plur	3	nsubj	3:nsubj	SpacesAfter=\\s\\s
3	आए	आना	VERB	VM	_	0	root	0:root	SpacesAfter=\\n

""",
)

VALUES = (
    *("_", "", "0", "1", "2", "3", "9", "01", "-1", "1-2", "2-1", "1.1", "1.0", "0.1", "2.1", "१", "1e3"),
    *("NOUN", "noun", "X", "VERB ", "PUNCT", "Case=Nom", "Case=Nom|Case=Acc", "B=A|A=B", "A=B,A", "A=b", "a=B", "A"),
    *("A=B|", "A[x]=B", "Case=Acc,Dat", "Case=Dat,Acc", "Typo=Yes", "Typo=No", "dep", "DEP", "root", "nsubj:pass"),
    *("dep:", "foo", "dep:x:y", "obl:हिं", "0:root", "0:dep", "1:dep", "2:dep|1:dep", "1:dep|1:dep", "1:dep|2:dep"),
    *("9:dep", "junk", "1:nmod:के_लिए:acc", "1:nmod:A", "2.1:conj", "1:ref", "3:foo", "SpaceAfter=No", "SpaceAfter=Yes"),
    *("SpaceAfter=No|SpaceAfter=No", "NoSpaceAfter=Yes", "SpacesAfter=\\s", "SpacesAfter=\\r\\n", "Gloss=a|Gloss=b"),
    *("A=1|A=2", "a||b", "=x", "राम", "श्रीमान्\u200c", "क\u200dष", "a b", "a  b", " a", "a ", "a\u00a0b", "\u00a0a"),
    *("e\u0301", "\u0958", "\ufffd", "\ufeffa", "a\u200fb", "a\u202eb", "a\u2028b", "a\x01b", "<script>", "|"),
)  # fmt: skip  # rows of one kind
COMMENTS = (
    *("# sent_id = o9", "# sent_id = a b", "# sent_id = a/b/c", "# sent_id = a/b", "# sent_id", "#sent_id=x"),
    *("# sent_id = ", "# text = राम", "# text = ", "#text = x", "# text_en = Ram", "# newpar", "# newdoc"),
    *("# newpar id = x", "#newpar", "# parallel_id = p/1", "# parallel_id = P", "# parallel_id = p/1/alt2"),
    *("# parallel_id = p/1/part1", "#", "# x", " # x", "# global.columns = ID FORM", "# x = e\u0301"),
    *("# x = \ufffd", "# json_x = {", "<<<<<<< HEAD", "=======", "", " ", "\t"),
)  # fmt: skip  # the same
CHARACTERS = "\t\n\r |=:.-_019aAक्ािँ।\u200c\u200d\u00a0\u3000\u0301\ufeff\ufffd\x00\u2028#/,"

Change = Callable[[list[str], random.Random], list[str]]


def _cell(lines: list[str], draw: random.Random) -> list[str]:
    row = _token_row(lines, draw)
    cells = lines[row].split("\t")
    cells[draw.randrange(len(cells))] = draw.choice(VALUES)
    return [*lines[:row], "\t".join(cells), *lines[row + 1 :]]


def _cell_of_another(lines: list[str], draw: random.Random) -> list[str]:
    row, other = _token_row(lines, draw), _token_row(lines, draw)
    cells, theirs = lines[row].split("\t"), lines[other].split("\t")
    column = draw.randrange(min(len(cells), len(theirs)))
    cells[column] = theirs[draw.choice((column, draw.randrange(len(theirs))))]
    return [*lines[:row], "\t".join(cells), *lines[row + 1 :]]


def _token_row(lines: Sequence[str], draw: random.Random) -> int:
    rows = [row for row, line in enumerate(lines) if "\t" in line]
    return draw.choice(rows) if rows else draw.randrange(len(lines))


def _drop(lines: list[str], draw: random.Random) -> list[str]:
    row = draw.randrange(len(lines))
    return [*lines[:row], *lines[row + 1 :]]


def _double(lines: list[str], draw: random.Random) -> list[str]:
    row = draw.randrange(len(lines))
    return [*lines[: row + 1], *lines[row:]]


def _swap(lines: list[str], draw: random.Random) -> list[str]:
    row = draw.randrange(len(lines) - 1)
    return [*lines[:row], lines[row + 1], lines[row], *lines[row + 2 :]]


def _comment(lines: list[str], draw: random.Random) -> list[str]:
    rows = [row for row, line in enumerate(lines) if line.startswith("#")]
    row = draw.choice(rows) if rows else 0
    return [*lines[:row], draw.choice(COMMENTS), *lines[row + draw.randrange(2) :]]


def _character(lines: list[str], draw: random.Random) -> list[str]:
    text = "\n".join(lines)
    at = draw.randrange(len(text) + 1)
    kept = at + draw.randrange(2)
    return (text[:at] + draw.choice(("", draw.choice(CHARACTERS))) + text[kept:]).split("\n")


CHANGES: tuple[Change, ...] = (_cell, _cell, _cell_of_another, _drop, _double, _swap, _comment, _character)


def mutant(sentences: Sequence[str], number: int, draw: random.Random) -> bytes:
    """A file of one or two sentences, with ids of its own, and one to three random changes."""
    chosen = draw.sample(sentences, draw.choice((1, 1, 2)) if len(sentences) > 1 else 1)
    text = "".join(_renamed(each, f"m{number}-{place}") for place, each in enumerate(chosen))
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        text = "\n".join(draw.choice(CHANGES)(text.split("\n"), draw))
    return text.encode("utf-8", errors="surrogatepass")


def _renamed(sentence: str, name: str) -> str:
    lines = sentence.split("\n")
    return "\n".join(f"# sent_id = {name}" if line.startswith("# sent_id = ") else line for line in lines)
