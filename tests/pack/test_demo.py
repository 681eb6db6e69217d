"""The end of `make corpus`: what is shown comes out of the packed dataset, layers too."""

from __future__ import annotations

import pytest

from load_dataset_demo import main
from padapatha.pack.assemble import pack
from padapatha.project import Project


def test_the_demo_shows_a_sentence_and_every_layer(
    packed: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(packed.root)
    assert main() == 0
    told = capsys.readouterr().out
    assert "namuna_01-s1" in told
    assert "   entities    4: जापानी NORP, कोबे GPE, केंजी सातो PERSON, सातो PERSON …" in told
    assert "   mentions   10: 6 chains; the longest, a person, has 3: मेयर केंजी सातो, सातो, वे …" in told
    assert " quotations    2: direct, मेयर केंजी सातो: हम कल तक 40 लाख येन बाँटेंगे।" in told
    assert "expressions " in told
    assert "रविवार = " in told
    assert "split test: 1 documents, 2 sentences" in told


def test_a_dataset_without_layers_is_shown_too(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pack(project.root)
    monkeypatch.chdir(project.root)
    assert main() == 0
    told = capsys.readouterr().out
    assert "split train: 1 documents, 3 sentences" in told
    assert "mentions" not in told
    assert "entities" in told  # a model proposes them
