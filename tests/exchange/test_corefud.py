"""CorefUD: other people's programs read out of it exactly what the coreference layer says."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import TEXT, describe
from padapatha.build import build
from padapatha.conllu import conllu_bytes, read_conllu
from padapatha.conllu.surface import text_of, word_offsets
from padapatha.exchange import export_files
from padapatha.exchange.corefud import DECLARATION, corefud
from padapatha.intake import take
from padapatha.layers import Agent, Chain, CoreferenceLayer, Layers, Mention
from padapatha.metadata import DocumentEntry, ManifestEntry
from padapatha.model import EmptyNode, Multiword, Sentence, Token
from padapatha.problems import Refused, errors
from padapatha.project import Project
from padapatha.reading import Context
from padapatha.text_index import text_index
from padapatha.validate import validate
from project_edits import edit_bytes, edit_json, read_document

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
def context(root: Path) -> Context:
    return read_document(Project(root), DOCUMENT)


@pytest.fixture(scope="module")
def exported(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exported") / "corefud.conllu"
    path.write_bytes(export(root, [DOCUMENT]))
    return path


def export(root: Path, documents: Sequence[str]) -> bytes:
    """The one file that is written for the tool."""
    return export_files(root, "corefud", documents)["corefud.conllu"]


def udvalidate(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("udvalidate")
    command = [program, "--lang", "hi", "--level", "5", *options, path]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def coreference(context: Context) -> CoreferenceLayer:
    assert context.layers.coreference is not None
    return context.layers.coreference


def with_layers(context: Context, **layers: Any) -> Context:
    return replace(context, layers=replace(context.layers, **layers))


def with_sentences(context: Context, *sentences: Sentence) -> Context:
    return replace(context, index=replace(context.index, sentences=sentences))


# What stands in the layer, and what udapi reads out of the brackets, in one form:
# chain -> (type, {(sentence, first word, last word)})
Chains = dict[str, tuple[str, set[tuple[str, int, int]]]]


def chains_of(context: Context) -> Chains:
    layer = coreference(context)
    spans = {mention.id: words_of(mention, context) for mention in layer.mentions}
    return {chain.id: (chain.type, {spans[name] for name in chain.mentions}) for chain in layer.chains}


def words_of(mention: Mention, context: Context) -> tuple[str, int, int]:
    words = context.index.words_of(mention.start, mention.end)
    assert words is not None
    return context.index.sentences[words.sentence].id, words.first + 1, words.last


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


def test_udapi_reads_exactly_the_chains_and_mentions_of_the_layer(context: Context, exported: Path) -> None:
    assert read_by_udapi(exported) == chains_of(context)
    count = len(coreference(context).mentions)
    assert sum(len(mentions) for _, mentions in read_by_udapi(exported).values()) == count > 0


def test_singletons_are_in_it(context: Context, exported: Path) -> None:
    alone = {chain.id for chain in coreference(context).chains if chain.singleton}
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


def test_names_carry_the_label_of_the_entities_layer(context: Context, exported: Path) -> None:
    assert context.layers.entities is not None
    named = {(entity.start, entity.end): entity.label for entity in context.layers.entities.entities}
    mentions = coreference(context).mentions
    expected = sorted(label for mention in mentions if (label := named.get((mention.start, mention.end))))
    found = [mention for each in udapi.Document(str(exported)).coref_entities for mention in each.mentions]
    assert sorted(mention.other["ner"] for mention in found if mention.other) == expected
    assert len(expected) > 10


def test_without_a_layer_of_names_read_to_its_end_there_are_no_labels(context: Context) -> None:
    entities = context.layers.entities
    assert entities is not None
    for layer in (None, replace(entities, complete=False)):
        assert b"ner:" not in corefud([with_layers(context, entities=layer)])


def test_several_documents_keep_their_entities_apart(context: Context, tmp_path: Path) -> None:
    other = with_sentences(context, *map(renamed, context.index.sentences))
    path = tmp_path / "two.conllu"
    path.write_bytes(corefud([context, other]))
    assert udvalidate(path, "--coref").returncode == 0
    chains = chains_of(context)
    read = read_by_udapi(path)
    assert read.keys() == {f"d{number}{chain}" for number in (1, 2) for chain in chains}
    assert read["d2c1"][1] == {(f"{sentence}-b", first, last) for sentence, first, last in chains["c1"][1]}


def renamed(sentence: Sentence) -> Sentence:
    keys = ("# newdoc id = ", "# newpar id = ", "# sent_id = ")
    return replace(sentence, comments=tuple(f"{c}-b" if c.startswith(keys) else c for c in sentence.comments))


# What it refuses


def refused(*contexts: Context) -> str:
    with pytest.raises(Refused) as caught:
        corefud(contexts)
    return str(caught.value)


def test_a_layer_that_is_missing_or_not_complete_is_refused(context: Context) -> None:
    begun = with_layers(context, coreference=replace(coreference(context), complete=False))
    assert "missing: it is not complete" in refused(begun)
    assert f"{DOCUMENT} has no coreference layer" in refused(with_layers(context, coreference=None))


def test_sentences_without_a_tree_or_with_brackets_are_refused(context: Context) -> None:
    first, *rest = context.index.sentences
    bare = tuple(replace(token, head=None) for token in first.tokens)
    assert f"{first.id} has no tree" in refused(with_sentences(context, replace(first, tokens=bare), *rest))
    marked = replace(first, tokens=(*first.tokens[:-1], replace(first.tokens[-1], misc="Entity=(x)")))
    told = f"misc: word {len(first.tokens)} of {first.id} has Entity= already"
    assert told in refused(with_sentences(context, marked, *rest))


def test_brackets_in_a_sentence_without_mentions_are_refused_too(context: Context) -> None:
    layer = replace(coreference(context), mentions=(), chains=())
    first, *rest = context.index.sentences
    marked = replace(first, tokens=(replace(first.tokens[0], misc="Entity=(x)"), *first.tokens[1:]))
    told = refused(with_layers(with_sentences(context, marked, *rest), coreference=layer))
    assert f"misc: word 1 of {first.id} has Entity= already" in told


def test_problems_of_all_documents_are_told_together(context: Context) -> None:
    begun = with_layers(context, coreference=replace(coreference(context), complete=False))
    assert refused(begun, with_layers(context, coreference=None)).count(": missing: ") == 2


# What validation refuses is not exported


@pytest.fixture(scope="module")
def pair(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built repository with one more document."""
    folder = tmp_path_factory.mktemp("pair")
    copy = Path(shutil.copytree(root, folder / "project"))
    text = folder / "namuna.txt"
    text.write_text(TEXT, encoding="utf-8")
    take(Project(copy), text, describe("namuna"))
    assert not build(copy).problems
    return copy


