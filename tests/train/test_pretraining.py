"""The encoder before the tasks: MLM pre-training and FFN pruning. Needs PyTorch."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from extras import extra

torch = extra("torch", "train")

from padapatha.annotator.subwords import Subwords  # noqa: E402  these need torch
from padapatha.train import pretraining  # noqa: E402
from padapatha.train.config import TINY, Config  # noqa: E402
from padapatha.train.encoder import Encoder  # noqa: E402
from padapatha.train.label_encoding import IGNORED  # noqa: E402
from padapatha.train.pretrained import MASK  # noqa: E402
from padapatha.train.pretraining import SHARE, masked_batch, prune_ffn  # noqa: E402

VOCABULARY, WIDTH = 40, 48


def encoder() -> Encoder:
    torch.manual_seed(4)
    return Encoder(VOCABULARY, TINY["width"], WIDTH, 2)


def sentences(count: int) -> list[Subwords]:
    """Sentences of eight words of two subwords, the second of which follows from the first."""
    draw = random.Random(1)
    rows = [[draw.randrange(5, VOCABULARY - 1, 2) for _ in range(8)] for _ in range(count)]
    ids = [(0, *(each for piece in row for each in (piece, piece + 1)), 2) for row in rows]
    return [Subwords(each, tuple(range(1, 17, 2)), tuple(range(2, 18, 2))) for each in ids]


def config(folder: Path, passes: float, ffn_width: int) -> Config:
    sizes = {"ffn_width": ffn_width, "batch_subwords": 72, "threads": 1}
    return Config((), (), folder, "hi", mlm_passes=passes, **sizes)


def test_about_a_fifth_of_the_words_are_hidden_and_always_whole() -> None:
    batch = sentences(400)
    ids, gold = masked_batch(batch, VOCABULARY, random.Random(2))
    hidden = gold[:, 1:17].reshape(400, 8, 2) != IGNORED
    assert torch.equal(hidden[..., 0], hidden[..., 1])
    assert hidden[..., 0].float().mean().item() == pytest.approx(SHARE, abs=0.03)
    own = torch.tensor([item.ids for item in batch])
    assert torch.equal(ids[gold == IGNORED], own[gold == IGNORED])
    assert torch.equal(gold[gold != IGNORED], own[gold != IGNORED])
    shown = ids[gold != IGNORED]
    assert (shown == MASK).float().mean().item() == pytest.approx(0.8, abs=0.06)


def test_units_that_do_nothing_are_those_that_are_cut() -> None:
    whole = encoder()
    with torch.no_grad():
        for layer in whole.layers:
            layer.fo.weight[:, 1::3] = 0
    ids = torch.tensor([sentences(1)[0].ids])
    before = whole.eval()(ids, torch.ones_like(ids))
    prune_ffn(whole, WIDTH - WIDTH // 3, sentences(9))
    assert all(layer.fi.out_features == WIDTH - WIDTH // 3 for layer in whole.layers)
    after = whole.eval()(ids, torch.ones_like(ids))
    assert all(torch.allclose(one, other, atol=1e-6) for one, other in zip(before, after, strict=True))


def test_masked_words_are_learnt_and_the_pruned_encoder_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = pretraining.pretrain(encoder(), sentences(200), config(tmp_path, 4, 16))
    told = capsys.readouterr().err
    first, last = (float(line.split()[2]) for line in told.split("\n")[:2])  # mean loss before the cut and after
    assert last < first
    assert [layer.fi.out_features for layer in found.layers] == [16, 16]
    again = pretraining.pretrain(
        encoder(), sentences(200), config(tmp_path, 4, 16)
    ).state_dict()  # read, not trained once more
    assert capsys.readouterr().err == ""
    assert all(torch.equal(value, again[name]) for name, value in found.state_dict().items())


def test_pretraining_that_was_stopped_ends_as_one_that_was_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pretraining.pretrain(encoder(), sentences(40), config(tmp_path, 1.5, 0))
    monkeypatch.setattr(pretraining, "_CHECKPOINT", 3)
    step, stopped = pretraining._step, tmp_path / "stopped"
    stopped.mkdir()

    def failing(run: pretraining._Run, group: list[Subwords], seed: int) -> float:
        if run.step == 7:
            raise KeyboardInterrupt
        return step(run, group, seed)

    monkeypatch.setattr(pretraining, "_step", failing)
    with pytest.raises(KeyboardInterrupt):
        pretraining.pretrain(encoder(), sentences(40), config(stopped, 1.5, 0))
    monkeypatch.setattr(pretraining, "_step", step)
    resumed = pretraining.pretrain(encoder(), sentences(40), config(stopped, 1.5, 0))
    state = resumed.state_dict()
    assert all(torch.equal(value, state[name]) for name, value in whole.state_dict().items())
