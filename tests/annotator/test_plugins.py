"""Other programs behind the same function: a stand-in for Stanza, UDPipe itself where it is installed."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from padapatha.annotator.plugins import open_annotator
from padapatha.annotator.stream import AnnotationOptions, Chunk, annotate_chunk
from padapatha.conllu import read_conllu
from padapatha.problems import Refused

TREE = """# sent_id = a-s{n}
# text = राम घर गया
1\tराम\tराम\tPROPN\tNNP\tCase=Nom\t3\tnsubj\t_\t_
2\tघर\tघर\tNOUN\tNN\tCase=Acc\t3\tobj\t_\t_
3\tगया\tजाना\tVERB\tVM\t_\t0\troot\t_\t_

"""
SENTENCES = read_conllu("".join(TREE.format(n=number) for number in range(1, 71)).encode("utf-8"))
CHUNK = Chunk(SENTENCES, "")


@dataclass
class Word:
    head: int
    deprel: str
    lemma: str | None = None
    upos: str = "NOUN"
    xpos: str | None = None
    feats: str | None = None


class Pipeline:
    calls: list[int]
    words: list[Word]

    def __init__(self, language: str, **options: object) -> None:
        assert options["tokenize_pretokenized"] is True
        assert options["download_method"] is None
        Pipeline.calls = []

    def __call__(self, sentences: list[list[str]]) -> object:
        Pipeline.calls.append(len(sentences))
        found = ModuleType("document")
        found.sentences = [type("S", (), {"words": Pipeline.words})() for _ in sentences]  # type: ignore[attr-defined]
        return found


@pytest.fixture
def stanza(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    module = ModuleType("stanza")
    module.Pipeline, module.__version__ = Pipeline, "1.10.0"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "stanza", module)
    (tmp_path / "hi").mkdir()
    Pipeline.words = [Word(3, "nsubj"), Word(3, "obj"), Word(0, "root", "जाना", "VERB", "VM", "Mood=Ind")]
    return tmp_path


def test_stanza_annotates_the_tokens_it_is_given(stanza: Path) -> None:
    done = annotate_chunk(CHUNK, AnnotationOptions("stanza", stanza))
    first = read_conllu(done.data)[0].tokens[2]
    assert (first.lemma, first.upos, first.xpos, first.feats, first.head) == ("जाना", "VERB", "VM", "Mood=Ind", 0)
    assert Pipeline.calls == [64, 6]
    assert done.sentences == 70
    assert open_annotator("stanza", stanza).version.startswith("1.10.0-")


def test_trees_that_our_reader_would_not_take_are_problems(stanza: Path) -> None:
    Pipeline.words = [Word(3, "nsubj", upos="noun"), Word(0, "root", feats="b=C"), Word(0, "ROOT", " x")]
    with pytest.raises(Refused) as refused:
        annotate_chunk(Chunk(SENTENCES[:1], ""), AnnotationOptions("stanza", stanza))
    assert {each.slug for each in refused.value.problems} == {"upos", "feats", "deprel", "column-space", "root"}
    Pipeline.words = Pipeline.words[:2]
    with pytest.raises(Refused, match="cut the words anew"):
        annotate_chunk(CHUNK, AnnotationOptions("stanza", stanza))


def test_confidence_is_not_invented(stanza: Path) -> None:
    for wanted in ({"confidence": True}, {"review": 0.1}):
        options = AnnotationOptions("stanza", stanza, **wanted)  # type: ignore[arg-type]
        with pytest.raises(Refused, match="does not say how sure it is"):
            annotate_chunk(CHUNK, options)


def test_a_folder_without_the_language_is_no_model(stanza: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no folder hi/"):
        open_annotator("stanza", tmp_path / "hi")
    with pytest.raises(Refused, match="--annotator stanza --model PATH"):
        open_annotator("stanza", None)


@pytest.mark.parametrize(("name", "module"), [("stanza", "stanza"), ("udpipe", "ufal")])
def test_a_missing_extra_is_told_with_the_line_that_installs_it(
    name: str, module: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, module, None)  # type: ignore[arg-type]  # that is how Python spells "not there"
    monkeypatch.delitem(sys.modules, f"padapatha.annotator.plugins.{name}", raising=False)
    with pytest.raises(Refused, match=rf"pip install '\.\[{name}\]'"):
        open_annotator(name, tmp_path / "model")


def test_udpipe_annotates_the_tokens_it_is_given(tmp_path: Path) -> None:
    udpipe = pytest.importorskip("ufal.udpipe", reason="the extra [udpipe] is not installed")
    trained = "".join(TREE.format(n=number) for number in range(8))
    options = {"tokenizer": "none", "tagger": "iterations=1", "parser": "iterations=1;embedding_form=4;hidden_layer=8"}
    reader, problems = udpipe.InputFormat.newConlluInputFormat(), udpipe.ProcessingError()
    reader.setText(trained)
    sentences = udpipe.Sentences()
    sentence = udpipe.Sentence()
    while reader.nextSentence(sentence, problems):
        sentences.append(sentence)
        sentence = udpipe.Sentence()
    model = tmp_path / "tiny.udpipe"
    data = udpipe.Trainer.train("morphodita_parsito", sentences, udpipe.Sentences(), *options.values(), problems)
    assert not problems.occurred(), problems.message
    model.write_bytes(data)
    done = annotate_chunk(CHUNK, AnnotationOptions("udpipe", model))
    assert [token.head for token in read_conllu(done.data)[0].tokens] == [3, 3, 0]
    with pytest.raises(Refused, match="no model of UDPipe 1"):
        open_annotator("udpipe", Path(__file__))
