"""The standard streams: there, in UTF-8, and no cause of a wrong exit code.

A stream that was closed when the program started must not become a file that the program opens. What cannot be written
to standard output is a fault of the machine; what cannot be written to standard error is lost, and the code stays.
"""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_ENCODING, _ERRORS = "utf-8", "backslashreplace"  # Hindi, whatever the locale says


class _Forgiving(io.FileIO):
    """A file to which everything can be written, and some of it is lost."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except OSError:
            return len(memoryview(data))


def prepare() -> None:
    """Make the three streams of the process usable; a stream that a caller has replaced is left alone."""
    _occupy_closed_descriptors()
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)), _ENCODING, _ERRORS)
    if sys.stdout is None:
        sys.stdout = _text(io.FileIO(1, "w", closefd=False))
    if sys.stderr is sys.__stderr__:
        sys.stderr = _text(_Forgiving(2, "w", closefd=False))
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding=_ENCODING, errors=_ERRORS)


def _text(raw: io.FileIO) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BufferedWriter(raw), _ENCODING, _ERRORS, line_buffering=True)


def _occupy_closed_descriptors() -> None:
    """Give 0, 1 and 2 to the null device where they are closed; to 1 nothing can be written, so that a loss is seen."""
    for descriptor, mode in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(descriptor)
        except OSError:
            opened = os.open(os.devnull, mode)
            if opened != descriptor:
                os.dup2(opened, descriptor)
                os.close(opened)


def say(line: str) -> None:
    """Print the last line of a run. Who has stopped reading misses it; the exit code stays that of the run."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        silence_output()


def silence_output() -> None:
    """Let what is still waiting for standard output go nowhere: the interpreter flushes it at exit."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)
