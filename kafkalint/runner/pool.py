"""Many files: one after the other, or on several processes when there are enough to pay for them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache

from kafkalint.model.report import Failure
from kafkalint.runner.file import Checked, check_file
from kafkalint.runner.options import Options
from kafkalint.runner.prefilter import read_bytes
from kafkalint.runner.project import Project, shown

WORTHWHILE = 40
"""Fewer files are checked faster by this process alone; measured by the benchmarks."""
CHUNK = 8


def check_many(paths: list[str], named: frozenset[str], project: Project) -> Iterator[Checked]:
    """The result for every path, in order; raises ConfigError."""
    jobs = project.options.jobs or os.cpu_count() or 1
    if jobs == 1 or len(paths) < WORTHWHILE:
        yield from (_check(path, path in named, project) for path in paths)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Never fork: a library may have started threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(paths)), mp_context=context) as pool:
        tasks = [(path, path in named, project.options) for path in paths]
        yield from pool.map(_in_worker, tasks, chunksize=CHUNK)


def _check(path: str, named: bool, project: Project) -> Checked:
    try:
        data = read_bytes(path)
    except OSError as error:
        return Checked(shown(path), failure=Failure(shown(path), "unreadable", f"cannot be read: {error.strerror}"))
    return check_file(path, data, named, project)


def _in_worker(task: tuple[str, bool, Options]) -> Checked:
    path, named, options = task
    return _check(path, named, _project(options))


@cache
def _project(options: Options) -> Project:
    return Project(options)
