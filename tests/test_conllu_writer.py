"""The writer refuses what the reader would refuse; messages speak of what is wrong, at its own line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from padapatha.conllu import conllu_bytes, parse, read_conllu, text_of, to_conllu, word_offsets, write_conllu
from padapatha.model import EmptyNode, Multiword, Sentence, Token
from padapatha.problems import Problem, Refused
from padapatha.reading.ud_file import check_ud
from padapatha.schemas import check
from padapatha.strict_json import dumps

GOOD = Sentence(("# sent_id = t1", "# text = राम घर"), (Token(1, "राम"), Token(2, "घर")))


def one(**changes: object) -> Sentence:
    return replace(GOOD, tokens=(replace(GOOD.tokens[0], **changes), GOOD.tokens[1]))  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize(
    ("sentence", "place", "slug"),
    [
        (one(form="a\tb"), (3, 1), "columns"),
        (one(form="a\nb"), (3, 1), "line-end"),
        (one(lemma="a\rb"), (3, 1), "line-end"),
        (one(form=""), (3, 3), "column-empty"),
        (one(form="a  b"), (3, 4), "column-space"),
        (one(xpos="a b"), (3, 12), "column-space"),
        (one(id=5), (3, 1), "id-sequence"),
        (one(head=-1), (3, 15), "head"),
        (one(form="\ud83d"), (3, 1), "encoding"),
        (one(form="क" * 3_000), (3, 3), "limit"),
        (replace(GOOD, comments=("# a\nb",)), (1, 1), "line-end"),
        (replace(GOOD, comments=("a",)), (1, 1), "comment-place"),
        (replace(GOOD, comments=("# \udc00",)), (1, 1), "encoding"),
        (replace(GOOD, comments=("# " + "x" * 70_000,)), (1, 1), "limit"),
        (replace(GOOD, tokens=()), (1, 1), "comment-place"),
        (replace(GOOD, multiwords=(Multiword(2, 1, "x"),)), (4, 1), "range"),
        (replace(GOOD, multiwords=(Multiword(1, 2, "x y"),)), (3, 1), "column-space"),
        (replace(GOOD, empty_nodes=(EmptyNode(1, 2, "x"),)), (4, 1), "empty-node"),
    ],
)
def test_what_could_not_be_read_back_is_not_written(
    tmp_path: Path, sentence: Sentence, place: tuple[int, int], slug: str
) -> None:
    path = tmp_path / "t.conllu"
    with pytest.raises(Refused) as refused:
        write_conllu([sentence], path)
    assert (*place, slug) in [(each.line, each.column, each.slug) for each in refused.value.problems]
    assert refused.value.problems[0].path == str(path)
    assert not path.exists()
    with pytest.raises(Refused) as second:
        conllu_bytes([GOOD, sentence])
    assert second.value.problems[0].line == refused.value.problems[0].line + 5


def test_what_is_good_is_written() -> None:
    assert conllu_bytes([GOOD]).decode("utf-8").startswith("# sent_id = t1\n# text = राम घर\n1\tराम\t_")


TREE = """\
# sent_id = t1
# text = राम घर गया
1	राम	राम	PROPN	_	_	3	nsubj	_	MISC
2	घर	घर	NOUN	_	_	3	obl	_	_
3	गया	जाना	VERB	_	_	0	root	_	_

"""


@pytest.mark.parametrize(
    ("misc", "text"),
    [
        ("SpacesAfter=\\n", "राम घर गया"),
        ("SpacesAfter=\\r\\n", "राम घर गया"),
        ("SpacesAfter=\\s\\s", "राम घर गया"),
        ("SpacesAfter=\\s\\s", "राम  घर गया"),
        ("SpacesAfter=", "राम घर गया"),
        ("_", "राम\u00a0घर  गया"),
    ],
)
def test_white_space_is_what_the_text_has(misc: str, text: str) -> None:
    data = TREE.replace("MISC", misc).replace("# text = राम घर गया", f"# text = {text}").encode()
    (sentence,) = read_conllu(data)
    assert [text[start:end] for start, end in word_offsets(sentence)] == ["राम", "घर", "गया"]
    assert conllu_bytes([sentence]) == data


def test_udpipes_line_end_is_one_space() -> None:
    (sentence,) = read_conllu(TREE.replace("MISC", "SpacesAfter=\\r\\n").encode())
    assert text_of(sentence) == sentence.text


def test_a_word_may_end_with_a_joiner_after_its_virama() -> None:
    text = TREE.replace("MISC", "_").replace("राम", "श्रीमान्\u200c")
    assert list(check_ud(text.encode(), "t")) == []


def places(text: str) -> list[tuple[int, str]]:
    return [(each.line, each.slug) for each in parse(text.encode(), "t") if isinstance(each, Problem)]


def test_two_joined_files_have_a_byte_order_mark_at_its_line() -> None:
    good = TREE.replace("MISC", "_")
    joined = good + "\ufeff" + good.replace("t1", "t2")
    assert places(joined) == [(7, "bom")]
    assert [(each.line, each.slug) for each in check_ud(joined.encode(), "t")] == [(7, "bom")]


def test_a_line_that_only_looks_empty_is_one_problem() -> None:
    good = TREE.replace("MISC", "_")
    assert places(good[:-1] + " \n" + good.replace("t1", "t2")) == [(6, "blank-line")]
    assert places("<<<<<<< HEAD\n" + good) == [(1, "conflict")]


def test_problems_are_in_the_order_of_lines() -> None:
    text = TREE.replace("MISC", "SpaceAfter=Yes").replace("\t0\troot", "\t1\tROOT").replace("NOUN", "noun")
    lines = [line for line, _ in places(text)]
    assert lines == sorted(lines)
    assert len(set(lines)) == 3


def test_a_comment_that_the_library_loses_is_named() -> None:
    (sentence,) = read_conllu(TREE.replace("MISC", "_").replace("# text", "#\n# text").encode())
    with pytest.raises(Refused) as refused:
        to_conllu([sentence])
    assert [(each.line, each.slug) for each in refused.value.problems] == [(2, "comment-key")]


def test_a_sentence_of_a_million_lines_is_one_problem() -> None:
    assert places("# text = x\n" + "x\n" * 200_000 + "\n") == [(1, "limit")]


@pytest.mark.parametrize("count", [2_000])
def test_many_faults_of_one_file_are_found_in_one_pass(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from padapatha import strict_json

    passes: list[int] = []
    once = strict_json.places

    def counted(data: bytes) -> dict[strict_json.Pointer, tuple[int, int]]:
        passes.append(1)
        return once(data)

    monkeypatch.setattr(strict_json, "places", counted)
    item = {"id": "e1", "start": 0, "end": 1, "text": "x", "label": "GPE", "wrong": 1}
    value = {"layer": "entities", "entities": [item | {"id": f"e{number}"} for number in range(count)]}
    data = dumps(value)
    assert len(list(check(value, "layer-entities", data, "t"))) >= count
    assert len(passes) == 1
