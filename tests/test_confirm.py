"""Sentences that a person has edited in a file become gold where their text stands; nothing else does."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from padapatha.annotator.analysis import CONFIDENCE
from padapatha.build import build, run_stages
from padapatha.confirm import confirm, signed, store_unsigned
from padapatha.conllu import read_conllu, write_conllu
from padapatha.layers import Agent, Translation, TranslationLayer
from padapatha.model import Sentence
from padapatha.problems import Refused, errors
from padapatha.project import Project
from padapatha.reading import ProjectFiles, read_inputs
from padapatha.validate import validate
from padapatha.values import misc_value, with_comment, with_misc

TINY = Path(__file__).parent / "annotator" / "tiny"


@pytest.fixture
def annotated(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The project of one document, built with a model."""
    monkeypatch.setenv("PADAPATHA_MODEL", str(TINY))
    shutil.rmtree(project.root / "corpus")
    assert build(project.root).problems == ()
    return project


def sentences(project: Project) -> tuple[Sentence, ...]:
    return read_conllu(project.corpus_conllu("namuna"))


def joined(first: Sentence, second: Sentence) -> Sentence:
    """Two sentences with one space between them as one: the second root hangs on the first."""
    root = next(token.id for token in first.tokens if token.head == 0)
    moved = []
    for token in second.tokens:
        head = root if token.head == 0 else (token.head or 0) + len(first.tokens)
        deprel = "parataxis" if token.head == 0 else token.deprel
        moved.append(replace(token, id=token.id + len(first.tokens), head=head, deprel=deprel))
    comments = with_comment(first.comments, "text", f"{first.text} {second.text}")
    return replace(first, comments=comments, tokens=(*first.tokens, *moved))


def edited(project: Project, each: Sequence[Sentence]) -> Path:
    path = project.root.parent / "edited.conllu"
    write_conllu(each, path)
    return path


def built(project: Project) -> list[tuple[str, str]]:
    assert build(project.root).problems == ()
    assert errors(validate(root=project.root)) == ()
    return [(each.id, str(each.comment("annotation"))) for each in sentences(project)]


def test_joined_sentences_are_signed_from_a_file(annotated: Project) -> None:
    first, second, _ = sentences(annotated)
    path = edited(annotated, [joined(first, second)])
    assert confirm(annotated.root, "namuna", [], "Asha", edited=path) == ("namuna-s1",)
    assert built(annotated) == [("namuna-s1", "gold"), ("namuna-s3", "auto")]
    (gold,) = read_conllu(annotated.treebank("namuna"))
    assert (gold.comment("confirmed_by"), gold.comment("guideline")) == ("Asha", "treebank/1")
    assert gold.comment("annotation") is None


def test_a_joined_sentence_takes_the_place_of_both_and_can_be_split_again(annotated: Project) -> None:
    first, second, third = sentences(annotated)
    confirm(annotated.root, "namuna", ["1", "2", "3"], "Asha")
    assert confirm(annotated.root, "namuna", [], "Meera", edited=edited(annotated, [joined(first, second)])) == (
        "namuna-s1",
    )
    assert built(annotated) == [("namuna-s1", "gold"), ("namuna-s3", "gold")]
    confirm(annotated.root, "namuna", [], "Meera", edited=edited(annotated, [second, third]))
    assert built(annotated) == [("namuna-s1", "auto"), ("namuna-s2", "gold"), ("namuna-s3", "gold")]


def test_a_sentence_of_another_number_is_signed_in_its_place(annotated: Project) -> None:
    third = sentences(annotated)[2]
    other = replace(third, comments=with_comment(third.comments, "sent_id", "namuna-s7"))
    assert confirm(annotated.root, "namuna", ["7"], "Asha", edited=edited(annotated, [other])) == ("namuna-s3",)
    assert built(annotated)[2] == ("namuna-s3", "gold")


def test_only_the_named_sentences_of_a_file_are_signed(annotated: Project) -> None:
    path = edited(annotated, sentences(annotated))
    assert confirm(annotated.root, "namuna", ["2"], "Asha", edited=path) == ("namuna-s2",)
    assert [each.id for each in read_conllu(annotated.treebank("namuna"))] == ["namuna-s2"]


def stale(project: Project) -> Sentence:
    """Sign the third sentence, and give it another text than the document has."""
    confirm(project.root, "namuna", ["3"], "Asha")
    (third,) = read_conllu(project.treebank("namuna"))
    words = (replace(third.tokens[0], form="रीता"), *third.tokens[1:])
    other = replace(third, tokens=words, comments=with_comment(third.comments, "text", f"रीता{third.text[4:]}"))
    write_conllu([other], project.treebank("namuna"))
    return other


def test_a_stale_sentence_is_kept_as_it_is(annotated: Project) -> None:
    other = stale(annotated)
    assert confirm(annotated.root, "namuna", ["1"], "Asha") == ("namuna-s1",)
    first, kept = read_conllu(annotated.treebank("namuna"))
    assert (first.id, replace(kept, start=0)) == ("namuna-s1", replace(other, start=0))


