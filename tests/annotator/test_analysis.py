"""What an annotator says goes into the columns and MISC; whatever else a sentence holds stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from padapatha.annotator.analysis import (
    Analysis,
    Words,
    annotate_sentences,
    least_certain,
    marked_for_review,
    with_confidence,
    with_entities,
)
from padapatha.annotator.entities import entities_layer, name_spans, tag_runs
from padapatha.conllu import conllu_bytes, read_conllu
from padapatha.model import Sentence
from padapatha.reading.layers import entities_json
from padapatha.schemas import check
from padapatha.strict_json import dumps

FILE = """# sent_id = x-1
# text = वह दिल्ली-पटना गया
# note = kept
# annotation = gold
1\tवह\told\tX\t_\t_\t0\troot\t0:root\tTranslit=vah
2-4\tदिल्ली-पटना\t_\t_\t_\t_\t_\t_\t_\t_
2\tदिल्ली\t_\t_\t_\t_\t1\tdep\t_\tNE=B-OLD|Zeta=1
3\t-\t_\t_\t_\t_\t1\tdep\t_\t_
4\tपटना\t_\t_\t_\t_\t1\tdep\t_\t_
4.1\tके\t_\t_\t_\t_\t_\t_\t1:dep\t_
5\tगया\t_\t_\t_\t_\t1\tdep\t_\tconf=2|A=b

"""


class Fixed:
    name, version = "fixed", "1"

    def analyse(self, sentences: Iterable[Words]) -> Iterator[Analysis]:
        for words in sentences:
            size = len(words)
            tags = ("O", "B-NEL", "I-NEL", "I-NEL", "B-NEN")[:size]
            sure = tuple(0.5 + place / 100 for place in range(size))
            lemmas, upos, xpos = (tuple([f"{name}{place}" for place in range(size)]) for name in "lux")
            heads = tuple(range(size))
            yield Analysis(lemmas, upos, xpos, ("A=B",) * size, heads, ("dep",) * size, tags, sure)


def pair() -> tuple[object, Analysis]:
    (found,) = annotate_sentences(read_conllu(FILE.encode("utf-8"), strict=False), Fixed())
    return found


def test_columns_are_filled_and_the_rest_is_kept() -> None:
    sentence, _ = pair()
    lines = conllu_bytes([sentence]).decode("utf-8").split("\n")  # type: ignore[list-item]
    assert lines[:4] == ["# sent_id = x-1", "# text = वह दिल्ली-पटना गया", "# note = kept", "# annotation = auto"]
    assert lines[4] == "1\tवह\tl0\tu0\tx0\tA=B\t0\tdep\t0:root\tTranslit=vah"
    assert lines[5] == "2-4\tदिल्ली-पटना\t_\t_\t_\t_\t_\t_\t_\t_"
    assert lines[9] == "4.1\tके\t_\t_\t_\t_\t_\t_\t1:dep\t_"
    assert lines[10] == "5\tगया\tl4\tu4\tx4\tA=B\t4\tdep\t_\tconf=2|A=b"


def test_misc_gets_entities_and_confidence_in_order_and_loses_nothing() -> None:
    sentence, analysis = pair()
    done = with_confidence(with_entities(sentence, analysis), analysis)  # type: ignore[arg-type]
    assert [token.misc for token in done.tokens] == [
        "Confidence=0.50|Translit=vah",
        "Confidence=0.51|NE=B-NEL|Zeta=1",
        "Confidence=0.52|NE=I-NEL",
        "Confidence=0.53|NE=I-NEL",
        "conf=2|A=b|Confidence=0.54|NE=B-NEN",
    ]


def test_an_old_entity_tag_goes_where_there_is_none_now() -> None:
    sentence, analysis = pair()
    bare = with_entities(sentence, replace(analysis, entities=("O",) * 5))  # type: ignore[arg-type]
    assert [token.misc for token in bare.tokens] == ["Translit=vah", "Zeta=1", "_", "_", "conf=2|A=b"]


def test_a_sentence_without_words_stays_out() -> None:
    assert list(annotate_sentences([Sentence(("# text = x",))], Fixed())) == []


def test_the_least_certain_are_marked_once() -> None:
    analyses = [replace(pair()[1], confidence=(each,) * 5) for each in (0.9, 0.2, 0.5, 0.2)]
    assert least_certain(analyses, 0.25) == {1}
    assert least_certain(analyses, 0.3) == {1, 3}
    assert least_certain(analyses, 1) == {0, 1, 2, 3}
    sentence, _ = pair()
    marked = marked_for_review(marked_for_review(sentence))  # type: ignore[arg-type]
    assert marked.comments[-2:] == ("# annotation = auto", "# needs_review = yes")


def test_entities_become_a_layer_of_its_schema() -> None:
    sentence, analysis = pair()
    found = list(name_spans(replace(sentence, start=100), analysis))  # type: ignore[type-var]
    assert [(each.start, each.end, each.kind) for each in found] == [(103, 114, "NEL")]  # words of one surface token
    layer = entities_json(entities_layer(found, "doc", "0" * 64, ("tiny", "1"), "2026-11-24"))
    assert list(check(layer, "layer-entities", dumps(layer), "x.json")) == []
    assert layer["entities"] == [
        {"id": "e1", "start": 103, "end": 114, "text": "दिल्ली-पटना", "label": "GPE", "note": "IL-NER NEL"}
    ]


def test_runs_of_tags() -> None:
    tags = ("B-A", "I-A", "B-A", "I-B", "O", "I-A")
    assert list(tag_runs(tags)) == [(0, 2, "A"), (2, 3, "A"), (3, 4, "B"), (5, 6, "A")]
