"""One function over many items, in this process or in several: results in order, and a quiet end when interrupted."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from padapatha.problems import Refused, problem

if TYPE_CHECKING:
    from concurrent.futures import Future

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def in_order(function: Callable[[_Item], _Result], items: Iterable[_Item], jobs: int) -> Iterator[_Result]:
    """Yield the result for each item, in the order of the items; several jobs are as many processes.

    Some 2 items a process are held, so that the items may be endless. Raises `Refused` (``machine``) when a process is
    killed from outside.
    """
    if jobs == 1:
        yield from map(function, items)
        return
    from concurrent.futures import ProcessPoolExecutor  # slow to import, and rarely needed
    from concurrent.futures.process import BrokenProcessPool

    waiting: deque[Future[_Result]] = deque()
    with ProcessPoolExecutor(jobs, initializer=_leave_interrupts_to_the_parent) as pool:
        try:
            for item in items:
                waiting.append(pool.submit(function, item))
                if len(waiting) > 2 * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            fix = "run it again, with fewer --jobs if memory is short"
            raise Refused([problem("machine", "padapatha", "a worker process was killed", fix=fix)]) from None
        finally:
            pool.shutdown(cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    """Ctrl-C reaches every process of a terminal; only the parent answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the parent's handler was inherited
