"""Bring an older Hindi treebank to today's conventions: convert_treebank.py hi_hdtb-v1.conllu hi_hdtb.conllu"""

from __future__ import annotations

from padapatha.convert.command import main

if __name__ == "__main__":
    raise SystemExit(main())
