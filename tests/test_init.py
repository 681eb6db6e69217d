"""A new project: what `init` makes, what it leaves alone, and that an installed package needs nothing else."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

from padapatha import __version__, init_project
from padapatha.cli import main
from padapatha.defaults import read_defaults
from padapatha.pack.card import read_card
from padapatha.problems import Refused
from padapatha.project import Project, find_project, project_at
from padapatha.validate import validate
from padapatha.validate.settings import read_settings
from processes import everything

ROOT = Path(__file__).parents[1]
TINY = ROOT / "tests" / "annotator" / "tiny"
MADE = (
    ".github/workflows/corpus.yml",
    ".gitignore",
    "DATASET_CARD.md",
    "README.md",
    "annotations/README.md",
    "corpus/README.md",
    "padapatha.toml",
    "seeds/README.md",
)


def test_a_new_project_has_everything_and_says_so(tmp_path: Path) -> None:
    started = init_project(tmp_path / "new")
    assert (sorted(started.made), started.left) == (sorted(MADE), ())
    assert sorted(name for name, data in everything(tmp_path / "new").items() if data) == sorted(MADE)
    assert find_project(tmp_path / "new" / "seeds").root == started.root


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    init_project(tmp_path)
    before = everything(tmp_path)
    started = init_project(tmp_path, title="another")
    assert (started.made, sorted(started.left)) == ((), sorted(MADE))
    assert everything(tmp_path) == before


@pytest.mark.parametrize("name", MADE)
def test_a_file_that_is_there_is_left_and_named(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"mine")
    assert main(["init", str(tmp_path)]) == 0
    assert path.read_bytes() == b"mine"
    assert f"left as it is: {name}\n" in capsys.readouterr().err


TITLES = ('कथा: "एक" \\ # [x]', "{language} {title}", "- a", "yes", "'", "a" * 300, "श्रीमान्\u200c")


@pytest.mark.parametrize("title", TITLES)
def test_every_file_holds_the_title_as_it_was_given(tmp_path: Path, title: str) -> None:
    init_project(tmp_path, title=title, language="hi")
    settings = tomllib.loads((tmp_path / "padapatha.toml").read_text(encoding="utf-8"))
    assert settings["corpus"] == {"title": title}
    assert read_defaults(tmp_path) == {"language": "hi"}
    card = read_card((tmp_path / "DATASET_CARD.md").read_bytes(), "DATASET_CARD.md")
    assert (card.head["pretty_name"], card.head["language"]) == (title, ["hi"])
    assert (tmp_path / "README.md").read_text(encoding="utf-8").startswith(f"# {title}\n")


@pytest.mark.parametrize("title", [" a", "a ", " ", "a\nb", "a\x7f", "a\u202e", "e\u0301", "a" * 301, "\ud800"])
def test_a_title_that_cannot_be_is_refused(tmp_path: Path, title: str) -> None:
    with pytest.raises(Refused) as refused:
        init_project(tmp_path / "new", title=title)
    assert [each.slug for each in refused.value.problems] == ["usage"]
    assert everything(tmp_path) == {}


def test_the_folder_gives_the_title_if_it_can(tmp_path: Path) -> None:
    for name, title in (("कहानी", "कहानी"), ("a\nb", "Corpus")):
        init_project(tmp_path / name)
        settings = tomllib.loads((tmp_path / name / "padapatha.toml").read_text(encoding="utf-8"))
        assert settings["corpus"]["title"] == title


def test_a_wrong_command_is_code_2_and_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_bytes(b"")
    before = everything(tmp_path)
    assert main(["init", str(tmp_path / "new"), "--language", "xx"]) == 2
    assert main(["init", str(tmp_path / "no" / "new")]) == 2
    assert main(["init", str(tmp_path / "file")]) == 1
    assert "Traceback" not in capsys.readouterr().err
    assert everything(tmp_path) == before


@pytest.mark.parametrize("name", ["seeds", "annotations", "corpus", ".github", ".padapatha"])
def test_no_link_is_followed(tmp_path: Path, name: str) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / name).symlink_to(tmp_path / "outside")
    with pytest.raises(Refused) as refused:
        init_project(tmp_path / "new")
    assert [each.slug for each in refused.value.problems] == ["file-kind"]
    assert everything(tmp_path) == {"new": "", f"new/{name}": str(tmp_path / "outside"), "outside": ""} or (
        name == ".padapatha" and not any((tmp_path / "outside").iterdir())
    )


def test_the_settings_and_the_workflow_are_read_as_they_stand(tmp_path: Path) -> None:
    init_project(tmp_path)
    path = tmp_path / "padapatha.toml"
    assert read_settings(tmp_path).profile is None
    text = path.read_text(encoding="utf-8").replace("# strict", "strict").replace("# ignore", "ignore")
    path.write_text(text.replace("# max", "max").replace("# genre", "genre"), encoding="utf-8")
    settings = read_settings(tmp_path)
    assert (settings.strict, settings.ignore, settings.max) == (True, ("look-alike",), 20)
    assert tomllib.loads(path.read_text(encoding="utf-8"))["defaults"] == {"language": "hi", "genre": "news"}
    workflow = yaml.safe_load((tmp_path / ".github" / "workflows" / "corpus.yml").read_text(encoding="utf-8"))
    commands = [step["run"] for step in workflow["jobs"]["corpus"]["steps"] if "run" in step]
    assert commands[0] == f'python -m pip install "padapatha=={__version__}"'
    assert commands[1:3] == ["padapatha validate --format github", "padapatha build"]


# What a project is


def test_seeds_alone_are_no_project_and_the_message_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "seeds" / "below").mkdir(parents=True)
    for find in (find_project, project_at):
        with pytest.raises(Refused, match=r"none of padapatha\.toml, annotations/, corpus/.*padapatha init"):
            find(tmp_path)
    with pytest.raises(Refused, match=rf"none of .* in {tmp_path}"):
        find_project(tmp_path / "seeds" / "below")


@pytest.mark.parametrize("sign", ["annotations", "corpus", "padapatha.toml"])
def test_seeds_and_one_more_thing_are_a_project(tmp_path: Path, sign: str) -> None:
    (tmp_path / "seeds").mkdir()
    path = tmp_path / sign
    path.write_bytes(b"") if path.suffix else path.mkdir()
    assert find_project(tmp_path).root == project_at(tmp_path).root == tmp_path


def test_a_file_below_a_foreign_folder_seeds_is_held_to_ud_alone(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    row = "1\tgo\tgo\tVERB\tVB\tMood=Imp\t0\troot\t_\tSpaceAfter=No\n2\t!\t!\tPUNCT\t.\t_\t1\tpunct\t_\t_\n\n"
    path = tmp_path / "en.conllu"
    path.write_text(f"# sent_id = weblog-1\n# text = go!\n{row}", encoding="utf-8")
    assert list(validate([path])) == []
    (tmp_path / "corpus").mkdir()
    assert {each.slug for each in validate([path])} >= {"sent-id", "xpos"}


# From the wheel


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the wheel, unpacked as pip does it; without the model, which is large and not needed here."""
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("needs hatchling, of the extra [dev]")
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "copy"
    shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("model", "__pycache__"))
    shutil.copytree(ROOT / "schema", copy / "schema")
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-DATA"):
        shutil.copyfile(ROOT / name, copy / name)
    (copy / "src" / "padapatha" / "languages" / "hi" / "model").mkdir()
    shutil.copyfile(ROOT / "LICENSE", copy / "src" / "padapatha" / "languages" / "hi" / "model" / "LICENSE")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    shutil.rmtree(copy)
    return folder / "site"


def from_the_wheel(site: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(site), "PADAPATHA_MODEL": str(TINY)}
    command = [sys.executable, "-m", "padapatha", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=300
    )


def test_an_empty_folder_becomes_a_packed_corpus_with_what_is_in_the_wheel(
    installed: Path, tmp_path: Path, project: Project
) -> None:
    root = tmp_path / "my-corpus"
    assert from_the_wheel(installed, tmp_path, "init", "my-corpus", "--title", "Ours").returncode == 0
    for path in (project.seed_text("namuna"), project.seed_metadata("namuna")):
        shutil.copy(path, root / "seeds")
    for command in ("build", "validate", "pack", "validate"):
        done = from_the_wheel(installed, root, command)
        assert (command, done.returncode, done.stderr) == (command, 0, "")
    assert "pretty_name: Ours\n" in (root / "dist" / "hub" / "README.md").read_text(encoding="utf-8")
    assert (root / "dist" / "hub" / "schema" / "document.schema.json").is_file()
    assert project_at(root).documents() == ("namuna",)
    where = subprocess.run(
        [sys.executable, "-c", "import padapatha; print(padapatha.__file__)"],
        env=os.environ | {"PYTHONPATH": str(installed)}, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert where.stdout.startswith(str(installed))
