"""A run that begins with the weights of a model: the same answers, other labels, fewer layers. Needs PyTorch."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extras import extra

torch = extra("torch", "train")

from padapatha.annotator.labels import Labels, read_labels  # noqa: E402
from padapatha.problems import Refused  # noqa: E402
from padapatha.train.config import TINY  # noqa: E402
from padapatha.train.export import write_model  # noqa: E402
from padapatha.train.label_encoding import IGNORED  # noqa: E402
from padapatha.train.loop import read_corpus, train  # noqa: E402
from padapatha.train.network import Network  # noqa: E402
from padapatha.train.warm_start import model_start, put_weights  # noqa: E402

from train.test_data import TREE, written  # noqa: E402  isort: skip
from train.test_loop import config, start  # noqa: E402  isort: skip

WORDS = [("राम", "घर", "गया")] * 4


def network(labels: Labels, seed: int) -> Network:
    torch.manual_seed(seed)
    return Network(start().encoder, labels, TINY["hidden"], TINY["arc"], TINY["relation"], dropout=0.0)


def model(tmp_path: Path) -> tuple[Path, Network, Labels]:
    labels = read_corpus(config(tmp_path), start()).labels
    made = network(labels, 7)
    with torch.no_grad():
        for name, parameter in made.named_parameters():
            if "parser.rel" in name or "parser.arc" in name:
                parameter.normal_()  # they begin as zeros
    kept = {name: value.detach().clone() for name, value in made.named_parameters()}
    folder = write_model(made, labels, start().tokenizer, WORDS, tmp_path / "model")
    again = network(labels, 7)
    with torch.no_grad():
        for name, parameter in again.named_parameters():
            parameter.copy_(kept[name])
    return folder, again, labels


def answers(net: Network) -> list[torch.Tensor]:
    words = torch.arange(1, 4).expand(1, 3)
    with torch.no_grad():
        scores: list[torch.Tensor] = net.eval()(
            torch.tensor([[0, 7, 8, 9, 2]]), torch.ones(1, 5, dtype=torch.long), words, words, torch.ones_like(words)
        )
    return scores


def test_an_exported_model_gives_its_weights_back(tmp_path: Path) -> None:
    folder, first, labels = model(tmp_path)
    begun, weights = model_start(folder)
    torch.manual_seed(1)
    other = Network(begun.encoder, labels, TINY["hidden"], TINY["arc"], TINY["relation"], dropout=0.0)
    put_weights(other, weights, labels, labels)
    for one, two in zip(answers(first), answers(other), strict=True):
        assert torch.allclose(one, two, atol=0.05)
    assert begun.tokenizer == start().tokenizer


def test_labels_keep_their_rows_wherever_they_stand(tmp_path: Path) -> None:
    folder, _, labels = model(tmp_path)
    more = replace(labels, upos=("ADJ", *labels.upos), deprel=(*labels.deprel[::-1], "vocative"))
    begun, weights = model_start(folder)
    torch.manual_seed(1)
    other = Network(begun.encoder, more, TINY["hidden"], TINY["arc"], TINY["relation"], dropout=0.0)
    put_weights(other, weights, labels, more)
    assert torch.equal(other.taggers["upos"].score.weight[1:], weights["taggers.upos.score.weight"])
    size = len(labels.deprel)
    assert torch.equal(other.parser.rel[:size].flip(0), weights["parser.rel"])


def test_layers_can_be_left_out(tmp_path: Path) -> None:
    folder, _, _ = model(tmp_path)
    begun, weights = model_start(folder, (1,))
    assert len(begun.encoder.layers) == 1
    _, whole = model_start(folder)
    assert torch.equal(weights["encoder.layers.0.qkv.weight"], whole["encoder.layers.1.qkv.weight"])


def test_a_layer_that_the_model_does_not_have_is_refused(tmp_path: Path) -> None:
    folder, _, _ = model(tmp_path)
    with pytest.raises(Refused, match="the layers 0 to 1, and no layer 7"):
        model_start(folder, (0, 7))


def test_a_network_of_other_sizes_is_refused(tmp_path: Path) -> None:
    folder, _, _ = model(tmp_path)
    with pytest.raises(Refused, match="other sizes"):
        train(config(tmp_path, start=folder, hidden=TINY["hidden"] + 4))


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    folder, _, _ = model(tmp_path)
    (folder / "model.onnx").write_bytes(b"no model")
    with pytest.raises(Refused, match="training cannot begin"):
        model_start(folder)


def test_a_run_begins_with_a_model_and_closes_with_the_trusted_trees(tmp_path: Path) -> None:
    folder, _, _ = model(tmp_path)
    trusted = written(tmp_path, "trusted.conllu", TREE)
    run = config(tmp_path, start=folder, closing_treebanks=(trusted,), closing_epochs=2, epochs=1)
    state = torch.load(train(run), weights_only=True)
    assert state["epoch"] == 3
    assert read_labels(run.out / "labels.json").upos


def test_what_a_model_filled_is_not_learnt(tmp_path: Path) -> None:
    filled = written(tmp_path, "filled.conllu", TREE.replace("\t_\t_\n", "\t_\tAuto=UPOS,FEATS\n"))
    corpus = read_corpus(config(tmp_path, treebanks=(filled,), noise=0.0), start())
    item = corpus.trees[0]
    kept = [index for index, label in enumerate(item.labels["upos"]) if label != IGNORED]
    assert kept == [index for index, label in enumerate(item.labels["feats"]) if label != IGNORED] == [2]
    assert IGNORED not in item.labels["deprel"] + item.labels["head"]
    assert corpus.labels.lexicon.keys() == {"VERB"}