@pytest.fixture
def project(pair: Path, tmp_path: Path) -> Project:
    """A copy of the two documents, which a test may change."""
    return Project(Path(shutil.copytree(pair, tmp_path / "project")))


def problems(project: Project, *documents: str) -> set[tuple[str, str]]:
    """The paths and slugs for which an export is refused; none when it is not."""
    try:
        export(project.root, documents or [DOCUMENT])
    except Refused as caught:
        return {(problem.path, problem.slug) for problem in caught.problems}
    return set()


LAYER = f"annotations/coreference/{DOCUMENT}.json"


def first_in_no_chain(layer: Any) -> None:
    layer["chains"] = [chain for chain in layer["chains"] if "m1" not in chain["mentions"]]


def first_in_two_chains(layer: Any) -> None:
    layer["chains"][1]["mentions"].insert(0, layer["chains"][0]["mentions"][0])


def absent_in_a_chain(layer: Any) -> None:
    layer["chains"][0]["mentions"].append("m999")


def first_inside_a_word(layer: Any) -> None:
    layer["mentions"][0] |= {"end": layer["mentions"][0]["end"] - 1, "text": layer["mentions"][0]["text"][:-1]}


def first_twice(layer: Any) -> None:
    layer["mentions"].insert(1, layer["mentions"][0] | {"id": "m999"})
    layer["chains"][0]["mentions"].insert(1, "m999")


