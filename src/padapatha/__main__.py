"""``python -m padapatha`` is the command ``padapatha``."""

from __future__ import annotations

from padapatha.cli import main

if __name__ == "__main__":  # worker processes import this module as well
    raise SystemExit(main())
