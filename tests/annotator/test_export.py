"""A network becomes a small graph that says the same, and the same bytes each time. Needs PyTorch."""

from __future__ import annotations

from pathlib import Path

import pytest

from extras import extra

torch = extra("torch", "train")
onnx = extra("onnx", "train")

import numpy as np  # noqa: E402  these need torch or follow those that do
import onnxruntime  # noqa: E402

from padapatha.annotator.runtime import Model  # noqa: E402
from padapatha.annotator.subwords import SubwordEncoder, network_input  # noqa: E402
from padapatha.train import export, quantise  # noqa: E402
from padapatha.train.checkpoints import read_network  # noqa: E402
from padapatha.train.network import OUTPUTS, Network  # noqa: E402

from annotator.make_tiny_model import FOLDER, SAMPLE, labels, network, tokenizer  # noqa: E402  isort: skip


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Network:
    monkeypatch.setattr(quantise, "_PRODUCT", 64)
    monkeypatch.setattr(quantise, "LARGE", 64)
    return network(labels(), len(tokenizer()["model"]["vocab"])).eval()


def scores(model: object, feed: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])  # type: ignore[attr-defined]
    return dict(zip(OUTPUTS, session.run(list(OUTPUTS), feed), strict=True))


def feed(sentences: list[tuple[str, ...]]) -> dict[str, np.ndarray]:
    from tokenizers import Tokenizer

    encoder = SubwordEncoder(Tokenizer.from_file(str(FOLDER / "tokenizer.json")))
    batch = network_input([encoder.sentence(words) for words in sentences])
    return {name: getattr(batch, name) for name in export.INPUTS}


def test_the_same_network_gives_the_same_bytes(made: Network, tmp_path: Path) -> None:
    again = network(labels(), len(tokenizer()["model"]["vocab"])).eval()
    folders = [export.write_model(one, labels(), tokenizer(), SAMPLE, tmp_path / str(id(one))) for one in (made, again)]
    for name in ("model.onnx", "labels.json", "tokenizer.json"):
        assert len({(folder / name).read_bytes() for folder in folders}) == 1, name


def test_the_model_that_is_kept_here_is_what_is_made(made: Network, tmp_path: Path) -> None:
    folder = export.write_model(made, labels(), tokenizer(), SAMPLE, tmp_path / "model")
    for name in ("labels.json", "tokenizer.json"):
        assert (folder / name).read_bytes() == (FOLDER / name).read_bytes(), "run tests/annotator/make_tiny_model.py"
    kept, new = (onnx.load(where / "model.onnx").graph for where in (FOLDER, folder))
    assert [node.op_type for node in kept.node] == [node.op_type for node in new.node]
    for one, other in zip(kept.initializer, new.initializer, strict=True):
        pair = [onnx.numpy_helper.to_array(each) for each in (one, other)]
        assert one.name == other.name
        # processors sum in another order: the last digits of ranges, and with them of scales, are not the same on all
        assert np.allclose(*pair, rtol=1e-4, atol=1e-6), f"{one.name}: run tests/annotator/make_tiny_model.py"


def test_the_graph_says_what_the_network_says(made: Network) -> None:
    inputs = feed([SAMPLE[1], SAMPLE[0], SAMPLE[1] * 3])
    with torch.no_grad():
        expected = made(*(torch.from_numpy(inputs[name]) for name in export.INPUTS))
    found = scores(export.float_model(made), inputs)
    sizes = inputs["word_mask"].sum(1)
    for name, tensor in zip(OUTPUTS, expected, strict=True):
        for row, size in enumerate(sizes):
            cut = (..., slice(size), slice(size + 1)) if name in ("arc", "rel") else slice(size)
            wanted = tensor[row].numpy()[cut]
            assert np.allclose(wanted, found[name][row][cut], atol=1e-4 * np.abs(wanted).max()), name


def test_small_weights_say_nearly_the_same_in_a_quarter_of_the_bytes(made: Network) -> None:
    model = export.float_model(made)
    spans = export.activation_ranges(model, export.sample_batches(tokenizer(), SAMPLE))
    small = quantise.quantise(model, spans, ["encoder.word.weight"])
    inputs = feed(SAMPLE)
    wide, narrow = scores(model, inputs), scores(small, inputs)
    for name in OUTPUTS:
        difference = np.abs(wide[name] - narrow[name]).mean() / np.abs(wide[name]).mean()
        assert 0 < difference < 0.25, name  # the weights are chance, so that nothing evens out
    kinds = {each.data_type for each in small.graph.initializer}
    assert {onnx.TensorProto.INT8, onnx.TensorProto.UINT8, onnx.TensorProto.FLOAT16} <= kinds
    large = [each for each in small.graph.initializer if np.prod(each.dims) >= 64]
    floats = [each.name for each in large if each.data_type == onnx.TensorProto.FLOAT]
    assert all(name.endswith((":scale", ":factor")) for name in floats), floats


def test_weights_keep_to_seven_bits(made: Network) -> None:
    """255 * 64 * 2 fits into 16 signed bits: no processor's sums overflow."""
    model = onnx.load(FOLDER / "model.onnx")
    weights = {each.name: onnx.numpy_helper.to_array(each) for each in model.graph.initializer}
    products = [node.input[0] for node in model.graph.node if node.op_type == "DequantizeLinear"]
    found = [weights[name] for name in products if name in weights]
    assert len(found) > 8
    assert max(int(np.abs(each.astype(int)).max()) for each in found) == 63


def test_a_checkpoint_gives_its_averaged_weights(made: Network, tmp_path: Path) -> None:
    averaged = [torch.full_like(each, 0.25) for each in made.parameters()]
    torch.save({"network": made.state_dict(), "average": (3, averaged)}, tmp_path / "last.pt")
    found = read_network(tmp_path / "last.pt", labels())
    assert all(bool((each == 0.25).all()) for each in found.parameters())
    assert [tuple(each.shape) for each in found.parameters()] == [tuple(each.shape) for each in averaged]


def test_the_kept_model_runs() -> None:
    (analysis,) = Model(FOLDER).analyse([SAMPLE[0]])
    assert analysis.heads.count(0) == 1
