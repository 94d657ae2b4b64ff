"""What following settings costs: `python tests/benchmarks/flow.py [FOLDER …]`.

For every module that makes a producer the time of flow beside that of LibCST's parser, for the same modules, those
that are followed with it included: modules written here, or those of folders, each a project. Then a check of 1,200
modules, of which five make producers with settings and wrappers of other modules.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

import libcst

sys.path.insert(0, str(Path(__file__).parent))
from run import console, module

from kafkalint.analysis.flow import producers
from kafkalint.analysis.flow.facts import facts
from kafkalint.analysis.flow.relevance import relevance
from kafkalint.catalog.catalog import load
from kafkalint.formats import python
from kafkalint.model.edit import Unreadable
from kafkalint.runner.options import Options
from kafkalint.runner.project import Project

MODULES = 1_200
ROUNDS = 3
SETTINGS = "import os\n\nKAFKA = {'bootstrap.servers': os.getenv('SERVERS', 'x:9092'), 'acks': 1}\n"
WRAPPER = """
from confluent_kafka import Producer


class Sender:
    def __init__(self, conf):
        self.conf = conf

    def start(self):
        return Producer(self.conf)
"""
SENDER = """
from confluent_kafka import Producer
from area0.settings import KAFKA
from area0.wrapper import Sender
{module}

producer = Producer({{**KAFKA, "linger.ms": 5}})
sender = Sender(dict(KAFKA, acks="all")).start()
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    wanted = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kafkalint-benchmark-"))
    try:
        plant(folder)
        ratios(wanted.folders or [folder])
        checks(folder)
    finally:
        shutil.rmtree(folder)


def plant(folder: Path) -> None:
    """The same modules every time, a hundred to a package."""
    chance = random.Random(0)
    for number in range(MODULES):
        package = folder / f"area{number // 100}"
        package.mkdir(exist_ok=True)
        text = module(chance)
        package.joinpath("__init__.py").touch()
        sender = number % (MODULES // 5) == 7
        package.joinpath(f"module{number}.py").write_text(SENDER.format(module=text) if sender else text)
    folder.joinpath("area0/settings.py").write_text(SETTINGS)
    folder.joinpath("area0/wrapper.py").write_text(WRAPPER)


def ratios(folders: Sequence[Path]) -> None:
    """Flow beside the parser, for each module that makes a producer."""
    measured = sorted(ratio for folder in folders for ratio in _ratios(folder))
    if len(measured) < 2:
        print("fewer than two modules with a producer")
        return
    high = quantiles(measured, n=20, method="inclusive")[-1]
    print(f"{len(measured)} modules with producers: flow takes {median(measured):.2f} times as long as the parser")
    print(f"in the median, {high:.2f} times at the 95th percentile, {measured[-1]:.2f} times at most")


def _ratios(folder: Path) -> Iterator[float]:
    places, project = load().places, Project(Options((str(folder),)))
    for path in sorted(folder.rglob("*.py")):
        data = path.read_bytes()
        if b"kafka" not in data.lower():
            continue
        try:
            program = python.read(python.decode(str(path), data))
        except (Unreadable, RecursionError):
            continue
        context = project.context_for(str(path))
        if producers(program, places, context.modules):
            read = [context.modules.at(other).text for other in context.modules.used]
            taken = _least(partial(producers, program, places, context.modules))
            yield taken / _least(partial(_parse, [program.source.text, *read]))


def _parse(texts: Sequence[str]) -> None:
    for text in texts:
        libcst.parse_module(text)


def _least(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        relevance.cache_clear()
        facts.cache_clear()
        begun = process_time()
        work()
        taken.append(process_time() - begun)
    return min(taken)


def checks(folder: Path) -> None:
    """A whole run over the tree."""
    for jobs in ("1", "2"):
        begun = perf_counter()
        process = subprocess.Popen(
            [console(), "check", "--quiet", "--jobs", jobs, str(folder)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, _status, usage = os.wait4(process.pid, 0)
        process.returncode = 0
        taken, peak = perf_counter() - begun, usage.ru_maxrss // 1024
        print(f"{MODULES:,} modules, --jobs {jobs}: {taken:.1f} s, {usage.ru_utime:.1f} s of CPU, peak {peak} MB")


if __name__ == "__main__":
    main()
