"""Paninian trees to today's conventions: rules one by one, the forms of file, what is refused and what is left out."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from padapatha.convert.chunk_heads import known_words
from padapatha.convert.command import main
from padapatha.convert.paninian import from_ssf
from padapatha.convert.paninian_heads import ud_heads
from padapatha.convert.paninian_rows import Rows, file_bytes, is_paninian, read_rows
from padapatha.problems import Refused


def ssf(*lines: str) -> str:
    """Lines `form lemma xpos chunk af head relation` as SSF."""
    return "".join(f"{i}\t" + "\t".join(line.split(" ")) + "\n" for i, line in enumerate(lines, 1)) + "\n"


RAM = ssf(
    "राम राम NNP NP राम,n,m,sg,3,o,0_ने,0 4 k1",
    "ने ने PSP NP ने,psp,,,,,, 1 lwg__psp",
    "फल फल NN NP2 फल,n,m,sg,3,d,0,0 4 k2",
    "खाया खा VM VGF खा,v,m,sg,any,,या,yA 0 root",
    "। । SYM BLK ।,punc,,,,,, 4 rsym",
)
AND = ssf(
    "राम राम NNP NP राम,n,m,sg,3,d,0,0 2 ccof",
    "और और CC CCP और,avy,,,,,, 4 k1",
    "सीता सीता NNP NP2 सीता,n,f,sg,3,d,0,0 2 ccof",
    "गए जा VM VGF जा,v,m,pl,3,,या1,yA1 0 root",
    "। । SYM BLK ।,punc,,,,,, 4 rsym",
)
COPULA = ssf(
    "राम राम NNP NP राम,n,m,sg,3,d,0,0 4 k1",
    "नहीं नहीं NEG VGF नहीं,avy,,,,,, 4 lwg__neg",
    "डॉक्टर डॉक्टर NN NP2 डॉक्टर,n,m,sg,3,d,0,0 4 k1s",
    "है है VM VGF है,v,any,sg,3,,है,hE 0 root",
    "। । SYM BLK ।,punc,,,,,, 4 rsym",
)
THAT = ssf(
    "राम राम NNP NP राम,n,m,sg,3,o,0_ने,0 3 k1",
    "ने ने PSP NP ने,psp,,,,,, 1 lwg__psp",
    "कहा कह VM VGF कह,v,m,sg,any,,या,yA 0 root",
    "कि कि CC CCP कि,avy,,,,,, 3 k2",
    "सीता सीता NNP NP2 सीता,n,f,sg,3,d,0,0 6 k1",
    "आई आ VM VGF2 आ,v,f,sg,3,,या,yA 4 ccof",
    "। । SYM BLK ।,punc,,,,,, 3 rsym",
)
ELLIPSIS = ssf(
    "राम राम NNP NP राम,n,m,sg,3,d,0,0 2 k1",
    "NULL NULL VM NULL__VGF _ 0 root",
    "घर घर NN NP2 घर,n,m,sg,3,d,0,0 2 k2p",
)
PLACE = ssf(
    "इस यह DEM NP यह,pn,any,sg,3,o,, 4 k7t",
    "दौरान दौरान NST NP दौरान,nst,m,sg,3,d,, 1 lwg__psp",
    "राम राम NNP NP2 राम,n,m,sg,3,d,0,0 4 k1",
    "गया जा VM VGF जा,v,m,sg,3,,या1,yA1 0 root",
)
PARTS = ssf(
    "एक एक QCC NP एक,num,any,any,,any,, 3 mod",
    "लाख लाख QC NP लाख,num,any,any,,any,, 3 nmod__adj",
    "लोग लोग NN NP लोग,n,m,pl,3,d,0,0 4 k1",
    "गए जा VM VGF जा,v,m,pl,3,,या1,yA1 0 root",
)
CHUNKS = """1\tयह\t_\t_\t_\t_\t_
2\tघर\tघर\tNN\tNP\t4\tk1
3\tबड़ा\tबड़ा\tJJ\tJJP\t4\tk1s
4\tहै\tहै\tVM\tVGF\t0\troot
5\t।\t।\tSYM\tBLK\t4\trsym

"""
PHASE = """1\tराम\tराम\tNNP\tNP\t2\tk1
2\tजाने\tजा\tVM\tVGF\t0\troot
3\tलगा\t_\t_\t_\t_\t_
4\t।\t।\tSYM\tBLK\t2\trsym

