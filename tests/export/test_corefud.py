"""CorefUD: other people's programs read out of it exactly what the coreference layer says."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padapatha.build import build
from padapatha.conllu import conllu_bytes, read_conllu
from padapatha.conllu.surface import text_of
from padapatha.export import export
from padapatha.export.corefud import DECLARATION, corefud
from padapatha.model import EmptyNode, Layer, Multiword, Sentence, Token
from padapatha.pack.placing import places
from padapatha.pack.source import Source, read_manifest, read_source
from padapatha.problems import Refused
from padapatha.project import Project
from padapatha.validate import validate

udapi = pytest.importorskip("udapi.core.document")
movehead = pytest.importorskip("udapi.block.corefud.movehead")

ROOT = Path(__file__).parents[2]
DOCUMENT = "000_0f1e8db63d2ccbea"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository's own corpus, built."""
    folder = tmp_path_factory.mktemp("repository")
    for name in ("seeds", "annotations", "corpus"):
        shutil.copytree(ROOT / name, folder / name)
    assert not build(folder).problems
    return folder


@pytest.fixture(scope="module")
def source(root: Path) -> Source:
    (entry,) = (each for each in read_manifest(Project(root)) if each["document"] == DOCUMENT)
    return read_source(Project(root), entry)


@pytest.fixture(scope="module")
def exported(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exported") / "corefud.conllu"
    path.write_bytes(export(root, "corefud", [DOCUMENT]))
    return path


def udvalidate(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("udvalidate")
    command = [program, "--lang", "hi", "--level", "5", *options, path]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def layer_of(source: Source, name: str) -> Layer:
    return next(layer for layer in source.layers if layer.name == name)


def with_layer(source: Source, name: str, **changes: Any) -> Source:
    """The source with other items (or another `complete`) in one layer; None takes the layer away."""
    layer = layer_of(source, name)
    complete = changes.pop("complete", True)
    changed = replace(layer, complete=complete, items={**layer.items, **changes})
    return replace(source, layers=tuple(changed if each is layer else each for each in source.layers))


# What stands in the layer, and what udapi reads out of the brackets, in one form:
# chain -> (type, {(sentence, first word, last word)})
Chains = dict[str, tuple[str, set[tuple[str, int, int]]]]


def chains_of(source: Source) -> Chains:
    layer, where = layer_of(source, "coreference"), places(source.id, source.sentences)
    spans = {item["id"]: where.of(item["start"], item["end"], "") for item in layer.items["mentions"]}
    words = {key: (source.sentences[at.index].id, at.first + 1, at.last) for key, at in spans.items()}
    chains = layer.items["chains"]
    return {chain["id"]: (chain["type"], {words[each] for each in chain["mentions"]}) for chain in chains}


def read_by_udapi(path: Path) -> Chains:
    document = udapi.Document(str(path))
    return {entity.eid: (entity.etype, set(map(span_of, entity.mentions))) for entity in document.coref_entities}


def span_of(mention: Any) -> tuple[str, int, int]:
    words = [word for word in mention.words if not word.is_empty()]
    assert [word.ord for word in words] == list(range(words[0].ord, words[-1].ord + 1))
    return words[0].root.sent_id, words[0].ord, words[-1].ord


# The document of the repository


def test_the_official_validator_finds_nothing_in_it(exported: Path) -> None:
    done = udvalidate(exported, "--coref")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "*** PASSED ***\n")


def test_our_own_check_asks_the_official_one_about_brackets(exported: Path, tmp_path: Path) -> None:
    assert list(validate([exported], ud=True)) == []
    path = tmp_path / "broken.conllu"
    path.write_bytes(exported.read_bytes().replace(b"Entity=c1)", b"Entity=c2)", 1))
    assert udvalidate(path).returncode == 0  # it looks at brackets only when asked to
    found = [each for each in validate([path], ud=True) if each.slug == "ud"]
    assert "L6 COREF ill-nested-entities" in found[0].found
    assert b"Entity=c1)" in exported.read_bytes().split(b"\n")[found[0].line - 1]


def test_our_reader_gives_the_same_bytes_back(exported: Path) -> None:
    assert conllu_bytes(read_conllu(exported)) == exported.read_bytes()


def test_it_is_the_corpus_with_brackets_put_in(root: Path, exported: Path) -> None:
    lines = [line for line in exported.read_text(encoding="utf-8").split("\n") if line != DECLARATION]
    corpus = (root / "corpus" / f"{DOCUMENT}.conllu").read_text(encoding="utf-8").split("\n")
    assert len(lines) == len(corpus)
    for line, before in zip(lines, corpus, strict=True):
        left, tab, misc = line.rpartition("\t")
        kept = [pair for pair in misc.split("|") if not pair.startswith("Entity=")]
        assert (left + tab + ("|".join(kept) or "_") if tab else line) == before


def test_udapi_reads_exactly_the_chains_and_mentions_of_the_layer(source: Source, exported: Path) -> None:
    assert read_by_udapi(exported) == chains_of(source)
    count = len(layer_of(source, "coreference").items["mentions"])
    assert sum(len(mentions) for _, mentions in read_by_udapi(exported).values()) == count > 0


def test_singletons_are_in_it(source: Source, exported: Path) -> None:
    alone = {chain["id"] for chain in layer_of(source, "coreference").items["chains"] if chain["singleton"]}
    assert alone
    assert {eid for eid, (_, mentions) in read_by_udapi(exported).items() if len(mentions) == 1} == alone


def test_heads_are_those_that_udapi_would_choose(exported: Path) -> None:
    assert moved_heads(udapi.Document(str(exported))) == []


def moved_heads(document: Any) -> list[str]:
    """The mentions whose head udapi's MoveHead would put elsewhere."""
    before = {id(mention): mention.head for each in document.coref_entities for mention in each.mentions}
    movehead.MoveHead(bugs="ignore", keep_head_if_possible=False).apply_on_document(document)
    mentions = [mention for each in document.coref_entities for mention in each.mentions]
    return [f"{each.head} {each.words}" for each in mentions if each.head is not before[id(each)]]


def test_names_carry_the_label_of_the_entities_layer(source: Source, exported: Path) -> None:
    named = {(item["start"], item["end"]): item["label"] for item in layer_of(source, "entities").items["entities"]}
    mentions = layer_of(source, "coreference").items["mentions"]
    expected = sorted(label for item in mentions if (label := named.get((item["start"], item["end"]))))
    found = [mention for each in udapi.Document(str(exported)).coref_entities for mention in each.mentions]
    assert sorted(mention.other["ner"] for mention in found if mention.other) == expected
    assert len(expected) > 10


def test_without_a_layer_of_names_read_to_its_end_there_are_no_labels(source: Source) -> None:
    assert b"ner:" not in corefud([with_layer(source, "entities", complete=False)])


def test_several_documents_keep_their_entities_apart(source: Source, tmp_path: Path) -> None:
    other = replace(source, sentences=tuple(map(renamed, source.sentences)))
    path = tmp_path / "two.conllu"
    path.write_bytes(corefud([source, other]))
    assert udvalidate(path, "--coref").returncode == 0
    chains = chains_of(source)
    read = read_by_udapi(path)
    assert read.keys() == {f"d{number}{chain}" for number in (1, 2) for chain in chains}
    assert read["d2c1"][1] == {(f"{sentence}-b", first, last) for sentence, first, last in chains["c1"][1]}


def renamed(sentence: Sentence) -> Sentence:
    keys = ("# newdoc id = ", "# newpar id = ", "# sent_id = ")
    return replace(sentence, comments=tuple(f"{c}-b" if c.startswith(keys) else c for c in sentence.comments))


# What it refuses


def refused(source: Source) -> str:
    with pytest.raises(Refused) as caught:
        corefud([source])
    return str(caught.value)


def edited(source: Source, **changes: Mapping[str, Any]) -> Source:
    """The source with some mentions changed."""
    items = layer_of(source, "coreference").items["mentions"]
    return with_layer(source, "coreference", mentions=tuple(each | changes.get(each["id"], {}) for each in items))


def test_every_span_off_the_borders_of_tokens_is_named(source: Source) -> None:
    first, second = source.sentences[0], source.sentences[1]
    cut = layer_mention(source, "m2")["end"] - 1
    told = refused(edited(source, m1={"start": 1}, m2={"end": cut}, m3={"end": second.start + 4}))
    assert [line.partition(": mention ")[2].partition(":")[0] for line in told.split("\n")] == ["m1", "m2", "m3"]
    assert told.count(f"annotations/coreference/{DOCUMENT}.json: span: ") == 3
    assert first.id in told


def layer_mention(source: Source, mention: str) -> Any:
    return next(each for each in layer_of(source, "coreference").items["mentions"] if each["id"] == mention)


def test_spans_that_brackets_cannot_tell_apart_are_refused(source: Source) -> None:
    same = {key: layer_mention(source, "m1")[key] for key in ("start", "end", "text")}
    assert "nesting: mentions m1 and m2 cross, or have the same span" in refused(edited(source, m2=same))
    words = places(source.id, source.sentences).tokens[0]
    crossing = {"start": words[2][0], "end": words[8][1]}
    assert "nesting: mentions m1 and m2 cross" in refused(edited(source, m2=crossing))


def test_mentions_without_a_chain_and_chains_without_mentions_are_refused(source: Source) -> None:
    chains = layer_of(source, "coreference").items["chains"]
    loose = with_layer(source, "coreference", chains=chains[1:])
    assert "reference: mention m1 stands in 0 chains" in refused(loose)
    twice = with_layer(source, "coreference", chains=(*chains, chains[0]))
    assert "reference: mention m1 stands in 2 chains" in refused(twice)
    absent = (*chains, {"id": "c999", "type": "person", "singleton": True, "mentions": ["m999"]})
    told = refused(with_layer(source, "coreference", chains=absent))
    assert "reference: a chain has m999, which is no mention" in told


def test_a_layer_that_is_missing_or_not_complete_is_refused(source: Source) -> None:
    assert "missing: it is not complete" in refused(with_layer(source, "coreference", complete=False))
    without = tuple(layer for layer in source.layers if layer.name != "coreference")
    assert f"{DOCUMENT} has no coreference layer" in refused(replace(source, layers=without))


def test_sentences_without_a_tree_or_with_brackets_are_refused(source: Source) -> None:
    first, *rest = source.sentences
    bare = tuple(replace(token, head=None) for token in first.tokens)
    assert f"{first.id} has no tree" in refused(replace(source, sentences=(replace(first, tokens=bare), *rest)))
    marked = (*first.tokens[:-1], replace(first.tokens[-1], misc="Entity=(x)"))
    told = refused(replace(source, sentences=(replace(first, tokens=marked), *rest)))
    assert f"misc: word {len(marked)} of {first.id} has Entity= already" in told


def test_problems_of_all_documents_are_told_together(source: Source) -> None:
    with pytest.raises(Refused) as caught:
        corefud([with_layer(source, "coreference", complete=False), edited(source, m1={"start": 1})])
    assert {each.slug for each in caught.value.problems} == {"missing", "span"}


# Any tree with any nested mentions


@st.composite
def made(draw: st.DrawFn) -> Source:
    """A document of one sentence: any tree, a multiword token, empty nodes, nested mentions in a few chains."""
    count = draw(st.integers(2, 9))
    order = draw(st.permutations(range(1, count + 1)))
    heads = {word: (draw(st.sampled_from(order[:rank])) if rank else 0) for rank, word in enumerate(order)}
    tokens = [Token(n, f"w{n}", upos="X", head=heads[n], deprel="dep" if heads[n] else "root") for n in sorted(heads)]
    at = draw(st.integers(1, count - 1))
    multiwords = (Multiword(at, at + 1, "ww"),) if draw(st.booleans()) else ()
    after = draw(st.sets(st.integers(1, count), max_size=2))
    empty = tuple(EmptyNode(number, 1, "e", deps=f"{number}:dep") for number in sorted(after))
    bare = Sentence(("# newdoc id = d", "# sent_id = d-s1"), tuple(tokens), multiwords, empty)
    sentence = replace(bare, comments=(*bare.comments, f"# text = {text_of(bare)}"))
    offsets = sorted(set(places("d", [sentence]).tokens[0]))  # the words of a multiword token share theirs
    spans = {(offsets[first][0], offsets[last - 1][1]) for first, last in draw(nested(0, len(offsets)))}
    mentions = [{"id": f"m{n}", "start": a, "end": b} for n, (a, b) in enumerate(sorted(spans))]
    of = [draw(st.integers(1, 3)) for _ in mentions]
    kinds = [(n, [item["id"] for item, chain in zip(mentions, of, strict=True) if chain == n]) for n in sorted(set(of))]
    chains = [{"id": f"c{n}", "type": "person", "singleton": len(ids) == 1, "mentions": ids} for n, ids in kinds]
    items: dict[str, Any] = {"mentions": tuple(mentions), "chains": tuple(chains)}
    layer = Layer("coreference", "d", "", "", {}, "", complete=True, items=items)
    return Source("d", "train", sentence.text, b"", {}, (sentence,), (layer,))


@st.composite
def nested(draw: st.DrawFn, first: int, last: int) -> set[tuple[int, int]]:
    """Spans of words between two borders that nest or stand apart."""
    found: set[tuple[int, int]] = set()
    waiting = [(first, last)]
    while waiting:
        low, high = waiting.pop()
        if draw(st.booleans()):
            found.add((low, high))
        if high - low > 1:
            cut = draw(st.integers(low + 1, high - 1))
            waiting += [(low, cut), (cut, high)]
    return found


@settings(max_examples=50, deadline=None)
@given(source=made())
def test_udapi_reads_any_nested_mentions(source: Source, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.conllu"
    path.write_bytes(corefud([source]))
    assert conllu_bytes(read_conllu(path)) == path.read_bytes()
    assert read_by_udapi(path) == chains_of(source)


@settings(max_examples=10, deadline=None)  # a program of its own is started each time
@given(source=made())
def test_the_official_validator_takes_any_nested_mentions(
    source: Source, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "official.conllu"
    path.write_bytes(corefud([source]))
    done = udvalidate(path, "--coref")
    assert "[L6" not in done.stdout + done.stderr


@settings(max_examples=50, deadline=None)
@given(source=made())
def test_heads_are_where_the_rule_puts_them(source: Source, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The rule of docs/export.md once more, on udapi's trees.

    Its MoveHead is no oracle for mentions with gaps: `find_minimal_common_treelet` of udapi 0.5.2 can return a node
    that does not stand above all that it was given.
    """
    path = tmp_path_factory.getbasetemp() / "heads.conllu"
    path.write_bytes(corefud([source]))
    for entity in udapi.Document(str(path)).coref_entities:
        for mention in entity.mentions:
            words = [word for word in mention.words if not word.is_empty()]
            tops = [word for word in words if word.parent not in words]
            above = [top for top in tops if all(other is top or other in top.descendants for other in tops)]
            assert mention.head is (above or tops)[0]


@settings(max_examples=50, deadline=None)
@given(source=made())
def test_heads_stay_the_same_words_whatever_empty_nodes_stand_between(source: Source) -> None:
    (sentence,) = source.sentences
    without = replace(source, sentences=(replace(sentence, empty_nodes=()),))
    assert list(heads_of(corefud([source]))) == list(heads_of(corefud([without])))


def heads_of(data: bytes) -> Iterator[str]:
    document = udapi.Document()
    document.from_conllu_string(data.decode())
    for entity in document.coref_entities:
        yield from (str(mention.head.ord) for mention in entity.mentions)


# The command


def command(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "padapatha", "export", *map(str, arguments)], cwd=cwd, capture_output=True, check=False
    )


def test_the_command_writes_to_stdout_or_a_file(root: Path, exported: Path, tmp_path: Path) -> None:
    done = command("corefud", DOCUMENT, cwd=root)
    assert (done.returncode, done.stderr, done.stdout) == (0, b"", exported.read_bytes())
    target = tmp_path / "neu" / "out.conllu"
    for name in (f"corpus/{DOCUMENT}.conllu", f"annotations/coreference/{DOCUMENT}.json"):
        done = command("corefud", root / name, DOCUMENT, "-o", target, cwd=tmp_path)
        assert (done.returncode, done.stderr, done.stdout) == (0, b"", b"")
        assert target.read_bytes() == exported.read_bytes()
        target.unlink()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("corefud",), 2, "required: DOCUMENT"),
        (("corefuds", DOCUMENT), 2, "choose from 'corefud'"),
        (("corefud", "absent"), 1, "absent: missing"),
        (("corefud", "absent.conllu"), 1, "absent.conllu: missing"),
        (("corefud", "corpus/MANIFEST.json"), 1, "corpus/MANIFEST.json: stray"),
        (("corefud", DOCUMENT, "-o", f"annotations/treebank/{DOCUMENT}.conllu"), 2, "hold the corpus itself"),
        (("corefud", DOCUMENT, "-o", "corpus"), 2, "it is a folder"),
    ],
)
def test_a_wrong_command_changes_nothing(arguments: tuple[str, ...], code: int, told: str, root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    done = command(*arguments, cwd=root)
    assert (done.returncode, done.stdout) == (code, b"")
    assert told in done.stderr.decode()
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_a_corpus_that_is_not_of_these_annotations_is_refused(root: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(root, tmp_path / "project")
    path = copy / "annotations" / "coreference" / f"{DOCUMENT}.json"
    path.write_bytes(json.dumps(json.loads(path.read_bytes()) | {"complete": False}).encode())
    done = command("corefud", DOCUMENT, cwd=copy)
    assert (done.returncode, done.stdout) == (1, b"")
    assert "padapatha build" in done.stderr.decode()
