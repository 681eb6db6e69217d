"""Runs of the training loop on a tiny network: the same from the same seed, stopped or not. Needs PyTorch."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extras import extra

torch = extra("torch", "train")

from padapatha.annotator.labels import read_labels  # noqa: E402
from padapatha.annotator.subwords import END, START  # noqa: E402
from padapatha.problems import Refused  # noqa: E402
from padapatha.train import checkpoints, self_training  # noqa: E402
from padapatha.train import export as exporting  # noqa: E402
from padapatha.train.config import TINY, Config  # noqa: E402
from padapatha.train.data import read_entities  # noqa: E402
from padapatha.train.encoder import Encoder, Start  # noqa: E402
from padapatha.train.export import export_model, write_model  # noqa: E402
from padapatha.train.label_encoding import ENTITY_COUNT, IGNORED  # noqa: E402
from padapatha.train.loop import read_corpus, train  # noqa: E402
from padapatha.train.pretrained import SPECIALS, tokenizer_json  # noqa: E402
from padapatha.train.self_training import with_trees  # noqa: E402

from train.test_data import GUM, TREE, written  # noqa: E402  isort: skip

LETTERS = [chr(code) for code in range(0x900, 0x980)]
TAGGED = "राम\tB-NEP\nघर\tO\nगया\tO\n\n"


def start() -> Start:
    pieces = [*SPECIALS, "▁", *LETTERS]
    torch.manual_seed(5)
    encoder = Encoder(len(pieces), TINY["width"], 48, 2)
    return Start(encoder, tokenizer_json([[piece, -float(rank)] for rank, piece in enumerate(pieces)]), "made here")


def config(folder: Path, **changes: object) -> Config:
    sizes = {name: value for name, value in TINY.items() if name != "threads"}
    made = Config(
        treebanks=(written(folder, "trees.conllu", TREE * 12),),
        entities=(written(folder, "tags.txt", TAGGED * ENTITY_COUNT + "सीता\tB-NEU\n"),),
        out=folder / "run",
        language="hi",
        epochs=3,
        threads=1,
        noise=0.3,
        **sizes,  # type: ignore[arg-type]  # the names are those of the class
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # the same


def weights(checkpoint: Path) -> dict[str, object]:
    state: dict[str, object] = torch.load(checkpoint, weights_only=True)["network"]
    return state


def same(one: dict[str, object], other: dict[str, object]) -> bool:
    return all(torch.equal(one[name], other[name]) for name in one)


def test_a_run_that_was_stopped_ends_as_one_that_was_not(tmp_path: Path) -> None:
    whole = train(config(tmp_path, out=tmp_path / "whole"), start())
    train(config(tmp_path), start(), stop_after=1)
    resumed = train(config(tmp_path), start())
    assert same(weights(whole), weights(resumed))


def test_another_seed_is_another_network(tmp_path: Path) -> None:
    one = train(config(tmp_path), start())
    other = train(config(tmp_path, seed=2, out=tmp_path / "other"), start())
    assert not same(weights(one), weights(other))


def test_it_learns_and_teaches(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trees = config(tmp_path).treebanks
    train(config(tmp_path, epochs=30, dev_treebanks=trees, dropout=0.0), start())
    last = capsys.readouterr().err.rstrip("\n").rpartition("\n")[2]
    assert "UPOS 100.00" in last
    assert "LAS 100.00" in last
    taught = train(config(tmp_path, teachers=(tmp_path / "run",), out=tmp_path / "taught"), start())
    assert taught.exists()
    assert read_labels(tmp_path / "taught" / "labels.json").ner == ("O", "B-NEP", "I-NEP")  # NEU is too rare


def test_a_related_treebank_teaches_set_apart(tmp_path: Path) -> None:
    related = (written(tmp_path, "other.conllu", TREE.replace("\t3\tobl\t", "\t1\tnmod\t") * 5),)
    corpus = read_corpus(config(tmp_path, related=related, noise=0.0), start())
    own, other = corpus.trees[:12], corpus.trees[12:]
    assert {item.subwords.ids[0] for item in own} == {START}
    assert [item.subwords.ids[0] for item in other] == [END] * 5
    assert own[0].subwords.ids[1:] == other[0].subwords.ids[1:]
    assert other[0].labels["head"] == (3, 1, 0, 3)
    assert other[0].labels["deprel"][1] == IGNORED  # a relation that is no label here is not learnt
    assert "nmod" not in corpus.labels.deprel


def test_teachers_answer_as_one_and_are_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = [tmp_path / name for name in ("one", "two")]
    for seed, run in enumerate(runs, 1):
        train(config(tmp_path, out=run, seed=seed), start())
    examples, tokenizer = read_entities(config(tmp_path).entities), start().make_tokenizer()
    single = with_trees(examples, runs[:1], tokenizer, tmp_path / "single.jsonl")
    assert single == with_trees(examples, [runs[0], runs[0]], tokenizer, tmp_path / "twice.jsonl")
    both = with_trees(examples, runs, tokenizer, tmp_path / "both.jsonl")
    assert all(
        one.tokens is not None and one.entities == other.entities for one, other in zip(both, examples, strict=True)
    )
    monkeypatch.setattr(self_training, "predict", None)
    assert with_trees(examples, runs, tokenizer, tmp_path / "both.jsonl") == both


def test_teachers_of_other_trees_are_refused(tmp_path: Path) -> None:
    train(config(tmp_path), start())
    other = written(tmp_path, "other.conllu", TREE.replace("obl", "advmod") * 12)
    train(config(tmp_path, treebanks=(other,), out=tmp_path / "other"), start())
    teachers = (tmp_path / "run", tmp_path / "other")
    with pytest.raises(Refused, match="its DEPREL labels are not those of"):
        with_trees((), teachers, start().make_tokenizer(), tmp_path / "trees.jsonl")


def test_kept_trees_that_were_damaged_are_refused(tmp_path: Path) -> None:
    kept = written(tmp_path, "trees.jsonl", '[[[1, "राम"]]]\n')
    with pytest.raises(Refused, match=r"trees\.jsonl: model: it does not hold the trees of teachers"):
        with_trees((), (), start().make_tokenizer(), kept)


def test_a_treebank_with_multiword_tokens_and_empty_nodes_trains_a_model_of_its_language(tmp_path: Path) -> None:
    trees = written(tmp_path, "en_gum-ud-train.conllu", GUM * 4)
    run = config(tmp_path, treebanks=(trees,), dev_treebanks=(trees,), entities=(), language="en", mlm_passes=1.0)
    made = train(run, start())
    labels = read_labels(run.out / "labels.json")
    assert labels.meta["language"] == "en"
    assert labels.meta["sentences"] == 4
    network = checkpoints.read_network(made, labels)
    folder = write_model(network, labels, start().tokenizer, [("Do", "n't")], tmp_path / "model")
    assert read_labels(folder / "labels.json").meta["language"] == "en"


def test_the_exported_model_names_its_language_and_is_calibrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trees = config(tmp_path).treebanks
    train(config(tmp_path, dev_treebanks=trees), start())
    monkeypatch.setattr(exporting, "cut_tokenizer", lambda full: (full, []))
    monkeypatch.setattr(exporting, "load_pretrained", lambda *_: start())
    labels = read_labels(export_model(config(tmp_path, dev_treebanks=trees)) / "labels.json")
    assert (labels.meta["language"], labels.meta["name"]) == ("hi", "padapatha-hi")


def test_spelling_noise_is_for_languages_whose_spelling_it_knows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(read_corpus(config(tmp_path, noise=1.0), start()).trees) == 24
    assert len(read_corpus(config(tmp_path, noise=1.0, language="en"), start()).trees) == 12
    assert "spelling noise is known for hi only" in capsys.readouterr().err


class Prepared:
    """Unpickled, it makes a file: what a prepared checkpoint would do, and worse."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.target,)