"""


def rows(text: str) -> Rows:
    return read_rows(Path("made.tsv"), text.encode("utf-8"))[0]


def arcs(text: str) -> list[tuple[int, str]]:
    sentence = from_ssf(rows(text))
    assert sentence is not None
    return [(token.head or 0, token.deprel) for token in sentence.tokens]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (RAM, [(4, "nsubj"), (1, "case"), (4, "obj"), (0, "root"), (4, "punct")]),
        (AND, [(4, "nsubj"), (3, "cc"), (1, "conj"), (0, "root"), (4, "punct")]),
        (COPULA, [(3, "nsubj"), (4, "advmod"), (0, "root"), (3, "cop"), (3, "punct")]),
        (THAT, [(3, "nsubj"), (1, "case"), (0, "root"), (6, "mark"), (6, "nsubj"), (3, "ccomp"), (3, "punct")]),
        (PLACE, [(2, "det"), (4, "obl"), (4, "nsubj"), (0, "root")]),
        (PARTS, [(2, "compound"), (3, "nummod"), (4, "nsubj"), (0, "root")]),
    ],
    ids=["plain", "coordination", "copula", "subordination", "place", "numeral"],
)
def test_a_complete_tree_gets_todays_heads_and_relations(text: str, wanted: list[tuple[int, str]]) -> None:
    assert arcs(text) == wanted


def test_the_words_under_an_ellipsis_take_its_place() -> None:
    words = ud_heads(rows(ELLIPSIS))
    assert [row.form for row in words] == ["राम", "घर"]
    assert [row.head for row in words] == [1, -1]


def test_the_rows_that_are_given_stay_as_they_are() -> None:
    given = rows(AND)
    ud_heads(given)
    assert given == rows(AND)


def test_features_come_from_the_annotation() -> None:
    sentence = from_ssf(rows(RAM))
    assert sentence is not None
    assert sentence.tokens[0].feats == "Case=Acc|Gender=Masc|Number=Sing|Person=3"
    assert sentence.tokens[3].lemma == "खाना"
    assert sentence.tokens[3].feats == "Aspect=Perf|Gender=Masc|Number=Sing|VerbForm=Part|Voice=Act"


def test_of_chunk_heads_only_what_is_annotated_is_known() -> None:
    known = known_words(rows(CHUNKS))
    assert [word.head for word in known] == [None, 3, 0, 3, 3]
    assert [word.upos for word in known][3] == "AUX"
    assert known[0].chunk == (0, 1)
    assert known[0].relations == {}
    assert max(known[1].relations, key=lambda name: known[1].relations[name]) == "nsubj"


def test_a_phase_verb_inside_the_chunk_heads_the_clause() -> None:
    known = known_words(rows(PHASE))
    assert [word.head for word in known] == [3, 3, 0, 3]
    assert known[1].relations == {"xcomp": 1}


def test_what_is_no_tree_is_left_out() -> None:
    assert from_ssf(rows(RAM.replace("\t4\tk2\n", "\t-1\tk2\n"))) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (RAM.replace("\t4\tk1\n", "\t9\tk1\n"), "made.tsv:1: head: the head '9' is no row"),
        (RAM + "1\tराम\tराम\n\n", "made.tsv:7: columns: 3 columns"),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, found: str) -> None:
    with pytest.raises(Refused, match=found.replace("(", r"\(")):
        read_rows(Path("made.tsv"), text.encode("utf-8"))


def test_the_command_reads_packed_files_and_fills_with_the_model(tmp_path: Path) -> None:
    source, target = tmp_path / "a.tsv.xz", tmp_path / "a.conllu"
    source.write_bytes(lzma.compress(CHUNKS.encode("utf-8")))
    assert is_paninian(file_bytes(source))
    assert main([str(source), str(target)]) == 0
    lines = [line.split("\t") for line in target.read_bytes().decode("utf-8").split("\n") if line[:1].isalnum()]
    assert [(line[6], line[7]) for line in lines] == [("2", "det"), ("3", "nsubj"), ("0", "root"), ("3", "cop"),
                                                      ("3", "punct")]  # fmt: skip
    assert "Auto=LEMMA,UPOS,XPOS,FEATS,HEAD,DEPREL" in lines[0][9]
    assert "Auto=FEATS" in lines[1][9].split("|")
    assert "# sent_id = hdtb-a-s1" in target.read_bytes().decode("utf-8")


def test_conllu_may_be_packed_too(tmp_path: Path) -> None:
    text = "1\tराम\tराम\tPROPN\tNNP\tCase=D|Gender=M|Number=Sg|Person=3\t2\tnsubj\t_\t_\n"
    text += "2\tगया\tजा\tVERB\tVM\tAspect=Ya1|Gender=M|Number=Sg|Person=3|Stype=Declarative\t0\troot\t_\t_\n\n"
    plain, packed = tmp_path / "a.conllu", tmp_path / "a.conllu.xz"
    plain.write_bytes(text.encode("utf-8"))
    packed.write_bytes(lzma.compress(text.encode("utf-8")))
    assert main([str(plain), str(tmp_path / "one")]) == main([str(packed), str(tmp_path / "two")]) == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_damaged_packed_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "a.tsv.xz"
    source.write_bytes(b"no xz")
    assert main([str(source), str(tmp_path / "out")]) == 1
    assert "cannot be unpacked" in capsys.readouterr().err
