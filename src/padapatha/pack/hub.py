"""What `datasets` reads of a card: ``configs`` and ``dataset_info``, made from what was written, and read back.

This is the only module that uses internals of `datasets`.
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

from padapatha.pack.features import DEFAULT_CONFIG, FEATURES
from padapatha.pack.shards import Written, schema_fault
from padapatha.problems import Problem, problem

_README = "README.md"


def declarations(folder: Path, written: Sequence[Written]) -> dict[str, Any]:
    """Return the part of the head that says which files are which config, and what is in them."""
    by_config = {config: [table for table in written if table.config == config] for config in FEATURES}
    infos = DatasetInfosDict({config: _info(folder, config, splits) for config, splits in by_config.items() if splits})
    data = DatasetCardData()
    infos.to_dataset_card_data(data)
    order = list(FEATURES)
    return {
        "configs": [_config(config, splits) for config, splits in by_config.items() if splits],
        "dataset_info": sorted(data["dataset_info"], key=lambda info: order.index(info["config_name"])),
    }


def _config(config: str, splits: Sequence[Written]) -> dict[str, Any]:
    files = [{"split": table.split, "path": f"data/{config}/{table.split}-*.parquet"} for table in splits]
    return {"config_name": config, **({"default": True} if config == DEFAULT_CONFIG else {}), "data_files": files}


def _info(folder: Path, config: str, splits: Sequence[Written]) -> Any:  # noqa: ANN401  the library has no types
    sizes = {table.split: SplitInfo(table.split, num_bytes=table.bytes, num_examples=table.rows) for table in splits}
    return datasets.DatasetInfo(
        features=FEATURES[config],
        splits=SplitDict(sizes),
        download_size=sum((folder / name).stat().st_size for table in splits for name in table.files),
        dataset_size=sum(table.bytes for table in splits),
    )


def loading_problems(folder: Path, written: Sequence[Written]) -> Iterator[Problem]:
    """Yield what would make `load_dataset` give other rows than were written."""
    for table in written:
        for name in table.files:
            if fault := schema_fault(folder / name, table.config):
                yield problem("card", name, fault)
    # With a wrong head the library would stop with an error of its own, so nothing is loaded then
    for found in tuple(_head_faults(folder, written)) or _loading_faults(folder, written):
        yield problem("card", _README, found)


def _head_faults(folder: Path, written: Sequence[Written]) -> Iterator[str]:
    """Read the head as the library does, which checks its form only, and compare the values."""
    data = DatasetCard.load(folder / _README).data
    try:
        configs = MetadataConfigs.from_dataset_card_data(data)
        infos: Mapping[str, Any] = DatasetInfosDict.from_dataset_card_data(data)
        default = configs.get_default_config_name()
    except (ValueError, TypeError, KeyError) as fault:
        yield f"the head cannot be read: {fault}"
        return
    expected = {table.config for table in written}
    if set(configs) != expected or set(infos) != expected or default != DEFAULT_CONFIG:
        yield f"configs {sorted(configs)}, infos {sorted(infos)}, default {default}; written were {sorted(expected)}"
        return
    for config, info in infos.items():
        if info.features != FEATURES[config]:
            yield f"the features of config {config} are not those of its columns"
    for table in written:
        if infos[table.config].splits[table.split].num_examples != table.rows:
            yield f"the number of examples of {table.config}/{table.split} is not {table.rows}"


def _loading_faults(folder: Path, written: Sequence[Written]) -> Iterator[str]:
    """Prepare what `load_dataset` would load, without copying the data."""
    with TemporaryDirectory() as cache:
        for config in dict.fromkeys(table.config for table in written):
            builder = datasets.load_dataset_builder(str(folder), config, cache_dir=cache)
            wanted = {table.split: _paths(folder, table.files) for table in written if table.config == config}
            loaded = {str(split): _paths(folder, paths) for split, paths in builder.config.data_files.items()}
            if loaded != wanted:
                yield f"config {config} would load other files than were written for splits {sorted(wanted)}"
            if builder.info.features != FEATURES[config]:
                yield f"config {config} would load with other features"


def _paths(folder: Path, names: Iterable[str]) -> set[Path]:
    return {(folder / name).resolve() for name in names}
