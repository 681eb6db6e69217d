"""A sentence's annotation depends on the sentence alone, in any company, for any number of threads."""

from __future__ import annotations

import json
import os
import random
import shutil
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from padapatha.annotator import runtime, windows
from padapatha.annotator.model_folder import MODEL_FILES, find_model, model_version, open_model
from padapatha.annotator.runtime import Model
from padapatha.annotator.scores import Scores
from padapatha.annotator.subwords import END, START, UNKNOWN, SubwordEncoder, network_input
from padapatha.languages.rows import words
from padapatha.problems import Refused

TINY = Path(__file__).parent / "tiny"
SHIPPED = Path(runtime.__file__).parents[1] / "languages" / "hi" / "model"
WORDS = words("राम घर गया और उसने कहा , कि वह 10 बजे Delhi में नहीं आएगा ; फिर ( क्योंकि बारिश थी ) सब रुक गए ।")


def sentences(count: int, seed: int = 1, longest: int = 40) -> list[tuple[str, ...]]:
    draw = random.Random(seed)
    return [tuple(draw.choices(WORDS, k=draw.randint(1, longest))) for _ in range(count)]


def models() -> list[object]:
    shipped = all((SHIPPED / name).is_file() for name in MODEL_FILES)
    absent = pytest.mark.skipif(not shipped, reason="no model is shipped in this checkout")
    return [pytest.param(TINY, id="tiny"), pytest.param(SHIPPED, id="shipped", marks=absent)]


@pytest.mark.parametrize("folder", models())
def test_scores_are_the_same_bits_in_any_batch(folder: Path) -> None:
    model = Model(folder)
    encoded = [model._encoder.sentence(words) for words in sentences(60, longest=24)]
    kinds: dict[int, list[int]] = {}
    for number, each in enumerate(encoded):
        kinds.setdefault(each.size, []).append(number)
    together = max(kinds.values(), key=len)[:7]
    assert len(together) > 2
    company = model.score(network_input([encoded[number] for number in together]))
    for row, number in enumerate(together):
        alone = model.score(network_input([encoded[number]]))
        size = len(encoded[number].first)
        for name in (each.name for each in fields(Scores)):
            left, right = getattr(company, name)[row], getattr(alone, name)[0]
            cut = (..., slice(size), slice(size + 1)) if name in ("arc", "rel") else slice(size)
            assert np.array_equal(left[cut], right[cut]), name


