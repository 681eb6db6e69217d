"""Write the trees that the Hindi model is trained on, and those it is measured on (docs/model-card.md).

    python scripts/prepare_training.py ../shared/data OUT

DATA holds hdtb-v1/, hdtb-paninian/ and il-ner/. It takes a few minutes: a model completes the trees of chunk heads.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench.material import prepare

if __name__ == "__main__":
    for path in prepare(Path(sys.argv[1]), Path(sys.argv[2]), training=True).more.values():
        sys.stdout.write(f"{path}\n")
