"""Nothing is written or removed outside a project, and nothing in it that no build has made."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from padapatha import files, init_project, list_documents, remove_documents, rename_document
from padapatha.build import build
from padapatha.cli import main
from padapatha.confirm import confirm
from padapatha.exchange import export
from padapatha.pack.assemble import pack
from padapatha.problems import Refused
from padapatha.project import Project, id_fault
from padapatha.validate import validate
from processes import everything, run

# Links


@pytest.fixture
def outside(tmp_path: Path, two: Project) -> Path:
    """A folder beside the project with a file of every name that the project writes."""
    folder = tmp_path / "outside"
    corpus = ("ek.conllu", "ek.json", "ek.entities.json", "MANIFEST.json")
    for name in (*corpus, "lock", "lock.pid", "README.md", "releases/x"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"precious")
    return folder


PLACES = {
    "corpus": "", "annotations": "", "annotations/treebank": "", ".padapatha": "", ".padapatha/built": "", "dist": "",
    "corpus/ek.conllu": "ek.conllu", "corpus/ek.json": "ek.json", "corpus/MANIFEST.json": "MANIFEST.json",
    "corpus/ek.entities.json": "ek.entities.json",
    ".padapatha/lock": "lock", ".padapatha/lock.pid": "lock.pid", ".padapatha/built/ek.json": "ek.json",
    "annotations/treebank/ek.conllu": "ek.conllu", "DATASET_CARD.md": "README.md", "dist/hub": "",
    "dist/releases": "releases",
}  # fmt: skip


def attempt(work: Callable[[], object]) -> None:
    """Run something that may refuse or meet a fault of the system, and may do nothing else."""
    with suppress(Refused, OSError):
        work()


@pytest.mark.parametrize("place", PLACES)
def test_no_link_is_followed_for_writing(two: Project, outside: Path, place: str) -> None:
    path = two.root / place
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(outside / PLACES[place])
    before = everything(outside)
    for work in (
        lambda: build(two.root),
        lambda: confirm(two.root, "ek", ["1"], "me"),
        lambda: pack(two.root),
        lambda: list(validate(root=two.root)),
        lambda: list_documents(two.root),
        lambda: init_project(two.root),
        lambda: rename_document(two.root, "ek", "naya"),
        lambda: remove_documents(two.root, ["ek", "naya", "do"], yes=True),
    ):
        attempt(work)
        assert everything(outside) == before


def test_the_lock_is_no_second_name_of_a_file(two: Project, outside: Path) -> None:
    lock = two.root / ".padapatha" / "lock"
    lock.unlink()
    os.link(outside / "lock", lock)
    with pytest.raises(Refused, match="other names"):
        build(two.root)
    assert (outside / "lock").read_bytes() == b"precious"


def test_a_link_where_the_hidden_file_of_a_write_would_be_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"precious")
    hidden = tmp_path / f".padapatha-tmp-{os.getpid()}-{files.sha256(b'out')[:16]}"
    hidden.symlink_to(tmp_path / "precious")
    files.write_bytes(tmp_path / "out", b"written")
    assert everything(tmp_path) == {"out": b"written", "precious": b"precious"}


# Names


HOSTILE = (
    "", ".", "..", "../ek", "../../x", "../annotations/treebank/ek", "a/../../x", "./ek", "ek/", "/ek", "//host/share",
    "/etc/passwd", "/", "~/x", "~root/x", "$HOME", "${HOME}", "%userprofile%", "$(touch x)", "`touch x`", "; touch x",
    "| x", "& x", "> x", "* x", "?", "[a]", "-rf", "--help", "-", "nul\0byte", "\0", "a\nb", "a\rb", "a\tb", " ", " ek",
    "ek ", "ek.", ".ek", ".git", ".git/config", "ek.conllu", "MANIFEST", "CON", "con", "nul", "aux", "com1", "lpt9",
    "C:", "C:\\x", "C:/x", "\\\\host\\share", "..\\x", "a\\b", "file:///etc/passwd", "http://x.org/y", "EK", "Ek", "éк",
    "एक", "e\u0301k", "ek\u200d", "ek\u202e", "\ufeffek", "ek\u0000", "x" * 41, "x" * 255, "x" * 256, "x" * 5_000,
    "../" * 50 + "etc/passwd", "ek/../../ek", "ek%2f..%2fx", "..%2f..%2fx", "%2e%2e/x", "....//x", "..;/x", "a//b",
    "{0}", "{}", "%s", "%n", "__proto__", "__class__", "constructor", "ek'", 'ek"', "<script>", "ek;x", "ek,do",
    "ek do", "ek|do", "ek&do", "\x1b[31m", "\x7f", "\u2028", "\u0085", "\ud800", "../project-evil/x", "project/../x",
    "१", "ek#x", "ek@x",
)  # fmt: skip


@pytest.fixture
def spare(two: Project) -> dict[str, object]:
    (two.root.parent / "project-evil").mkdir()
    (two.root.parent / "x").write_bytes(b"precious")
    found: dict[str, object] = dict(everything(two.root.parent))
    return found


def test_there_are_a_hundred_hostile_names() -> None:
    assert len(set(HOSTILE)) >= 100


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_a_hostile_name_is_no_document_and_changes_nothing(two: Project, spare: dict[str, object], name: str) -> None:
    for work in (
        lambda: confirm(two.root, name, ["1"], "me"),
        lambda: export(two.root, "brat", two.root.parent / "out", documents=[name]),
        lambda: two.corpus_conllu(name).read_bytes(),
        lambda: confirm(two.root, "ek", [name], "me"),
        lambda: rename_document(two.root, name, "naya"),
        lambda: rename_document(two.root, "ek" if id_fault(name) else "absent", name),
        lambda: remove_documents(two.root, ["ek", name], yes=True),
    ):
        with pytest.raises((Refused, OSError, UnicodeEncodeError)):
            work()
    assert everything(two.root.parent) == spare


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_a_hostile_document_in_the_manifest_removes_nothing(two: Project, spare: dict[str, object], name: str) -> None:
    manifest = json.loads(two.manifest.read_bytes())
    manifest["documents"].append(manifest["documents"][0] | {"document": name})
    two.manifest.write_text(json.dumps(manifest), encoding="utf-8")
    build(two.root)
    assert everything(two.root.parent) == spare


def test_a_hostile_name_on_the_command_line_gets_a_plain_answer(two: Project, spare: dict[str, object]) -> None:
    for name in ("../x", "../annotations/treebank/ek", "/etc/passwd", "x" * 300, "a\nb", "~"):
        for command in (
            ("show", name),
            ("confirm", name, "1", "--by", "me"),
            ("export", "--to", "brat", "--docs", name, "out"),
        ):
            done = run(*command, "--root", two.root)
            assert done.returncode in (1, 2, 3)
            assert done.stderr.count("\n") == 1, done.stderr
    assert everything(two.root.parent) == spare


# What a build removes


def test_a_document_whose_seed_is_gone_is_removed_and_named(two: Project) -> None:
    two.seed_text("ek").unlink()
    assert build(two.root).removed == ("corpus/ek.conllu", "corpus/ek.json", "corpus/ek.entities.json")
    left = ["MANIFEST.json", "do.conllu", "do.entities.json", "do.json"]
    assert sorted(path.name for path in (two.root / "corpus").iterdir()) == left


def test_what_no_build_has_made_is_left_alone(two: Project) -> None:
    (two.root / "corpus" / "mera.conllu").write_bytes(b"mine")
    two.manifest.write_bytes(two.manifest.read_bytes().replace(b'"ek"', b'"mera"'))
    report = build(two.root)
    assert [(each.slug, each.path) for each in report.problems] == [("stray", "corpus/mera.conllu")]
    assert (two.root / "corpus" / "mera.conllu").read_bytes() == b"mine"


def test_an_edited_file_of_a_document_whose_seed_is_gone_is_left_alone(two: Project) -> None:
    two.seed_text("ek").unlink()
    edited = two.corpus_conllu("ek").read_bytes() + b"# mine\n"
    two.corpus_conllu("ek").write_bytes(edited)
    report = build(two.root)
    assert report.removed == ("corpus/ek.json", "corpus/ek.entities.json")
    assert [each.slug for each in report.problems] == ["stray"]
    assert two.corpus_conllu("ek").read_bytes() == edited


def test_a_corpus_is_emptied_only_when_that_is_asked_for(two: Project) -> None:
    before = everything(two.root / "corpus")
    for path in (two.root / "seeds").iterdir():
        path.unlink()
    with pytest.raises(Refused) as refused:
        build(two.root)
    assert [each.slug for each in refused.value.problems] == ["emptied"]
    done = run("build", "--root", two.root)
    assert (done.returncode, "--prune" in done.stderr) == (2, True)
    assert everything(two.root / "corpus") == before
    done = run("build", "--root", two.root, "--prune")
    assert (done.returncode, "removed: corpus/do.conllu" in done.stdout) == (0, True)
    assert list(everything(two.root / "corpus")) == ["MANIFEST.json"]


def test_without_seeds_there_is_no_project(two: Project) -> None:
    before = everything(two.root / "corpus")
    shutil.rmtree(two.root / "seeds")
    for work in (build, pack):
        with pytest.raises(Refused) as refused:
            work(two.root)
        assert [each.slug for each in refused.value.problems] == ["no-project"]
    assert everything(two.root / "corpus") == before


# Caches


WRONG = ("", "{", "{}", "[]", "null", "1", '"x"', '{"documents": [1]}', '{"key": 1, "entry": []}', "\0", "[" * 50_000)


@pytest.mark.parametrize("content", WRONG, ids=lambda content: ascii(content[:20]))
def test_a_broken_manifest_is_made_anew(two: Project, content: str) -> None:
    right = two.manifest.read_bytes()
    two.manifest.write_text(content, encoding="utf-8")
    assert build(two.root).problems == ()
    assert two.manifest.read_bytes() == right


@pytest.mark.parametrize("content", WRONG, ids=lambda content: ascii(content[:20]))
def test_a_broken_stamp_is_as_good_as_none(two: Project, content: str) -> None:
    before = everything(two.root)
    (two.root / ".padapatha" / "built" / "ek.json").write_text(content, encoding="utf-8")
    report = build(two.root)
    assert (report.problems, [each.skipped for each in report.documents]) == ((), [True, False])
    assert everything(two.root) == before
    assert all(each.skipped for each in build(two.root).documents)


def test_a_stamp_that_was_changed_anywhere_is_not_believed(two: Project) -> None:
    path = two.root / ".padapatha" / "built" / "ek.json"
    right, before = json.loads(path.read_bytes()), everything(two.root)
    for key, value in {"split": "test", "tokens": "x", "inputs": [], "outputs": {"../x": "0" * 64}, "new": 1}.items():
        path.write_text(json.dumps(right | {"entry": right["entry"] | {key: value}}), encoding="utf-8")
        assert not build(two.root).documents[1].skipped, key
        assert everything(two.root) == before


def test_a_stamp_that_cannot_be_written_is_done_without(two: Project) -> None:
    before = everything(two.root)
    shutil.rmtree(two.root / ".padapatha" / "built")
    (two.root / ".padapatha" / "built").write_bytes(b"")
    assert build(two.root).problems == ()
    assert everything(two.root) == before


# One bad file hides no other


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def broken_link(path: Path) -> None:
    path.symlink_to("nowhere")


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def binary(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00")


@pytest.mark.parametrize("kind", [loop, broken_link, folder, pipe, binary])
@pytest.mark.parametrize(
    "place", ["seeds/ek.txt", "seeds/ek.json", "annotations/treebank/ek.conllu", "annotations/entities/ek.json"]
)
def test_a_bad_input_is_named_and_the_others_are_built(two: Project, kind: Callable[[Path], None], place: str) -> None:
    path = two.root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    kind(path)
    two.corpus_conllu("do").unlink()
    problems = build(two.root).problems
    assert {each.path for each in problems} == {place}
    assert two.corpus_conllu("do").exists()
    assert place in {each.path for each in validate(root=two.root)}


@pytest.mark.parametrize("kind", [loop, broken_link, pipe, folder])
def test_what_stands_at_the_place_of_an_output_hides_no_other_document(
    two: Project, kind: Callable[[Path], None]
) -> None:
    right = two.corpus_conllu("ek").read_bytes()
    two.corpus_conllu("ek").unlink()
    kind(two.corpus_conllu("ek"))
    two.corpus_conllu("do").unlink()
    problems = build(two.root).problems
    assert two.corpus_conllu("do").exists()
    if kind is folder:
        assert [(each.slug, each.path) for each in problems] == [("machine", "corpus/ek.conllu")]
    else:  # replaced
        assert (problems, two.corpus_conllu("ek").read_bytes()) == ((), right)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_file_is_named_and_the_others_are_built(two: Project) -> None:
    two.seed_text("ek").chmod(0)
    two.corpus_conllu("do").unlink()
    assert [(each.slug, each.path) for each in build(two.root).problems] == [("machine", "seeds/ek.txt")]
    assert two.corpus_conllu("do").exists()


# Where outputs may be


def test_no_folder_is_made_for_an_output_that_a_user_names(two: Project, tmp_path: Path) -> None:
    text = two.seed_text("ek")
    for command in (
        ("annotate", text, "-o", tmp_path / "absent" / "x.conllu"),
        ("annotate", text, "--entities", tmp_path / "absent" / "x.json"),
    ):
        done = run(*command)
        assert (done.returncode, "there is no folder" in done.stderr) == (2, True)
    assert not (tmp_path / "absent").exists()


# Output of commands


@pytest.mark.parametrize(
    "command",
    [
        ("validate", "--output"),
        ("build", "--output"),
        ("pack", "--output"),
        ("review", "--out"),
        ("annotate", "seeds/ek.txt", "--out"),
        ("annotate", "seeds/ek.txt", "--entities"),
    ],
    ids=lambda command: f"{command[0]} {command[-1]}",
)
def test_no_output_is_written_over_the_corpus(
    two: Project, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(two.root)
    before = everything(two.root)
    for place in ("seeds/ek.txt", "annotations/treebank/ek.conllu", "corpus/new", "corpus", "dist/../seeds/new"):
        assert main([*command, place]) == 2, place
        assert main([*command, str(two.root / place)]) == 2, place
    assert everything(two.root) == before