@pytest.mark.parametrize("folder", models())
def test_any_company_and_any_threads_give_the_same_annotation(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some = sentences(50)
    expected = list(Model(folder).analyse(some))
    shuffled = list(range(len(some)))
    random.Random(2).shuffle(shuffled)
    found = list(Model(folder, threads=3).analyse([some[number] for number in shuffled]))
    assert [found[shuffled.index(number)] for number in range(len(some))] == expected
    monkeypatch.setattr(runtime, "BUFFER", 30)
    assert list(Model(folder).analyse(some[:20])) == expected[:20]


def test_no_more_is_held_than_must_be(tiny: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "BUFFER", 300)
    taken = 0

    def endless() -> object:
        nonlocal taken
        while True:
            taken += 1
            yield tuple(WORDS)

    found = tiny.analyse(endless())  # type: ignore[arg-type]
    next(found)
    assert taken <= runtime.BUFFER // len(WORDS) + 1


def encoder() -> SubwordEncoder:
    return SubwordEncoder(Model(TINY)._encoder._tokenizer)


def test_subwords_are_those_of_each_word_by_itself() -> None:
    made = encoder()
    for each in [*sentences(20), ("\u200d", "ज़्यादा", "😀", "a" * 31)]:
        alone = made._tokenizer.encode_batch(list(each), add_special_tokens=False)
        own = [tuple(encoding.ids) or (UNKNOWN,) for encoding in alone]
        found = made.sentence(each)
        assert found.ids == (START, *(number for ids in own for number in ids), END)
        assert [found.ids[first : last + 1] for first, last in zip(found.first, found.last, strict=True)] == own
        assert found.size == len(found.ids)


def test_a_very_long_word_keeps_its_ends() -> None:
    made = encoder()
    whole = made._tokenizer.encode("ab" * 1000, add_special_tokens=False).ids
    assert len(whole) > 1000
    assert made.words(["ab" * 1000]) == [(*whole[:16], *whole[-16:])]


def test_the_words_that_the_encoder_remembers_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    from padapatha.annotator import subwords

    monkeypatch.setattr(subwords, "_CACHE", 10)
    made = encoder()
    for number in range(100):
        words = [f"क{number}", "राम"]
        assert made.words(words) == SubwordEncoder(made._tokenizer).words(words)
    assert len(made._known) <= 13


def test_ten_thousand_words_are_one_tree_in_bounded_memory(tiny: Model) -> None:
    words = tuple(random.Random(3).choices(WORDS, k=10_000))
    largest = 0
    score = tiny.score

    def watched(batch: object) -> Scores:
        nonlocal largest
        found = score(batch)  # type: ignore[arg-type]
        largest = max(largest, found.rel.nbytes)
        return found

    tiny.score = watched  # type: ignore[method-assign]
    try:
        (analysis,) = tiny.analyse([words])
    finally:
        del tiny.score  # type: ignore[method-assign]
    assert len(analysis.heads) == len(words)
    assert analysis.heads.count(0) == 1
    assert largest < 150_000_000  # all at once it would be some 16 GB
    for place, head in enumerate(analysis.heads, 1):
        assert (analysis.deprels[place - 1] == "root") == (head == 0)


def test_words_at_the_edge_of_a_part_see_their_neighbours(tiny: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the whole sentence in view of each part, its tags are those of the whole sentence."""
    words = sentences(1, seed=5, longest=60)[0]
    (whole,) = tiny.analyse([words])
    sizes = [len(each) for each in tiny._encoder.words(words)]
    monkeypatch.setattr(windows, "MAX_SUBWORDS", sum(sizes) - 1)
    monkeypatch.setattr(windows, "_PART", sum(sizes) // 3)
    monkeypatch.setattr(windows, "_CONTEXT", sum(sizes))
    (parted,) = tiny.analyse([words])
    assert (parted.upos, parted.feats, parted.lemmas) == (whole.upos, whole.feats, whole.lemmas)
    assert "parataxis" in parted.deprels


def test_a_part_keeps_the_scores_of_its_own_words_and_heads() -> None:
    arc = np.arange(2 * 6 * 7, dtype=np.float32).reshape(2, 6, 7)
    tag, rel = np.arange(12, dtype=np.float32).reshape(2, 6, 1), np.stack([arc, -arc], 1)
    cut = windows.own_scores(Scores(tag, tag, tag, tag, tag, arc, rel), row=1, offset=2, size=3)
    assert cut.upos.ravel().tolist() == [8, 9, 10]
    assert cut.arc[0].tolist() == arc[1][2:5][:, [0, 3, 4, 5]].tolist()
    assert cut.rel[0, 1].tolist() == (-cut.arc[0]).tolist()


@pytest.mark.parametrize("name", MODEL_FILES)
def test_a_broken_model_is_a_problem_that_names_its_folder(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(TINY, folder)
    (folder / name).write_bytes(b'{"broken": ')
    with pytest.raises(Refused) as refused:
        Model(folder)
    assert [(each.slug, each.path) for each in refused.value.problems] == [("model", str(folder))]
    (folder / name).unlink()
    with pytest.raises(Refused, match=f"it holds no {name}"):
        Model(folder)


@pytest.mark.parametrize(
    ("meta", "message"),
    [({}, "names no language"), ({"language": None}, "names no language"), ({"language": "xx"}, "'xx'")],
)
def test_a_model_names_its_language(meta: dict[str, object], message: str, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(TINY, folder)
    data = json.loads((folder / "labels.json").read_bytes())
    data["meta"] = meta
    (folder / "labels.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(Refused, match=message):
        Model(folder)


def test_a_model_is_opened_once_unless_its_files_change(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(TINY, folder)
    first = open_model(folder)
    assert open_model(folder) is first
    os.utime(folder / "labels.json", ns=(1, 1))
    assert open_model(folder) is not first
    (folder / "labels.json").unlink()
    with pytest.raises(Refused, match="no labels"):
        open_model(folder)


def test_the_variable_names_a_model_or_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADAPATHA_MODEL", str(TINY))
    assert find_model("hi") == TINY
    monkeypatch.setenv("PADAPATHA_MODEL", str(tmp_path / "nowhere"))
    with pytest.raises(Refused, match="no such folder"):
        find_model("hi")


def test_another_model_has_another_version(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(TINY, folder)
    assert model_version(folder) == model_version(TINY)
    (folder / "labels.json").write_bytes((folder / "labels.json").read_bytes().replace(b'"tiny"', b'"liny"'))
    assert model_version(folder) != model_version(TINY)
