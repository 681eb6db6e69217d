"""Write the tables of relations of the Paninian converter from sentences that exist in both annotations.

    python scripts/learn_relations.py DATA        # DATA has hdtb-paninian/ and hdtb-v1/

The tables go to src/padapatha/convert/paninian_relations.tsv. They are counts of labels of the Hindi Dependency
Treebank (CC BY-NC-SA 4.0).
"""

from __future__ import annotations

import sys
from pathlib import Path

from padapatha import files
from padapatha.convert.calibration import aligned_chunks, aligned_ssf, learn_guide, learn_old
from padapatha.convert.paninian_relations import GUIDE, OLD, written_tables

_TARGET = Path(__file__).resolve().parents[1] / "src/padapatha/convert/paninian_relations.tsv"
_HEAD = "# Counts of relations of the Hindi Dependency Treebank (CC BY-NC-SA 4.0): scripts/learn_relations.py\n"


def main(data: Path) -> None:
    """Learn both tables from the folder."""
    tables = {OLD: learn_old(aligned_ssf(data)), GUIDE: learn_guide(aligned_chunks(data))}
    files.write_bytes(_TARGET, (_HEAD + written_tables(tables)).encode("utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
