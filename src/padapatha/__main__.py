"""The program ``padapatha``, also called as ``python -m padapatha``: the command line, behind a guard for Ctrl-C.

It imports nothing before the guard stands.
"""

from __future__ import annotations


def main() -> int:
    """Run the command line with the arguments of the process, and return its exit code."""
    try:
        from padapatha import interrupts

        interrupts.listen()
        from padapatha.cli import main as run

        return run()
    except KeyboardInterrupt:
        from padapatha.interrupts import finish

        return finish()


if __name__ == "__main__":  # worker processes import this module as well
    raise SystemExit(main())