@pytest.mark.parametrize(
    ("change", "slugs"),
    [
        (first_in_no_chain, {"reference"}),
        (first_in_two_chains, {"reference"}),
        (absent_in_a_chain, {"reference"}),
        (first_inside_a_word, {"token-split"}),
        (first_twice, {"nesting"}),
    ],
)
def test_mentions_that_brackets_cannot_say_are_refused_by_validation(
    project: Project, change: Callable[[Any], None], slugs: set[str]
) -> None:
    """Brackets hold whole words, nested, each mention in one chain; `build` has read the form of the layer only."""
    path = project.layer("coreference", DOCUMENT)
    value = json.loads(path.read_bytes())
    change(value)
    edit_json(path, **value)
    assert not build(project.root).problems
    assert {slug for path, slug in problems(project) if path == LAYER} >= slugs
    expected = {(problem.path, problem.slug) for problem in errors(validate(root=project.root))}
    assert problems(project) == expected


def hand_edit(project: Project) -> None:
    edit_bytes(project.corpus_conllu("namuna"), "# translit = rāma", "# translit = rama")


def other_text(project: Project) -> None:
    edit_bytes(project.seed_text("namuna"), "राम", "श्याम")


def unsigned(project: Project) -> None:
    project.treebank("namuna").write_bytes(project.corpus_conllu("namuna").read_bytes())


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (hand_edit, ("corpus/namuna.conllu", "hand-edit")),
        (other_text, ("seeds/namuna.txt", "sha256")),
        (unsigned, ("annotations/treebank/namuna.conllu", "unsigned")),
    ],
)
def test_a_problem_of_another_document_is_not_in_the_way(
    project: Project, damage: Callable[[Project], None], problem: tuple[str, str], exported: Path
) -> None:
    damage(project)
    assert export(project.root, [DOCUMENT]) == exported.read_bytes()
    assert problem in problems(project, DOCUMENT, "namuna")
    assert problems(project, "namuna") == {(found.path, found.slug) for found in errors(validate(root=project.root))}


def test_a_problem_of_the_manifest_is_in_the_way_of_all(project: Project) -> None:
    project.manifest.write_bytes(project.manifest.read_bytes().replace(b"\n", b"\n\n", 1))
    assert problems(project) == {("corpus/MANIFEST.json", "canonical")}
    project.manifest.unlink()
    with pytest.raises(Refused, match="the corpus has not been built; fix: run `padapatha build`"):
        export(project.root, [DOCUMENT])


# Any tree with any nested mentions


@st.composite
def made(draw: st.DrawFn) -> Context:
    """A document of one sentence: any tree, a multiword token, empty nodes, nested mentions in a few chains."""
    count = draw(st.integers(2, 9))
    order = draw(st.permutations(range(1, count + 1)))
    heads = {word: (draw(st.sampled_from(order[:rank])) if rank else 0) for rank, word in enumerate(order)}
    at = draw(st.integers(1, count - 1))
    multiwords = (Multiword(at, at + 1, "ww"),) if draw(st.booleans()) else ()
    after = draw(st.sets(st.integers(1, count), max_size=2))
    empty = tuple(EmptyNode(number, 1, "e", deps=f"{number}:dep") for number in sorted(after))
    tokens = []
    for n, head in sorted(heads.items()):
        deprel = "dep" if head else "root"
        tokens.append(Token(n, f"w{n}", upos="X", head=head, deprel=deprel, deps=f"{head}:{deprel}" if after else "_"))
    bare = Sentence(("# newdoc id = d", "# sent_id = d-s1"), tuple(tokens), multiwords, empty)
    sentence = replace(bare, comments=(*bare.comments, f"# text = {text_of(bare)}"))
    offsets = sorted(set(word_offsets(sentence)))  # the words of a multiword token share theirs
    spans = sorted((offsets[first][0], offsets[last - 1][1]) for first, last in draw(nested(0, len(offsets))))
    mentions = tuple(Mention(id=f"m{n}", start=a, end=b, text="") for n, (a, b) in enumerate(spans))
    of = [draw(st.integers(1, 3)) for _ in mentions]
    members = {n: tuple(m.id for m, chain in zip(mentions, of, strict=True) if chain == n) for n in sorted(set(of))}
    chains = tuple(Chain(id=f"c{n}", type="person", singleton=len(m) == 1, mentions=m) for n, m in members.items())
    return document_of(sentence, mentions, chains)