def test_a_stale_sentence_gives_way_to_an_edited_one_of_its_id(annotated: Project) -> None:
    stale(annotated)
    third = sentences(annotated)[2]
    assert confirm(annotated.root, "namuna", [], "Asha", edited=edited(annotated, [third])) == ("namuna-s3",)
    assert [each.text for each in read_conllu(annotated.treebank("namuna"))] == [third.text]


def test_a_paragraph_is_named_where_it_begins_whatever_was_written(annotated: Project) -> None:
    _, second, third = sentences(annotated)
    wrong = [
        replace(second, comments=with_comment(second.comments, "newpar id", "namuna-p2")),
        replace(third, comments=with_comment(third.comments, "newpar id", None)),
    ]
    confirm(annotated.root, "namuna", [], "Asha", edited=edited(annotated, wrong))
    stored = read_conllu(annotated.treebank("namuna"))
    assert [each.comment("newpar id") for each in stored] == [None, "namuna-p2"]


def test_what_a_build_writes_is_not_signed(annotated: Project) -> None:
    first = sentences(annotated)[0]
    tokens = tuple(replace(token, misc=with_misc(token.misc, CONFIDENCE, "0.5")) for token in first.tokens)
    gold = signed(replace(first, tokens=tokens), "me", "2026-11-24")
    keys = (CONFIDENCE, "Translit", "LTranslit")
    assert {misc_value(token.misc, key) for token in gold.tokens for key in keys} == {None}
    assert misc_value(gold.tokens[2].misc, "SpaceAfter") == "No"


@pytest.mark.parametrize(
    ("change", "slug", "found"),
    [
        (lambda one: with_comment(one.comments, "sent_id", "other-s1"), "missing", "no sentence of namuna"),
        (lambda one: with_comment(one.comments, "text", f"{one.text[:-1]}?"), "text-mismatch", "forms give"),
    ],
)
def test_what_cannot_be_signed_is_named_and_nothing_is_written(
    annotated: Project, change: object, slug: str, found: str
) -> None:
    first = sentences(annotated)[0]
    path = edited(annotated, [replace(first, comments=change(first))])  # type: ignore[operator]
    with pytest.raises(Refused, match=found) as refused:
        confirm(annotated.root, "namuna", [], "Asha", edited=path)
    assert [(each.slug, each.path) for each in refused.value.problems] == [(slug, str(path))]
    assert not annotated.treebank("namuna").exists()


def test_edited_text_is_refused_in_the_file_that_was_edited(annotated: Project) -> None:
    first = sentences(annotated)[0]
    words = (replace(first.tokens[0], form="रमेश"), *first.tokens[1:])
    other = replace(
        first, tokens=words, comments=with_comment(first.comments, "text", first.text.replace("राम", "रमेश"))
    )
    path = edited(annotated, [other])
    with pytest.raises(Refused, match="stale: namuna-s1 was confirmed on another text") as refused:
        confirm(annotated.root, "namuna", [], "Asha", edited=path)
    assert refused.value.problems[0].path == str(path)


def test_an_unknown_guideline_is_refused(annotated: Project) -> None:
    with pytest.raises(Refused, match="guideline 'treebank/9'"):
        confirm(annotated.root, "namuna", ["1"], "Asha", guideline="treebank/9")
    assert not annotated.treebank("namuna").exists()


def test_what_is_stored_unsigned_is_not_gold_until_it_is_signed(annotated: Project) -> None:
    first, second, _ = sentences(annotated)
    assert store_unsigned(annotated.root, "namuna", [joined(first, second)], "edited") == ("namuna-s1",)
    assert {each.slug for each in build(annotated.root).problems} == {"unsigned"}
    assert not any(each.is_gold for each in sentences(annotated))
    assert confirm(annotated.root, "namuna", [], "Asha") == ("namuna-s1",)
    assert built(annotated)[0] == ("namuna-s1", "gold")


def translation(sentence: str) -> Translation:
    return Translation(sentence=sentence, source_sha256="0", language="en", text="x")


def test_a_translation_of_a_sentence_that_is_joined_is_named(annotated: Project) -> None:
    first, second, _ = sentences(annotated)
    confirm(annotated.root, "namuna", [], "Asha", edited=edited(annotated, [joined(first, second)]))
    document = read_inputs(ProjectFiles(annotated), "namuna")
    layer = TranslationLayer(
        document="namuna",
        text_sha256="0",
        guideline="translations/1",
        agent=Agent(kind="person", name="me"),
        date="2026-11-24",
        complete=False,
        translations=tuple(translation(f"namuna-s{number}") for number in (1, 2)),
    )
    with pytest.raises(Refused) as refused:
        run_stages(replace(document, layers=replace(document.layers, translations=layer)))
    assert [each.found for each in refused.value.problems] == [
        "the translation of namuna-s1 was made of another text",
        "there is no sentence namuna-s2 any more; its translation is 'x'",
    ]
