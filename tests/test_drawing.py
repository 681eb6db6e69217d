"""What is drawn of a tree is the tree: read back from its lines, every word has its head; and it fits the terminal."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from padapatha import cli
from padapatha.conllu import read_conllu
from padapatha.model import Multiword, Sentence, Token
from padapatha.project import Project
from padapatha.reading import ProjectFiles
from padapatha.show.drawing import MAX_DRAWN, draw_tree, tree_lines
from padapatha.show.marks import Marks, read_marks
from padapatha.show.terminal import print_sentence, sentence_names
from project_edits import edit_json

ROOT = Path(__file__).parents[1]
DOCUMENT = "000_0f1e8db63d2ccbea"
GOLD = read_conllu(ROOT / "corpus" / f"{DOCUMENT}.conllu")
HEADS = "┾┶┮"


def tree(*heads: int) -> Sentence:
    return Sentence((), tuple(Token(number, f"क{number}", head=head) for number, head in enumerate(heads, 1)))


def random_tree(draw: random.Random) -> Sentence:
    count = draw.randrange(1, 14)
    order = draw.sample(range(1, count + 1), count)
    heads = {order[0]: 0} | {word: order[draw.randrange(row)] for row, word in enumerate(order[1:], 1)}
    return tree(*(heads[number] for number in range(1, count + 1)))


def read_back(lines: tuple[str, ...]) -> list[int]:
    """The head of each word: from the corner of its own line along the column to the sign of a head."""
    found = []
    for row, line in enumerate(lines):
        column = next((at for at, sign in enumerate(line) if sign in "╭├╰"), None)
        if column is None:
            found.append(0)
            continue
        assert set(line[column + 1 :].rstrip(" ")) <= set("─┾┶┮┼"), line  # the line to the form has no gap
        ways = {"╭": [1], "╰": [-1], "├": [1, -1]}[line[column]]
        found += [head for way in ways if (head := follow(lines, row, column, way))]
    return found


def follow(lines: tuple[str, ...], row: int, column: int, way: int) -> int:
    while True:
        row += way
        sign = lines[row][column]
        if sign in HEADS:
            return row + 1
        if sign in ("╭", "╰"):
            return 0  # the end of the line, and the head is on the other side
        assert sign in "│├┼", sign


@pytest.mark.parametrize("seed", range(200))
def test_any_tree_can_be_read_from_its_lines(seed: int) -> None:
    sentence = random_tree(random.Random(seed))
    assert read_back(tree_lines(sentence)) == [token.head for token in sentence.tokens]


def test_the_gold_trees_can_be_read_from_their_lines() -> None:
    for sentence in GOLD:
        assert read_back(tree_lines(sentence)) == [token.head for token in sentence.tokens]


def test_a_small_tree() -> None:
    assert tree_lines(tree(2, 3, 0, 3)) == ("   ╭── ", " ╭─┶─ ", "─┾─ ", " ╰── ")


def test_arcs_that_cross() -> None:
    assert tree_lines(tree(3, 4, 0, 3)) == (" ╭── ", " │ ╭── ", "─┾─┼─ ", " ╰─┶─ ")


@pytest.mark.parametrize("sentence", [Sentence(()), tree(*[0] + [1] * MAX_DRAWN), Sentence((), (Token(1, "क"),))])
def test_without_a_tree_that_can_be_drawn_there_are_no_lines(sentence: Sentence) -> None:
    assert set(tree_lines(sentence)) <= {""}
    assert len(draw_tree(sentence).split("\n")) == len(sentence.tokens) + 1


def test_heads_are_numbers_where_no_tree_is_drawn() -> None:
    assert draw_tree(tree(0, *[1] * MAX_DRAWN)).split("\n")[3].split() == ["4", "क4", "1", "_"]


@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("feats", [False, True])
def test_nothing_is_wider_than_the_terminal(width: int, feats: bool) -> None:
    for sentence in GOLD:
        lines = draw_tree(sentence, width, feats=feats).split("\n")
        assert max(map(cell_len, lines)) <= width


def test_columns_are_aligned_by_cells() -> None:
    sentence = Sentence((), (Token(1, "ज़्यादा", upos="ADJ", head=2), Token(2, "👩\u200d🚀", upos="SYM", head=0)))
    first, second = draw_tree(sentence).split("\n")[:2]
    assert cell_len(first[: first.index("ADJ")]) == cell_len(second[: second.index("SYM")])


def test_all_features_are_shown_when_asked_for() -> None:
    shown = draw_tree(GOLD[0], 80, feats=True)
    assert "NNPC  Case=Nom Gender=Masc Number=Sing Person=3" in shown
    assert "Case=Nom" not in draw_tree(GOLD[0], 80)


def test_sentences_have_short_names() -> None:
    named = [Sentence((f"# sent_id = x-s{name}",)) for name in ("1", "3", "3b")]
    assert sentence_names(named) == ("1", "3", "3b")
    assert sentence_names([Sentence(("# sent_id = weblog-3",)), Sentence(("# sent_id = weblog-7",))]) == ("1", "2")


def test_names_and_chains_are_those_of_the_layers() -> None:
    marks = read_marks(ProjectFiles(Project(ROOT)), DOCUMENT).of(GOLD[3].id)
    shown = {(mark.layer, mark.label, mark.text, mark.words) for mark in marks}
    assert ("entities", "PERSON", "अल्वी", (4, 4)) in shown
    assert ("coreference", "c9", "मीडिया हाउस", (1, 2)) in shown
    assert all(GOLD[3].text[mark.start : mark.end] == mark.text for mark in marks)
    assert Marks().of(GOLD[3].id) == ()


def test_names_that_the_build_proposes_are_shown_where_nobody_has_made_the_layer(tmp_path: Path) -> None:
    for folder in ("seeds", "annotations", "corpus"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    files = ProjectFiles(Project(tmp_path))
    made = read_marks(files, DOCUMENT).of(GOLD[3].id)
    proposed = files.project.corpus_entities(DOCUMENT)
    files.project.layer("entities", DOCUMENT).rename(proposed)
    assert read_marks(files, DOCUMENT).of(GOLD[3].id) == made
    edit_json(proposed, text_sha256="0" * 64)  # names of another text are not shown
    assert {mark.layer for mark in read_marks(files, DOCUMENT).of(GOLD[3].id)} == {"coreference"}


def test_a_terminal_has_colours_and_nothing_that_is_too_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    marks = read_marks(ProjectFiles(Project(ROOT)), DOCUMENT).of(GOLD[3].id)
    shown = {}
    for no_colour in (False, True):
        console = Console(width=80, force_terminal=True, color_system="standard", no_color=no_colour, highlight=False)
        with console.capture() as captured:
            print_sentence(GOLD[3], console, marks)
        shown[no_colour] = captured.get()
    assert "\x1b[1;36mअल्वी" in shown[False]
    assert "\x1b[36mअल्वी\x1b[0m के" in shown[False]
    assert "[36m" not in shown[True]


def run(*words: str) -> int:
    return cli.main(["show", DOCUMENT, *words, "--root", str(ROOT)])


def test_a_pipe_gets_plain_text_and_all_of_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert run("3") == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert GOLD[2].text in shown
    assert draw_tree(GOLD[2]) in shown
    assert "coreference  " in shown


def test_other_formats(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(GOLD[2].id, "--format", "conllu") == 0
    assert read_conllu(capsys.readouterr().out.encode()) == (GOLD[2],)
    assert run("3", "--format", "json") == 0
    (value,) = json.loads(capsys.readouterr().out)
    assert value["comments"]["sent_id"] == GOLD[2].id
    assert [token["form"] for token in value["tokens"]] == [token.form for token in GOLD[2].tokens]
    assert {mark["layer"] for mark in value["marks"]} == {"entities", "coreference"}


def test_a_sentence_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("16") == 2
    assert "there is no sentence 16; it has 15" in capsys.readouterr().err


def test_ranges_are_shown() -> None:
    sentence = Sentence((), (Token(1, "घर", head=0), Token(2, "में", head=1)), (Multiword(1, 2, "घरमें"),))
    console = Console(width=80, highlight=False)
    with console.capture() as captured:
        print_sentence(sentence, console)
    assert "1-2 घरमें" in captured.get()
