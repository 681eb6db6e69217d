"""Sentences to rows and back: nothing a CoNLL-U file can hold is lost, and no wrong row is written."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from datasets import ClassLabel
from hypothesis import given
from hypothesis import strategies as st

from padapatha.conllu import conllu_bytes, read_conllu, write_conllu
from padapatha.conllu.columns import UNIVERSAL_UPOS
from padapatha.dataset import read_table, sentences_of
from padapatha.languages import CODES, language
from padapatha.layers import Layers
from padapatha.model import EmptyNode, Multiword, Sentence, Token
from padapatha.pack import features
from padapatha.pack.check import REQUIRED, row_problems
from padapatha.pack.features import NER_TAGS
from padapatha.pack.ner import NER_TYPE_OF_LABEL, outermost
from padapatha.pack.rows import document_rows, sentence_row
from padapatha.pack.shards import arrow_table, table_of
from padapatha.problems import Refused
from padapatha.project import Project
from padapatha.reading import Context

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"

# Everything that other packers are known to change: comments of every shape, equal keys, empty values, a `_` that is a
# word, an empty node before the first word, FEATS on a multiword token, a no-break space and joiners inside forms.
HOSTILE = """\
#x
#
##
# newdoc id = hostile
# newdoc
# sent_id = h-1
# sent_id = h-1
# empty =\x20
# empty2 =
# A = B = C
#text=नहीं
# __TEXT__
# text = dámelo नहीं\u00a0है क्\u200dष _
# text_en =
0.1\t_\t_\t_\t_\t_\t_\t_\t_\tGloss==POSS
0.2\tवह\tवह\tPRON\tPRP\tCase=Nom\t_\t_\t0:root\tFoo
1-2\tdámelo\t_\t_\t_\tTypo=Yes\t_\t_\t_\tBar=
1\tda\tdar\tVERB\t_\t_\t0\troot\t0.1:x|0:root\t_
2\tmelo\t_\tPRON\t_\t_\t1\tobj\t_\t_
2.1\t_\t_\t_\t_\t_\t_\t_\t_\t_
3\tनहीं\u00a0है\tनहीं\u00a0है\tPART\tNEG\tPolarity=Neg\t1\tadvmod:neg\t_\ta|b|Gloss==X
4\tक्\u200dष\tक् ष\tNOUN\t_\t_\t1\tobj\t_\t_
5\t_\t_\tSYM\t_\t_\t1\tpunct\t_\tSpacesAfter=\\s\\s

# newpar id = p
1\t_\t_\t_\t_\t_\t_\t_\t_\t_

