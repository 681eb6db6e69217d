"""Ctrl-C and SIGTERM: the program ends quietly with code 130 at any moment, while modules are imported too.

This module imports next to nothing, because the program can be interrupted while it is imported.
"""

from __future__ import annotations

import signal
import sys

CODE = 130
_seen: list[int] = []


def listen() -> None:
    """Turn both signals into KeyboardInterrupt; SIGINT stays ignored where it is, as in the background of a shell."""
    signal.signal(signal.SIGTERM, _interrupt)
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _interrupt)
    sys.unraisablehook = _unraisable


def seen() -> bool:
    """Whether a signal has come: libraries may have made another exception of it."""
    return bool(_seen)


def finish() -> int:
    """Say that the program was interrupted, and return the exit code; further signals are ignored."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    _seen.clear()
    sys.stderr.write("padapatha: interrupted; run it again to go on\n")
    return CODE


def _interrupt(number: int, _frame: object) -> None:
    _seen.append(number)
    raise KeyboardInterrupt


def _unraisable(fault: sys.UnraisableHookArgs) -> None:
    """An interrupt that came where none can be raised, as in ``__del__``, comes again behind it."""
    if issubclass(fault.exc_type, KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    else:
        sys.__unraisablehook__(fault)
