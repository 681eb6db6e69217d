"""Questions on a terminal: each answer is checked at once, and asked for again with the reason."""

from __future__ import annotations

import io

import pytest

from desk import HINDI, Desk


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_wrong_answer_is_asked_for_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("\nme\nCC0-1\nLicenseRef-unknown\nNews\nnews\ntest\n\nNobody knows.\n"))
    code, _, err = desk.add(desk.write("a.txt", HINDI), fields=())
    assert code == 0
    asked = {question: err.count(question) for question in ("source: ", "licence (", "genre (", "split (", "rights: ")}
    assert asked == {"source: ": 2, "licence (": 2, "genre (": 2, "split (": 1, "rights: ": 2}
    assert "licence 'CC0-1': did you mean CC0-1.0?" in err
    assert "genre 'News': did you mean news?" in err
    found = desk.metadata("a")
    assert [found[key] for key in ("source", "licence", "genre", "split", "rights")] == [
        "me", "LicenseRef-unknown", "news", "test", "Nobody knows.",
    ]  # fmt: skip  # a list of words


def test_only_what_nothing_says_is_asked_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk.project.root / "padapatha.toml").write_text('[defaults]\nsplit = "test"\n', encoding="utf-8")
    monkeypatch.setattr("sys.stdin", Terminal("news\n"))
    code, _, err = desk.add(desk.write("a.txt", HINDI), fields=("--source", "me", "--licence", "CC0-1.0"))
    assert (code, err.startswith("genre ("), err.count(": ")) == (0, True, 1)


def test_the_end_of_the_input_ends_the_questions(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("me\n"))
    code, _, err = desk.add(desk.write("a.txt", HINDI), fields=())
    assert (code, "--licence: usage: " in err, desk.seeds()) == (2, True, [])
