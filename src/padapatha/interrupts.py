"""Ctrl-C and SIGTERM: the program ends quietly with code 130 at any moment, while modules are imported too.

This module imports next to nothing, because the program can be interrupted while it is imported.
"""

from __future__ import annotations

import signal
import sys

CODE = 130
_A_LITTLE = 0.02  # seconds; an interrupt that is raised at once is lost in the same place
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
    """An interrupt that came where none can be raised, as in ``__del__``, comes again a little later."""
    if issubclass(fault.exc_type, KeyboardInterrupt):
        from _thread import interrupt_main
        from threading import Timer

        again = Timer(_A_LITTLE, interrupt_main)
        again.daemon = True
        again.start()
    else:
        sys.__unraisablehook__(fault)