@pytest.mark.parametrize("name", ["last.pt", "mlm.pt", "pruned.pt"])
def test_a_checkpoint_that_would_run_code_is_refused(tmp_path: Path, name: str) -> None:
    run, target = config(tmp_path, mlm_passes=1.0, ffn_width=24), tmp_path / "was-run"
    run.out.mkdir()
    torch.save({"network": Prepared(target), "step": 1}, run.out / name)
    torch.load(run.out / name, weights_only=False)
    assert target.exists()  # the file is one that runs code
    target.unlink()
    with pytest.raises(Refused, match="it is no checkpoint of tensors and numbers alone"):
        train(run, start())
    assert not target.exists()


@pytest.mark.parametrize("data", [b"", b"junk", b"PK\x03\x04junk"])
def test_a_broken_checkpoint_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "last.pt").write_bytes(data)
    with pytest.raises(Refused, match=r"last\.pt: model: "):
        checkpoints.load_checkpoint(tmp_path / "last.pt")


def test_a_checkpoint_of_other_labels_is_refused(tmp_path: Path) -> None:
    made = train(config(tmp_path), start())
    labels = read_labels(tmp_path / "run" / "labels.json")
    with pytest.raises(Refused, match="not those of a network with the labels beside it"):
        checkpoints.read_network(made, replace(labels, upos=(*labels.upos, "X")))
