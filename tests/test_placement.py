"""Confirmed sentences cut the text where they begin and end: any border may be moved; nothing is lost or guessed."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

import official
from generated_texts import EMOJI, MARKS, WORDS
from padapatha.annotator.analysis import words_of
from padapatha.build import run_stages
from padapatha.confirm import signed
from padapatha.conllu import conllu_bytes, text_of
from padapatha.curate import curate
from padapatha.languages import language
from padapatha.model import Document, Sentence, Token
from padapatha.placement import place_confirmed
from padapatha.problems import Problem, Refused, errors
from padapatha.reading import check_conllu
from padapatha.sentence_ids import SENTENCE_ID, sentence_id, sentence_rank
from padapatha.stages import normalise, segment, tokenise, transliterate
from padapatha.text import graphemes
from padapatha.values import EMPTY, comment_line, with_space_after

STAGES = (normalise, segment, place_confirmed, tokenise, curate, transliterate)
ODD = [*EMOJI, "\U00011b00", "क़लम", "ज़्यादा", "क्\u200dष", "\U00011b00राम", "ड़", "10.5", "डॉ.", "गया.उसने"]
SPACES = [" ", " ", " ", "  ", "\u00a0", " \u00a0", "\u3000"]
TINY = Path(__file__).parent / "annotator" / "tiny"
LINES = re.compile(r"\s*\n\s*")
TEXT = "राम घर गया। सीता आई। वह बैठी। हाँ।\nराम घर गया। हाँ। मोहन सो गया।\n"


def machine(text: str) -> Document:
    return run_stages(Document("x", text, "hi"), (normalise, segment, tokenise))


def confirmed(text: str, spans: Sequence[tuple[int, int]], name: str) -> Sentence:
    """A signed sentence of words that stand from the first span to the last: each hangs on the first."""
    start, end = spans[0][0], spans[-1][1]
    tokens = []
    for number, (first, last) in enumerate(spans, 1):
        space = text[last : spans[number][0]] if number < len(spans) else " "
        space = " " if "\n" in space else space
        label = {"upos": "NOUN", "xpos": "NN", "lemma": "क", "head": min(number - 1, 1)}
        deprel = "root" if number == 1 else "dep"
        misc = with_space_after(EMPTY, space)
        tokens.append(Token(number, text[first:last], deprel=deprel, misc=misc, **label))  # type: ignore[arg-type]
    comments = (comment_line("sent_id", name), comment_line("text", LINES.sub(" ", text[start:end])))
    return signed(Sentence(comments, tuple(tokens)), "the tests", "2026-11-24")


def block(text: str, piece: str, name: str, nth: int = 1) -> Sentence:
    """The ``nth`` occurrence of a piece of the text, cut at its spaces."""
    at = -1
    for _ in range(nth):
        at = text.index(piece, at + 1)
    spans, start = [], at
    for word in piece.split(" "):
        spans.append((start, start + len(word)))
        start += len(word) + 1
    return confirmed(text, spans, name)


def built(text: str, *blocks: Sentence) -> Document:
    return run_stages(Document("x", text, "hi", confirmed=blocks), STAGES)


def shown(document: Document) -> list[tuple[str, str, bool]]:
    return [(each.id.removeprefix("x-"), each.text, each.is_gold) for each in document.sentences]


def refused(text: str, *blocks: Sentence) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as fault:
        built(text, *blocks)
    return fault.value.problems


def rebuilt(document: Document) -> str:
    """The text as sentences, their words and the white space between sentences give it."""
    parts, at = [], 0
    for sentence in document.sentences:
        space = document.text[at : sentence.start]
        assert not space.strip(), space
        parts += [space, text_of(sentence)]
        at = sentence.start + len(text_of(sentence))
        last = sentence.tokens[-1].misc
        assert ("SpaceAfter=No" in last) == (at < len(document.text) and not document.text[at].isspace())
    assert not document.text[at:].strip()
    return "".join(parts) + document.text[at:]


def test_ids_are_in_the_order_of_their_ranks() -> None:
    ids = [sentence_id("x-s1", number, nth) for number in (1, 2, 10) for nth in range(1, 800)]
    assert all(SENTENCE_ID.fullmatch(name) for name in ids)
    ranks = [sentence_rank(name) for name in ids]
    assert ranks == [(number, nth) for number in (1, 2, 10) for nth in range(1, 800)]
    assert ids[:3] == ["x-s1-s1", "x-s1-s1b", "x-s1-s1c"]
    assert sentence_id("x", 3, 27) == "x-s3aa"
    assert [sentence_rank(name) for name in ("x-s3a", "x-s0", "x", "x-s3é")] == [None] * 4


def test_two_sentences_are_joined() -> None:
    document = built(TEXT, block(TEXT, "सीता आई। वह बैठी।", "x-s2"))
    assert shown(document)[:4] == [
        ("s1", "राम घर गया।", False),
        ("s2", "सीता आई। वह बैठी।", True),
        ("s4", "हाँ।", False),
        ("s5", "राम घर गया।", False),
    ]


def test_a_sentence_is_split_and_the_rest_is_left_to_the_machine() -> None:
    document = built(TEXT, block(TEXT, "घर गया।", "x-s1b"))
    assert shown(document)[:3] == [("s1", "राम", False), ("s1b", "घर गया।", True), ("s2", "सीता आई।", False)]


def test_both_parts_of_a_sentence_hold_each_other_whatever_they_are_called() -> None:
    parts = block(TEXT, "मोहन", "x-s8"), block(TEXT, "सो गया।", "x-s9")
    assert shown(built(TEXT, *parts))[-2:] == [("s7", "मोहन", True), ("s7b", "सो गया।", True)]


def test_a_border_is_moved() -> None:
    document = built(TEXT, block(TEXT, "राम घर गया। सीता", "x-s1"))
    assert shown(document)[:3] == [("s1", "राम घर गया। सीता", True), ("s2", "आई।", False), ("s3", "वह बैठी।", False)]


def test_of_equal_texts_the_sent_id_says_which_is_meant() -> None:
    for name, rows in (("x-s4", [3]), ("x-s6", [5])):
        document = built(TEXT, block(TEXT, "हाँ।", name))
        assert [row for row, each in enumerate(shown(document)) if each[2]] == rows


def test_of_equal_texts_the_neighbours_say_which_is_meant() -> None:
    longer = "एक बात। दो बातें।\n" + TEXT
    blocks = block(TEXT, "सीता आई।", "x-s2"), block(TEXT, "हाँ।", "x-s4"), block(TEXT, "मोहन सो गया।", "x-s7")
    (found,) = refused(longer, *blocks)
    assert (found.slug, found.path) == ("place", "annotations/treebank/x.conllu")
    assert "x-s4 stands 2 times in the document: in x-s6, x-s8" in found.found
    known = blocks[0], blocks[1], block(TEXT, "राम घर गया।", "x-s5"), blocks[2]
    gold = [name for name, _, is_gold in shown(built(longer, *known)) if is_gold]
    assert gold == ["s4", "s6", "s7", "s9"]


def test_sentences_keep_their_analysis_when_paragraphs_change_places() -> None:
    first, second = TEXT.removesuffix("\n").split("\n")
    turned = f"{second}\nनया।\n{first}\n"
    blocks = block(TEXT, "सीता आई।", "x-s2"), block(TEXT, "मोहन सो गया।", "x-s7")
    assert [each[:2] for each in shown(built(turned, *blocks)) if each[2]] == [
        ("s3", "मोहन सो गया।"),
        ("s6", "सीता आई।"),
    ]


@pytest.mark.parametrize(
    ("text", "slug", "found"),
    [
        (TEXT.replace("सीता", "गीता"), "stale", "x-s2 was confirmed on another text, different from character 0"),
        (TEXT.replace("सीता आई। ", ""), "stale", "x-s2 was confirmed on another text"),
        (TEXT.replace("सीता आई।", "सीता  आई।"), "stale", "x-s2 has other white space than the text"),
        (TEXT.replace("सीता आई।", "सीता\nआई।"), "place", "x-s2 crosses the end of a paragraph, in line 1 of the text"),
        ("पहले कल सीता आई।\n", "stale", "x-s2 was confirmed; its text is now a part of x-s1"),
        ("यहाँ कुछ नहीं।\n", "stale", "x-s2 was confirmed; its text is not in the document any more"),
    ],
)
def test_what_does_not_fit_is_named(text: str, slug: str, found: str) -> None:
    (problem,) = refused(text, block(TEXT, "सीता आई।", "x-s2"))
    assert problem.slug == slug
    assert problem.found.startswith(found)


def test_no_word_is_cut_because_its_end_is_a_sentence() -> None:
    (problem,) = refused(TEXT.replace("हाँ।", "यहाँ।"), block(TEXT, "हाँ।", "x-s4"))
    assert problem.slug == "stale"


def test_sentences_that_overlap_are_named() -> None:
    (problem,) = refused(TEXT, block(TEXT, "सीता आई। वह बैठी।", "x-s2"), block(TEXT, "वह बैठी।", "x-s3"))
    assert (problem.slug, problem.found) == ("place", "x-s3 and x-s2 overlap in the text")


def test_of_three_sentences_each_that_overlaps_a_kept_one_is_named() -> None:
    longest = block(TEXT, "राम घर गया। सीता आई। वह बैठी।", "x-s1")
    found = refused(TEXT, longest, block(TEXT, "सीता आई।", "x-s2"), block(TEXT, "वह बैठी।", "x-s3"))
    assert [each.found for each in found] == [f"x-s{number} and x-s1 overlap in the text" for number in (2, 3)]


def test_of_equal_texts_in_one_sentence_that_at_its_start_has_the_number_alone() -> None:
    text = "हाँ हाँ चलो। वह गई।\n"
    assert shown(built(text, block(text, "हाँ", "x-s1")))[:2] == [("s1", "हाँ", True), ("s1b", "हाँ चलो।", False)]
    (problem,) = refused(text, block(text, "हाँ", "x-s1b", 2))
    assert problem.slug == "stale"


def test_a_border_inside_a_token_is_taken_where_the_sent_id_says_it() -> None:
    text = "वह घर पर.उसने खाया। फिर सोया।\n"
    assert [each[:2] for each in shown(built(text, block(text, "वह घर पर.", "x-s1")))] == [
        ("s1", "वह घर पर."),
        ("s1b", "उसने खाया।"),
        ("s2", "फिर सोया।"),
    ]
    with pytest.raises(Refused):
        built(text, block(text, "वह घर पर.उ", "x-s1"))


def generated(draw: random.Random) -> str:
    parts = []
    for _ in range(draw.randrange(3, 30)):
        (kind,) = draw.choices([WORDS, ODD, MARKS, ["।", "।", "?"]], [8, 3, 1, 3])
        parts += [draw.choice(kind), draw.choice([*SPACES, *SPACES, "\n", ""])]
    return "".join(parts).strip() + "।\n"


def tokens_of(document: Document, first: int, last: int) -> list[tuple[int, int]]:
    """The spans of the tokens of some sentences in a row."""
    spans = []
    for sentence in document.sentences[first:last]:
        at = sentence.start
        for token in sentence.tokens:
            at = document.text.index(token.form, at)
            spans.append((at, at + len(token.form)))
            at += len(token.form)
    return spans


def joined(document: Document, draw: random.Random) -> list[Sentence]:
    row = draw.randrange(len(document.sentences) - 1)
    spans = tokens_of(document, row, row + 2)
    return [confirmed(document.text, spans, document.sentences[row].id)]


def split(document: Document, draw: random.Random) -> list[Sentence]:
    row = draw.choice([row for row, each in enumerate(document.sentences) if len(each.tokens) > 1])
    spans, name = tokens_of(document, row, row + 1), document.sentences[row].id
    at = draw.randrange(1, len(spans))
    parts = [confirmed(document.text, spans[:at], name), confirmed(document.text, spans[at:], f"{name}b")]
    return draw.choice([parts, parts[:1], parts[1:]])


def moved(document: Document, draw: random.Random) -> list[Sentence]:
    """The border of two sentences and, where it can be, one of two tokens."""
    row = draw.randrange(len(document.sentences) - 1)
    spans = tokens_of(document, row, row + 2)
    at = draw.randrange(1, len(spans))
    chosen = spans[:at]
    start, end = draw.choice(chosen)
    cuts = [start + cut for cut in graphemes(document.text[start:end])[1:-1]]
    if cuts:
        cut = draw.choice(cuts)
        row_of = chosen.index((start, end))
        chosen[row_of : row_of + 1] = [(start, cut), (cut, end)]
    return [confirmed(document.text, chosen, document.sentences[row].id)]


@pytest.mark.parametrize("change", [joined, split, moved])
@pytest.mark.parametrize("seed", range(60))
def test_any_border_can_be_moved(change: object, seed: int) -> None:
    draw = random.Random(seed)
    before = machine(generated(draw))
    while len(before.sentences) < 2 or all(len(each.tokens) < 2 for each in before.sentences):
        before = machine(generated(draw))
    text = before.text
    blocks = change(before, draw)  # type: ignore[operator]
    try:
        after = built(text, *blocks)
    except Refused as fault:
        assert {each.slug for each in fault.problems} == {"place"}  # noqa: PT017  not always refused
        assert refusal_is_right(text, blocks)
        return
    assert rebuilt(after) == text
    assert [each.text for each in after.sentences if each.is_gold] == [each.text for each in blocks]
    ids = [sentence_rank(each.id) for each in after.sentences]
    assert None not in ids
    assert ids == sorted(set(ids))  # type: ignore[type-var]
    same = {(each.start, each.text): (each.id, words_of(each)) for each in before.sentences}
    texts = [each.text for each in blocks]
    touched = {each.id for each in before.sentences if any(overlaps(after, each, piece) for piece in texts)}
    kept = {(each.start, each.text): (each.id, words_of(each)) for each in after.sentences if not each.is_gold}
    assert {key: value for key, value in same.items() if value[0] not in touched}.items() <= kept.items()
    assert errors_of(after) <= errors_of(run_stages(Document("x", text, "hi"), STAGES))


def errors_of(document: Document) -> set[str]:
    data = conllu_bytes(document.sentences)
    return {each.slug for each in errors(check_conllu(data, "x", language("hi"), "corpus", "x").problems)}


@pytest.mark.skipif(not official.is_installed(), reason="the official validator is not installed")
def test_the_official_validator_accepts_what_is_cut_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADAPATHA_MODEL", str(TINY))
    files, draw = {}, random.Random(1)
    for number in range(30):
        before = machine(generated(draw))
        if len(before.sentences) > 1 and any(len(each.tokens) > 1 for each in before.sentences):
            blocks = draw.choice([joined, split, moved])(before, draw)
            with suppress(Refused):
                after = run_stages(Document("x", before.text, "hi", confirmed=tuple(blocks)))
                files[f"x{number}"] = conllu_bytes(after.sentences)
    assert len(files) > 15
    assert {name: found for name, found in official.verdicts(files, tmp_path / "files").items() if found} == {}


def overlaps(document: Document, sentence: Sentence, piece: str) -> bool:
    gold = [each for each in document.sentences if each.is_gold and each.text == piece]
    return any(each.start < sentence.end and sentence.start < each.end for each in gold)


def refusal_is_right(text: str, blocks: Sequence[Sentence]) -> bool:
    """Whether a block crosses a line or stands several times."""
    return any(text.count(each.text) != 1 for each in blocks)


def test_what_is_confirmed_is_confirmed_in_its_place_again() -> None:
    """The sentences of a built document, confirmed with the ids that the build gave them, build the same."""
    first = built(TEXT, block(TEXT, "घर गया। सीता", "x-s1b"))
    again = built(TEXT, *(each for each in first.sentences if each.is_gold))
    assert shown(again) == shown(first)
    assert replace(again, confirmed=()) == replace(first, confirmed=())
