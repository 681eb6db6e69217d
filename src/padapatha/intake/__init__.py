"""Taking a text in: everything that may be wrong with it is looked at before a byte is written."""

from __future__ import annotations

from padapatha.intake.take import take
from padapatha.metadata import Description

__all__ = ["Description", "take"]
