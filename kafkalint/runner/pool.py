"""Many files: one after the other, and on several processes once what is left pays for their start."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from time import perf_counter
from typing import TypeAlias, TypeVar

from kafkalint.model.report import Failure
from kafkalint.runner.file import Checked, check_file
from kafkalint.runner.options import Options
from kafkalint.runner.prefilter import read_bytes
from kafkalint.runner.project import Project, shown

WORTHWHILE = 4.0
"""Seconds of work left, at the pace so far, from which on others pay for their start: about one second of CPU each."""
SAMPLE = 4
"""Files after which the pace is known."""
CHUNK = 4
"""Files that a process is given at once; they differ too much for more."""
COLLECT_AFTER = (100_000, 20, 20)
"""When Python looks for garbage while files are checked: programs are many small things that all live on."""

Task: TypeAlias = tuple[str, bool, Options]
Given = TypeVar("Given")
Result = TypeVar("Result")


def check_many(paths: Sequence[str], named: frozenset[str], project: Project) -> Iterator[Checked]:
    """The result for every path, in order, the same for any number of processes; raises ConfigError."""
    jobs = project.options.jobs or _cores()
    begun = perf_counter()
    with _rare_collections():
        for done, path in enumerate(paths):
            if jobs > 1 and done >= SAMPLE and (perf_counter() - begun) / done * (len(paths) - done) > WORTHWHILE:
                tasks = [(path, path in named, project.options) for path in paths[done:]]
                yield from spread(_in_worker, tasks, jobs, _lost)
                return
            yield _check(path, path in named, project)


@contextmanager
def _rare_collections() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*COLLECT_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def spread(
    work: Callable[[Given], Result], tasks: Sequence[Given], jobs: int, lost: Callable[[Given], Result]
) -> Iterator[Result]:
    """`work` done for all `tasks`, in order; what ends its process, as a crash of a parser does, is `lost`."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    context = multiprocessing.get_context("spawn")  # never fork: a library may have started threads
    done = 0
    size, chunk = min(jobs, len(tasks)), CHUNK
    while done < len(tasks):
        with ProcessPoolExecutor(size, mp_context=context) as pool:
            try:
                for result in pool.map(work, tasks[done:], chunksize=chunk):
                    done += 1
                    yield result
            except BrokenProcessPool:
                if size == 1:
                    yield lost(tasks[done])
                    done += 1
                size = chunk = 1  # one process takes them in order, so that the next one that dies tells which it was


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _check(path: str, named: bool, project: Project) -> Checked:
    try:
        data = read_bytes(path)
    except OSError as error:
        return Checked(shown(path), failure=Failure(shown(path), "unreadable", f"cannot be read: {error.strerror}"))
    return check_file(path, data, named, project)


def _in_worker(task: Task) -> Checked:
    path, named, options = task
    return _check(path, named, _project(options))


def _lost(task: Task) -> Checked:
    name = shown(task[0])
    return Checked(name, failure=Failure(name, "unparsable", "cannot be read: it ends the process that reads it"))


@cache
def _project(options: Options) -> Project:
    gc.set_threshold(*COLLECT_AFTER)
    return Project(options)