def document_of(sentence: Sentence, mentions: tuple[Mention, ...], chains: tuple[Chain, ...]) -> Context:
    """A document of one sentence with its mentions; what an export does not look at is left empty."""
    index = text_index("d", sentence.text, [sentence])
    layer = CoreferenceLayer(
        document="d",
        text_sha256=index.sha256,
        guideline="coreference/1",
        agent=Agent(kind="person", name="A"),
        date="2026-11-24",
        complete=True,
        mentions=mentions,
        chains=chains,
    )
    entry = DocumentEntry(
        document="d",
        language="hi",
        title=None,
        source="",
        url=None,
        licence="",
        rights=None,
        genre="",
        published=None,
        split="train",
        text_sha256=index.sha256,
        annotator=None,
        inputs={},
        sentences=(),
        text=index.text,
    )
    manifest = ManifestEntry("d", "train", 1, 0, len(sentence.tokens), {}, {})
    return Context(manifest, entry, b"", index, Layers(coreference=layer))


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
@given(context=made())
def test_udapi_reads_any_nested_mentions(context: Context, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.conllu"
    path.write_bytes(corefud([context]))
    assert conllu_bytes(read_conllu(path)) == path.read_bytes()
    assert read_by_udapi(path) == chains_of(context)


@settings(max_examples=10, deadline=None)  # a program of its own is started each time
@given(context=made())
def test_the_official_validator_takes_any_nested_mentions(
    context: Context, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "official.conllu"
    path.write_bytes(corefud([context]))
    done = udvalidate(path, "--coref")
    assert "[L6" not in done.stdout + done.stderr


@settings(max_examples=50, deadline=None)
@given(context=made())
def test_heads_are_where_the_rule_puts_them(context: Context, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The rule of docs/tools.md once more, on udapi's trees.

    Its MoveHead is no oracle for mentions with gaps: `find_minimal_common_treelet` of udapi 0.5.2 can return a node
    that does not stand above all that it was given.
    """
    path = tmp_path_factory.getbasetemp() / "heads.conllu"
    path.write_bytes(corefud([context]))
    for entity in udapi.Document(str(path)).coref_entities:
        for mention in entity.mentions:
            words = [word for word in mention.words if not word.is_empty()]
            tops = [word for word in words if word.parent not in words]
            above = [top for top in tops if all(other is top or other in top.descendants for other in tops)]
            assert mention.head is (above or tops)[0]


@settings(max_examples=50, deadline=None)
@given(context=made())
def test_heads_stay_the_same_words_whatever_empty_nodes_stand_between(context: Context) -> None:
    (sentence,) = context.index.sentences
    without = with_sentences(context, replace(sentence, empty_nodes=()))
    assert list(heads_of(corefud([context]))) == list(heads_of(corefud([without])))


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


def test_the_command_writes_one_file_and_the_manifest(root: Path, exported: Path, tmp_path: Path) -> None:
    done = command("--to", "corefud", "--docs", DOCUMENT, tmp_path / "out", cwd=root)
    assert (done.returncode, done.stderr) == (0, b"")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"corefud.conllu", "padapatha-export.json"}
    assert (tmp_path / "out" / "corefud.conllu").read_bytes() == exported.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--to", "corefud"), 2, "required: OUT"),
        (("dist",), 2, "required: --to"),
        (("--to", "corefuds", "dist"), 2, "choose from"),
        (("--to", "brat", "--layers", "expressions", "dist"), 2, "'expressions' is none of"),
        (("--to", "brat", "--unit", "grapheme", "dist"), 2, "brat counts code points"),
        (("--to", "corefud", "--docs", "absent", "dist"), 1, "absent: missing"),
        (("--to", "corefud", "annotations/treebank"), 2, "hold the corpus itself"),
        (("--to", "corefud", "no/such/folder"), 2, "there is no folder"),
    ],
)
def test_a_wrong_command_changes_nothing(arguments: tuple[str, ...], code: int, told: str, root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    done = command(*arguments, cwd=root)
    assert (done.returncode, done.stdout) == (code, b"")
    assert told in done.stderr.decode()
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
