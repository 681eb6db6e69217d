"""Tests that need an optional extra: skipped without it, unless REQUIRE_EXTRAS=1 says that it must be there."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

import pytest


def extra(module: str, name: str) -> Any:
    """Import a module of the extra ``name``. Without it the test (or the whole file) is skipped, or fails.

    It fails where the environment has ``REQUIRE_EXTRAS=1``, so that a broken installation cannot pass for a skip.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as missing:
        reason = f"the extra [{name}] is not installed: no module {missing.name}"
    if os.environ.get("REQUIRE_EXTRAS") == "1":
        pytest.fail(f"{reason}, and REQUIRE_EXTRAS=1", pytrace=False)
    pytest.skip(reason, allow_module_level=True)
