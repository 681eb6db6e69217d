"""What the hub's programs read of a card: ``configs`` and ``dataset_info``, made from what was written, and read back.

The one module that knows how the insides of `datasets` are called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import datasets
from datasets.info import DatasetInfosDict
from datasets.splits import SplitDict, SplitInfo
from datasets.utils.metadata import MetadataConfigs
from huggingface_hub import DatasetCard, DatasetCardData

from padapatha.pack.features import FEATURES
from padapatha.pack.parquet import Written, schema_fault
from padapatha.problems import Problem, problem

_README = "README.md"
DEFAULT = "sentences"


def declarations(folder: Path, written: Sequence[Written]) -> dict[str, Any]:
    """Return the part of the head that says which files are which config, and what is in them."""
    by_config = {config: [each for each in written if each.config == config] for config in FEATURES}
    infos = DatasetInfosDict({config: _info(folder, config, splits) for config, splits in by_config.items() if splits})
    data = DatasetCardData()
    infos.to_dataset_card_data(data)
    order = list(FEATURES)
    return {
        "configs": [_config(config, splits) for config, splits in by_config.items() if splits],
        "dataset_info": sorted(data["dataset_info"], key=lambda info: order.index(info["config_name"])),
    }


def _config(config: str, splits: Sequence[Written]) -> dict[str, Any]:
    files = [{"split": each.split, "path": f"data/{config}/{each.split}-*.parquet"} for each in splits]
    return {"config_name": config, **({"default": True} if config == DEFAULT else {}), "data_files": files}


def _info(folder: Path, config: str, splits: Sequence[Written]) -> Any:  # noqa: ANN401  the library has no types
    sizes = {each.split: SplitInfo(each.split, num_bytes=each.bytes, num_examples=each.rows) for each in splits}
    return datasets.DatasetInfo(
        features=FEATURES[config],
        splits=SplitDict(sizes),
        download_size=sum((folder / name).stat().st_size for each in splits for name in each.files),
        dataset_size=sum(each.bytes for each in splits),
    )


def faults(folder: Path, written: Sequence[Written]) -> Iterator[Problem]:
    """Yield what would make the packed folder load otherwise than it was written."""
    for each in written:
        for name in each.files:
            if fault := schema_fault(folder / name, each.config):
                yield problem("card", name, fault)
    # A head that says something else is not loaded from: the library would stop with a fault of its own
    for found in tuple(_head_faults(folder, written)) or _loading_faults(folder, written):
        yield problem("card", _README, found)


def _head_faults(folder: Path, written: Sequence[Written]) -> Iterator[str]:
    """What the library's own reading of the card says; it checks forms only, so the values are compared here."""
    data = DatasetCard.load(folder / _README).data
    try:
        configs = MetadataConfigs.from_dataset_card_data(data)
        infos: Mapping[str, Any] = DatasetInfosDict.from_dataset_card_data(data)
        default = configs.get_default_config_name()
    except (ValueError, TypeError, KeyError) as fault:
        yield f"the head cannot be read: {fault}"
        return
    expected = {each.config for each in written}
    if set(configs) != expected or set(infos) != expected or default != DEFAULT:
        yield f"configs {sorted(configs)}, infos {sorted(infos)}, default {default}; written were {sorted(expected)}"
        return
    for config, info in infos.items():
        if info.features != FEATURES[config]:
            yield f"the features of config {config} are not those of its columns"
    for each in written:
        if infos[each.config].splits[each.split].num_examples != each.rows:
            yield f"the number of examples of {each.config}/{each.split} is not {each.rows}"


def _loading_faults(folder: Path, written: Sequence[Written]) -> Iterator[str]:
    """What `load_dataset` would do, without its copying of the data."""
    with TemporaryDirectory() as cache:
        for config in dict.fromkeys(each.config for each in written):
            builder = datasets.load_dataset_builder(str(folder), config, cache_dir=cache)
            wanted = {each.split: _places(folder, each.files) for each in written if each.config == config}
            found = {str(split): _places(folder, paths) for split, paths in builder.config.data_files.items()}
            if found != wanted:
                yield f"config {config} would load other files than were written for splits {sorted(wanted)}"
            if builder.info.features != FEATURES[config]:
                yield f"config {config} would load with other features"


def _places(folder: Path, names: Iterable[str]) -> set[Path]:
    return {(folder / name).resolve() for name in names}
