"""Write the relation tables of the Paninian converter, or tell how far its trees agree with the UD trees.

    python scripts/learn_relations.py DATA               # DATA has hdtb-paninian/ and hdtb-v1/
    python scripts/learn_relations.py DATA --agreement   # writes nothing: the figures of docs/conversion.md

The tables go to src/padapatha/convert/paninian_relations.tsv. They are counts of labels of the Hindi Dependency
Treebank (CC BY-NC-SA 4.0), without the 254 news sentences that models are measured on.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.material import news_keys
from padapatha import files
from padapatha.convert.calibration import (
    ConversionAgreement,
    aligned_chunks,
    aligned_ssf,
    chunk_agreement,
    learn_guide,
    learn_old,
    ssf_agreement,
)
from padapatha.convert.paninian_relations import GUIDE, OLD, written_tables

_TARGET = Path(__file__).resolve().parents[1] / "src/padapatha/convert/paninian_relations.tsv"
_HEAD = "# Counts of relations of the Hindi Dependency Treebank (CC BY-NC-SA 4.0): scripts/learn_relations.py\n"
_CLASSES = 15  # error classes that are told


def main() -> None:
    """Learn both tables from the folder, or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA", help="folder with hdtb-paninian/ and hdtb-v1/")
    parser.add_argument("--agreement", action="store_true", help="tell how far converted trees agree; write nothing")
    args = parser.parse_args()
    chunks = aligned_chunks(args.data)
    if args.agreement:
        _tell("complete trees", ssf_agreement(aligned_ssf(args.data)))
        _tell("chunk heads", chunk_agreement(chunks))
        return
    trees = aligned_ssf(args.data, without=news_keys(args.data))
    tables = {OLD: learn_old(trees), GUIDE: learn_guide(chunks)}
    files.write_bytes(_TARGET, (_HEAD + written_tables(tables)).encode("utf-8"))


def _tell(name: str, found: ConversionAgreement) -> None:
    heads, labels = 100 * found.heads / found.words, 100 * found.labels / found.words
    sys.stdout.write(f"{name}: {found.words:,} words, {heads:.2f} % heads, {labels:.2f} % heads and relations\n")
    for (xpos, wanted, got), count in found.errors.most_common(_CLASSES):
        sys.stdout.write(f"  {count:4} {xpos} {wanted} -> {got}\n")


if __name__ == "__main__":
    main()