"""


def loop(data: bytes, path: Path) -> bytes:
    path.write_bytes(data)
    return conllu_bytes(sentences_of(read_table(path).to_pylist()))


def test_a_hostile_file_comes_back_byte_for_byte(tmp_path: Path) -> None:
    data = HOSTILE.encode("utf-8")
    assert loop(data, tmp_path / "hostile.conllu") == data


def test_a_table_has_the_schema_of_the_config_and_says_what_it_knows(tmp_path: Path) -> None:
    (tmp_path / "hostile.conllu").write_bytes(HOSTILE.encode("utf-8"))
    found = read_table(tmp_path / "hostile.conllu")
    assert found.schema.equals(features.ANY_TREEBANK.arrow_schema, check_metadata=True)
    assert found.column_names == list(features.SENTENCES)
    first, second = found.to_pylist()
    assert first["tokens"] == ["da", "melo", "नहीं\u00a0है", "क्\u200dष", "_"]
    assert first["lemmas"][1] == "_"
    assert first["xpos"][0] is None
    assert (first["doc_id"], first["sent_index"], first["start"]) == ("hostile", 0, None)
    assert first["token_start"] == [0, 0, 7, 15, 20]
    assert first["token_end"] == [6, 6, 14, 19, 21]
    assert first["space_after"] == [False, True, True, True, True]
    assert (second["sent_id"], second["text"], second["par_id"], second["sent_index"]) == (None, None, "p", 1)
    assert second["head"] == [None]
    assert second["token_start"] is None


def test_an_unknown_upos_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.conllu"
    path.write_bytes("# sent_id = 1\n1\tराम\tराम\tNOUNS\t_\t_\t0\troot\t_\t_\n\n".encode())
    with pytest.raises(Refused) as refused:
        read_table(path)
    assert [(each.slug, each.line) for each in refused.value.problems] == [("upos", 2)]


@pytest.mark.parametrize("name", ["hi_pud-ud-test.conllu"])
def test_a_whole_treebank_comes_back_byte_for_byte(name: str, tmp_path: Path) -> None:
    found = sorted((SHARED / "data" / "pud").glob("*.conllu"))
    if not found:
        pytest.skip("no gold data in ../shared/data/pud")
    data = found[0].read_bytes()
    assert loop(data, tmp_path / name) == data


VALUE = st.text(
    st.characters(exclude_categories=["Cs", "Zl", "Zp"], exclude_characters="\t\n\r\x0b\x0c\x1c\x1d\x1e\x85"),
    min_size=1,
    max_size=8,
)
MAYBE = st.just("_") | VALUE


@st.composite
def sentences(draw: st.DrawFn) -> Sentence:
    count = draw(st.integers(1, 4))
    numbers = st.none() | st.integers(0, count)
    tokens = tuple(
        Token(
            number,
            draw(VALUE),
            draw(VALUE),
            draw(st.just("_") | st.sampled_from(UNIVERSAL_UPOS)),
            draw(MAYBE),
            draw(MAYBE),
            draw(numbers),
            draw(MAYBE),
            draw(MAYBE),
            draw(MAYBE),
        )
        for number in range(1, count + 1)
    )
    multiwords = (Multiword(1, 2, draw(VALUE), draw(MAYBE), draw(MAYBE)),) if count > 1 and draw(st.booleans()) else ()
    empty = tuple(
        EmptyNode(0, index, draw(VALUE), *(draw(MAYBE) for _ in range(6)))
        for index in range(1, draw(st.integers(1, 3)))
    )
    comments = tuple(f"#{draw(VALUE)}" for _ in range(draw(st.integers(0, 3))))
    return Sentence(comments, tokens, multiwords, empty)


@given(sentences())
def test_any_sentence_comes_back_from_a_table(sentence: Sentence) -> None:
    row = sentence_row(sentence)
    assert list(sentences_of(table_of(features.ANY_TREEBANK, [row], "x").to_pylist())) == [sentence]


# Labels


def test_published_labels_keep_their_numbers() -> None:
    """The numbers are in published files: a list may grow at its end, and this list of what was published with it."""
    published = {
        features.ANNOTATION: "gold auto",
        features.ENTITY_LABELS: "PERSON NORP FAC ORG GPE LOC PRODUCT EVENT WORK_OF_ART LAW LANGUAGE PROGRAMME",
        features.CHAIN_TYPES: "person organization place object event time substance animal plant abstract",
        features.QUOTATION_KINDS: "direct indirect mixed",
        features.MARK_PROBLEMS: "none unopened unclosed mismatched",
        features.EXPRESSION_KINDS: "time quantity",
        features.EXPRESSION_TYPES: "DATE TIME DURATION SET CARDINAL ORDINAL PERCENT MONEY MEASURE",
        features.MODIFIERS: "start mid end approx at_least at_most more_than less_than",
        features.RELATIONS: (
            "acl acl:relcl advcl advmod amod appos aux aux:pass case cc ccomp clf compound compound:lvc compound:redup "
            "conj cop csubj csubj:pass dep det det:poss discourse dislocated expl fixed flat flat:name goeswith iobj "
            "list mark nmod nmod:poss nmod:tmod nsubj nsubj:pass nummod obj obl obl:agent obl:tmod orphan parataxis "
            "punct reparandum root vocative xcomp"
        ),
        features.XPOS: (
            "NN NNC NNP NNPC PRP PRPC DEM WQ QF QFC QC QCC QO JJ JJC VM VAUX PSP NST NSTC RB RBC INTF RP NEG CC CCC "
            "RDP SYM INJ UNK"
        ),
        NER_TAGS: "O B-NEP I-NEP B-NEL I-NEL B-NEO I-NEO B-NEAR I-NEAR B-NETI I-NETI B-NEN I-NEN",
        UNIVERSAL_UPOS: "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X",
    }
    for labels, names in published.items():
        assert " ".join(labels).startswith(names)
        assert len(set(labels)) == len(labels)


def test_every_label_of_a_schema_is_in_the_features() -> None:
    for layer, key in (("entities", "label"), ("expressions", "type"), ("coreference", "type"), ("quotations", "kind")):
        config = "mentions" if layer == "coreference" else layer
        schema = json.loads((ROOT / "schema" / f"layer-{layer}.schema.json").read_bytes())
        holders = [each["properties"] for each in schema["$defs"].values() if key in each.get("properties", ())]
        wanted = {value for holder in holders for value in holder[key].get("enum", ()) if "id" in holder}
        label = features.FEATURES[config][key]
        assert isinstance(label, ClassLabel)
        assert wanted == set(label.names)


def test_the_map_to_il_ner_is_the_guideline_s() -> None:
    page = (ROOT / "docs" / "guidelines" / "entities.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Z_]+)` \|.*\| ([A-Z]+|-) \|$", page, re.MULTILINE)
    assert len(rows) == len(features.ENTITY_LABELS)
    assert {label: kind for label, kind in rows if kind != "-"} == NER_TYPE_OF_LABEL


# Rows of a document


def test_ner_tags_follow_the_guideline(context: Context) -> None:
    tagged = [
        f"{form}/{tag}"
        for row in document_rows(context)["sentences"]
        for form, tag in zip(row["tokens"], row["ner_tags"], strict=True)
        if tag != "O"
    ]
    expected = "रविवार/B-NETI कोबे/B-NEL तीन/B-NEN केंजी/B-NEP सातो/I-NEP कल/B-NETI 40/B-NEN लाख/I-NEN सातो/B-NEP"
    assert tagged == expected.split(" ")


def test_an_ordinal_is_no_number(context: Context) -> None:
    layer = context.layers.expressions
    assert layer is not None
    three, yen = layer.quantities
    changed = replace(layer, quantities=(replace(three, type="ORDINAL"), yen))
    rows = document_rows(replace(context, layers=replace(context.layers, expressions=changed)))["sentences"]
    assert [tag for row in rows for tag in row["ner_tags"] if "NEN" in tag] == ["B-NEN", "I-NEN"]


@pytest.mark.parametrize(("start", "end"), [(0, 3), (1, 6), (6, 6), (7, 6), (0, 50), (300, 301)])
def test_a_row_is_made_of_whole_words_of_one_sentence(start: int, end: int, context: Context) -> None:
    """Validation refuses such a span; a row is not made of it either."""
    with pytest.raises(Refused, match=r"bug: .* is not whole words of one sentence"):
        context.index.whole_words(start, end)


def tagged(context: Context) -> tuple[set[str], set[object], set[object]]:
    rows = document_rows(context)["sentences"]
    tags = {tag[2:] for row in rows for tag in row["ner_tags"]}
    return tags, {row["ner_annotation"] for row in rows}, {row["ner_expressions"] for row in rows}


@pytest.mark.parametrize("begun", [True, False])
def test_without_names_read_to_their_end_there_are_no_tags(context: Context, begun: bool) -> None:
    layer = context.layers.entities
    assert layer is not None
    value = replace(layer, complete=False) if begun else None
    changed = replace(context, layers=replace(context.layers, entities=value))
    assert tagged(changed) == (set(), {None}, {None})
    assert all(row["ner_tags"] == [] for row in document_rows(changed)["sentences"])
    assert {row["ner_tag"] for row in document_rows(changed)["tokens"]} == {None}


@pytest.mark.parametrize("begun", [True, False])
def test_without_times_read_to_their_end_there_are_names_alone_and_it_is_said(context: Context, begun: bool) -> None:
    layer = context.layers.expressions
    assert layer is not None
    value = replace(layer, complete=False) if begun else None
    assert tagged(context) == ({"", "NEP", "NEL", "NETI", "NEN"}, {"gold"}, {True})
    changed = replace(context, layers=replace(context.layers, expressions=value))
    assert tagged(changed) == ({"", "NEP", "NEL"}, {"gold"}, {False})


def test_what_a_model_proposes_stands_in_for_a_layer_that_nobody_has_made(context: Context) -> None:
    layer = context.layers.entities
    assert layer is not None
    made = replace(layer, complete=False, agent=replace(layer.agent, kind="model", name="m", version="1"))
    alone = replace(context, layers=replace(context.layers, entities=None), proposed=Layers(entities=made))
    assert tagged(alone) == ({"", "NEP", "NEL", "NETI", "NEN"}, {"auto"}, {True})
    rows = document_rows(alone)
    for row in rows["entities"]:
        assert (row["annotation"], row["agent"], row["guideline"], row["date"]) == ("auto", "model: m 1", None, None)
        assert list(row_problems("entities", [row], context.entry.text, "here")) == []
    (said,) = (each for each in rows["documents"][0]["layers"] if each["layer"] == "entities")
    assert (said["annotation"], said["complete"], said["date"]) == ("auto", False, None)
    both = replace(context, proposed=Layers(entities=replace(made, entities=())))
    for config in ("sentences", "entities", "tokens"):
        assert document_rows(both)[config] == document_rows(context)[config]


def test_labels_outside_the_list_are_refused_and_those_inside_are_numbers() -> None:
    row = sentence_row(Sentence((), (Token(1, "राम", xpos="NNP", head=0, deprel="root"),)))
    table = arrow_table("sentences", [row])
    assert table.column("xpos").to_pylist() == [[features.XPOS.index("NNP")]]
    assert table.column("deprel").to_pylist() == [[features.RELATIONS.index("root")]]
    (back,) = sentences_of(table.to_pylist())
    assert (back.tokens[0].xpos, back.tokens[0].deprel) == ("NNP", "root")
    for column, label in (("deprel", "nsubj:outer"), ("xpos", "NNS")):
        with pytest.raises(Refused, match=f"{label!r} is no label of the column {column}"):
            arrow_table("sentences", [row | {column: [label]}])
        assert table_of(features.ANY_TREEBANK, [row | {column: [label]}], "x").column(column).to_pylist() == [[label]]


def test_the_lists_are_those_that_validation_asks_for() -> None:
    assert set(features.RELATIONS) == {label for code in CODES for label in language(code).deprels}
    assert set(features.XPOS) == {xpos for code in CODES for _, xpos in language(code).upos_xpos}


def test_an_inner_span_gives_way_and_crossing_spans_are_refused() -> None:
    spans = [(0, 4, "NEL"), (0, 9, "NEO"), (5, 9, "NEN"), (9, 12, "NEP"), (9, 12, "NEN")]
    assert list(outermost(spans, "x")) == [(0, 9, "NEO"), (9, 12, "NEP")]
    with pytest.raises(Refused, match="nesting"):
        list(outermost([(0, 4, "NEL"), (3, 6, "NEP")], "x"))


def test_rows_of_the_layers_lead_back_to_text_and_tokens(context: Context) -> None:
    rows = document_rows(context)
    tokens = {row["sent_id"]: row["tokens"] for row in rows["sentences"]}
    assert [row["text"] for row in rows["entities"]] == ["जापानी", "कोबे", "केंजी सातो", "सातो"]
    for config in ("entities", "mentions", "expressions"):
        assert rows[config]
        for row in rows[config]:
            assert context.entry.text[row["start"] : row["end"]] == row["text"]
            assert " ".join(tokens[row["sent_id"]][row["start_token"] : row["end_token"]]) == row["text"]
            assert (row["agent"], row["date"]) == ("person: Meera Joshi", "2026-11-24")
            assert row["guideline"].endswith("/1")
    direct, indirect = rows["quotations"]
    assert (direct["kind"], direct["speaker_text"], direct["cue_text"]) == ("direct", "मेयर केंजी सातो", "कहा")
    assert direct["parts"][0] | {"text": ""} == {
        "start": 96, "end": 125, "text": "", "mark_problem": "none",
        "open": "“", "open_start": 95, "close": "”", "close_start": 125,
    }  # fmt: skip
    assert indirect["sent_ids"] == ["namuna_01-s4"]
    assert indirect["relay_text"] is None
    chains = {row["chain_id"] for row in rows["mentions"] if row["text"] in ("मेयर केंजी सातो", "वे")}
    assert len(chains) == 1
    assert direct["speaker_chain"] in chains
    assert [row["text_en"] for row in rows["sentences"]][1] == "Three people were injured in the incident."


def test_rows_of_words_are_those_of_the_sentences(context: Context) -> None:
    rows = document_rows(context)
    assert [row["form"] for row in rows["tokens"]] == [form for row in rows["sentences"] for form in row["tokens"]]
    assert all(context.entry.text[row["start"] : row["end"]] == row["form"] for row in rows["tokens"])


def faults(config: str, change: dict[str, Any], context: Context) -> list[str]:
    row = document_rows(context)[config][0] | change
    return [each.found for each in row_problems(config, [row], context.entry.text, "here")]


@pytest.mark.parametrize("config", features.FEATURES)
def test_good_rows_pass_the_check(config: str, context: Context) -> None:
    assert faults(config, {}, context) == []


@pytest.mark.parametrize(
    ("config", "change", "found"),
    [
        ("sentences", {"extra": 1}, "columns differ"),
        ("sentences", {"text": None}, "text is null"),
        ("sentences", {"start": 1}, "the text has"),
        ("sentences", {"end": 9}, "the text has"),
        ("sentences", {"upos": ["NOUN"]}, "'upos': 1"),
        ("sentences", {"head": [99] + [None] * 8}, "outside 0 to 9"),
        ("sentences", {"head": [-1] + [None] * 8}, "outside 0 to 9"),
        ("sentences", {"token_start": [1, *range(7, 15)]}, "token 1 at 1-"),
        ("sentences", {"ner_tags": ["O"]}, "'ner_tags': 1"),
        ("sentences", {"tokens": []}, "0 tokens"),
        ("tokens", {"token_id": 0}, "token 0"),
        ("tokens", {"start": 5, "end": 5}, "token 1 stands at 5-5"),
        ("entities", {"start": 11}, "the text has"),
        ("entities", {"text": "जापान"}, "the text has"),
        ("entities", {"agent": None}, "agent is null"),
        ("mentions", {"chain_id": None}, "chain_id is null"),
        ("quotations", {"cue_start": 1}, "cue_text"),
        ("quotations", {"parts": None}, "parts is null"),
        ("expressions", {"end": 7}, "the text has"),
        ("documents", {"n_tokens": None}, "n_tokens is null"),
    ],
)
def test_a_wrong_row_is_not_written(config: str, change: dict[str, Any], found: str, context: Context) -> None:
    assert any(found in each for each in faults(config, change, context))


@pytest.mark.parametrize("config", features.FEATURES)
def test_no_required_column_may_be_null(config: str, context: Context) -> None:
    for column in REQUIRED[config]:
        # the first expression is a time, which has no number
        expected = [] if column == "number_text" else [f"{column} is null"]
        assert [each.rpartition(": ")[2] for each in faults(config, {column: None}, context)] == expected


def test_a_missing_column_is_not_written(context: Context) -> None:
    row = document_rows(context)["entities"][0]
    del row["note"]
    assert [each.slug for each in row_problems("entities", [row], context.entry.text, "here")] == ["schema"]


def test_a_value_that_is_no_label_is_refused_and_null_is_one() -> None:
    row = sentence_row(Sentence((), (Token(1, "राम", upos="NOUN"), Token(2, "_"))))
    assert arrow_table("sentences", [row]).column("upos").to_pylist() == [[7, None]]
    with pytest.raises(Refused, match=r"'gilt' is no label of the column annotation"):
        arrow_table("sentences", [row | {"annotation": "gilt"}])


def test_a_value_of_another_type_never_gets_into_a_table() -> None:
    row = sentence_row(Sentence((), (Token(1, "राम"),)))
    with pytest.raises((pa.ArrowInvalid, pa.ArrowTypeError)):
        arrow_table("sentences", [row | {"head": ["1"]}])


def test_gold_sentences_fill_every_column(layered: Project, tmp_path: Path) -> None:
    """Null columns and filled ones are the same columns."""
    sentence = read_conllu(layered.corpus_conllu("saada"))[0]
    tokens = tuple(
        replace(
            token,
            lemma=token.form,
            upos="X",
            xpos="UNK",
            feats="Foreign=Yes",
            head=number - 1,
            deprel="root" if number == 1 else "dep",
        )
        for number, token in enumerate(sentence.tokens, 1)
    )
    write_conllu([replace(sentence, tokens=tokens)], tmp_path / "gold.conllu")
    row = read_table(tmp_path / "gold.conllu").to_pylist()[0]
    assert row["upos"] == [UNIVERSAL_UPOS.index("X")] * len(tokens)
    assert row["head"] == list(range(len(tokens)))
    assert row["feats"] == ["Foreign=Yes"] * len(tokens)
