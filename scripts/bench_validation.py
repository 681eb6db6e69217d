"""Time `padapatha validate --profile ud` beside the official validator, at level 2 on one core.

    python scripts/bench_validation.py ../shared/data/pud/hi_pud-sample.conllu
    python scripts/bench_validation.py FILE --copies 20 --runs 5

The file is repeated with sent_ids of its own for every copy. Both programs read the same file in turn, as commands;
what is told is their processor time (user and system), its median over the runs, and the ratio of each pair of runs.
Needs the extra [validate-ud].
"""

from __future__ import annotations

import argparse
import re
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from padapatha.udtools import VALIDATOR, program

_ID = re.compile(rb"^(# (?:sent_id|newdoc id|newpar id) = )", re.MULTILINE)
_PARALLEL_ID = re.compile(rb"^# parallel_id = .*\n", re.MULTILINE)


def main() -> None:
    """Write the input, run both programs in turn, and tell the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, metavar="FILE", help="a valid CoNLL-U file")
    parser.add_argument("--copies", type=int, default=10, metavar="N", help="how often it is repeated (default: 10)")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="runs of each program (default: 5)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "input.conllu"
        path.write_bytes(_copies(args.file.read_bytes(), args.copies))
        ours = (sys.executable, "-m", "padapatha", "validate", "--profile", "ud", str(path))
        theirs = (program(VALIDATOR), "--lang", "ud", "--level", "2", str(path))
        pairs = [(_seconds(ours), _seconds(theirs)) for _ in range(args.runs)]
        sentences = path.read_bytes().count(b"\n# sent_id = ")
    _tell("padapatha", sentences, [one for one, _ in pairs])
    _tell("udvalidate", sentences, [other for _, other in pairs])
    ratios = sorted(other / one for one, other in pairs)
    sys.stdout.write(f"ratio: {statistics.median(ratios):.2f} ({ratios[0]:.2f}–{ratios[-1]:.2f})\n")


def _copies(data: bytes, copies: int) -> bytes:
    """Repeat a file; the ids of copy N begin with cN, and no copy is parallel to another sentence."""
    data = _PARALLEL_ID.sub(b"", data)
    return b"".join(_ID.sub(rb"\g<1>c%d" % number, data) for number in range(copies))


def _seconds(command: tuple[str, ...]) -> float:
    """Run a command to its end; return the processor time it took. Raises CalledProcessError where it finds faults."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  both commands are made above
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _tell(name: str, sentences: int, seconds: list[float]) -> None:
    median = statistics.median(seconds)
    sys.stdout.write(
        f"{name}: {median:.2f} s ({min(seconds):.2f}–{max(seconds):.2f}), {sentences / median:,.0f} sentences/s\n"
    )


if __name__ == "__main__":
    main()
