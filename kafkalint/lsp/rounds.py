"""Work that is asked for more often than it can be done: in a thread, once things are calm, for the newest state."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Thread
from typing import Generic, TypeVar

CALM = 0.2
"""Seconds without a new wish after which work begins."""
Result = TypeVar("Result")
Value = TypeVar("Value")


@dataclass(slots=True)
class Rounds(Generic[Result]):
    """Rounds of `work`, which is called for a state and gives what to do with it in a thread."""

    work: Callable[[], Callable[[], Result]]
    """Takes the newest state, and gives what is then done away from the event loop."""
    done: Callable[[Result], None]
    """Called with results that nothing has come after."""
    _wishes: int = 0
    _running: asyncio.Task[None] | None = field(default=None)

    def ask(self) -> None:
        """There is a new state."""
        self._wishes += 1
        if self._running is None or self._running.done():
            self._running = asyncio.get_running_loop().create_task(self._run())

    async def settled(self) -> None:
        """Returns when the newest state has been worked on."""
        if self._running is not None:
            await asyncio.shield(self._running)

    async def _run(self) -> None:
        done = 0
        while done != self._wishes:
            done = await self._calm()
            result = await in_thread(self.work())
            if done == self._wishes:
                self.done(result)

    async def _calm(self) -> int:
        """Which wish it is that nothing has come after for a while."""
        while True:
            newest = self._wishes
            await asyncio.sleep(CALM)
            if newest == self._wishes:
                return newest


async def in_thread(work: Callable[[], Result]) -> Result:
    """The result of `work`, done in a thread that the end of the process does not wait for."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Result] = loop.create_future()

    def run() -> None:
        try:
            result = work()
        except Exception as error:
            _call(loop, partial(_end, future, future.set_exception, error))
        else:
            _call(loop, partial(_end, future, future.set_result, result))

    Thread(target=run, daemon=True).start()
    return await future


def _end(future: asyncio.Future[Result], by: Callable[[Value], None], value: Value) -> None:
    if not future.done():  # whoever waited may have been cancelled
        by(value)


def _call(loop: asyncio.AbstractEventLoop, said: Callable[[], None]) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(said)
