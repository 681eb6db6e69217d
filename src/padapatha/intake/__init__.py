"""Taking texts in: everything that may be wrong with a text is looked at before a byte is written."""

from __future__ import annotations

from padapatha.intake.run import IntakeOptions, Outcome
from padapatha.intake.take import take, take_all
from padapatha.metadata import Description

__all__ = ["Description", "IntakeOptions", "Outcome", "take", "take_all"]
