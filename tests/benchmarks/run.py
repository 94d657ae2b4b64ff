"""What kafkalint costs beside other commands, all in one run and in turns, so that only ratios count.

Usage: python tests/benchmarks/run.py [--rounds N] [--files N]
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

SHARE = 1000
"""One file in so many is about Kafka."""
WORDS = (
    "order",
    "invoice",
    "customer",
    "price",
    "total",
    "queue",
    "worker",
    "session",
    "report",
    "value",
    "state",
    "page",
)
PRODUCER = """
from kafka import KafkaProducer

producer = KafkaProducer(bootstrap_servers="localhost:9092", acks=1)
"""


def main() -> None:
    """Measure, and print medians with their ratios to the first command of each table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--files", type=int, default=40_000)
    wanted = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kafkalint-benchmark-"))
    try:
        starts(folder / "start", wanted.rounds)
        scans(folder / "tree", wanted.rounds, wanted.files)
    finally:
        shutil.rmtree(folder)


def starts(folder: Path, rounds: int) -> None:
    """Start-up, beside that of the interpreter."""
    plain, producer = folder / "plain.py", folder / "producer.py"
    folder.mkdir()
    plain.write_text(module(random.Random(1)))
    producer.write_text(PRODUCER)
    kafkalint = [console()]
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "kafkalint --version": [*kafkalint, "--version"],
        "one file without Kafka": [*kafkalint, "check", str(plain)],
        "one file with a producer": [*kafkalint, "check", str(producer)],
    }
    table(f"Start-up, {rounds * 3} rounds", commands, rounds * 3)


def scans(folder: Path, rounds: int, files: int) -> None:
    """A tree in which hardly anything is about Kafka, beside a search for the word and another linter."""
    plant(folder, files)
    commands: dict[str, Sequence[str]] = {}
    ruff, search = tool("ruff"), tool("rg")
    if ruff:
        commands["ruff --select F401 --no-cache"] = [
            ruff,
            "check",
            "--select",
            "F401",
            "--no-cache",
            "--isolated",
            "-q",
        ]
    if search:
        commands["rg -l, the same needles"] = [search, "-liF", *(f"-e{needle}" for needle in needles(".py", ".yaml"))]
    for name, found in (("ruff", ruff), ("rg", search)):
        if not found:
            print(f"{name} is not installed: left out")
    for jobs in ("1", "2"):
        commands[f"kafkalint check --jobs {jobs}"] = [console(), "check", "--jobs", jobs, "--quiet"]
    commands = {name: [*command, str(folder)] for name, command in commands.items()}
    table(f"{files:,} files, one in {SHARE:,} with a producer, {rounds} rounds", commands, rounds)


def table(title: str, commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, float]:
    """Run the commands in turns, and give the median seconds; a ratio is the median of the ratios within a round."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    peaks: dict[str, int] = {}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            begun = perf_counter()
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            taken = perf_counter() - begun
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode not in (0, 1):
                raise SystemExit(f"{name}: exit status {process.returncode}")
            peaks[name] = max(peaks.get(name, 0), usage.ru_maxrss // 1024)
            if turn:  # the first warms the caches
                times[name].append(taken)
    first = next(iter(times.values()))
    print(f"\n{title}\n{'':34} {'median ms':>10} {'ratio':>7} {'peak MB':>8}")
    for name, taken in times.items():
        ratio = median(mine / base for mine, base in zip(taken, first, strict=True))
        print(f"{name:34} {median(taken) * 1000:10.1f} {ratio:7.2f} {peaks[name]:8}")
    return {name: median(taken) for name, taken in times.items()}


def plant(folder: Path, files: int) -> None:
    """The same tree every time: modules and settings of usual size (ten kilobytes), a hundred to a folder."""
    chance = random.Random(0)
    modules = [module(chance) for _ in range(300)]
    tables = [settings(chance) for _ in range(50)]
    for number in range(files):
        inner = folder / f"area{number // 10_000}" / f"package{number // 100 % 100}"
        if number % 100 == 0:
            inner.mkdir(parents=True)
        if number % 10 == 9:
            inner.joinpath(f"settings{number % 100}.yaml").write_text(tables[number % len(tables)])
        else:
            text = modules[number % len(modules)]
            inner.joinpath(f"module{number % 100}.py").write_text(text + PRODUCER * (number % SHARE == 0))


def module(chance: random.Random) -> str:
    """A module of classes and functions with nothing of Kafka."""
    lines = ["import json", "import os", "from collections import OrderedDict", ""]
    for _ in range(chance.randint(5, 90)):
        one, two, three = chance.sample(WORDS, 3)
        lines += [
            f"def {one}_{two}({three}, {two}=None):",
            f'    """The {one} of a {two}."""',
            f"    if {two} is None:",
            f"        {two} = {{'{three}': {chance.randint(0, 999)}, '{one}': [{three}, os.sep]}}",
            f"    return json.dumps({two})",
            "",
        ]
    return "\n".join(lines)


def settings(chance: random.Random) -> str:
    """A YAML file with nothing of Kafka."""
    blocks = (f"{chance.choice(WORDS)}{number}:\n  {chance.choice(WORDS)}: {number}\n" for number in range(60))
    return "".join(blocks)


def needles(*suffixes: str) -> list[str]:
    """The strings that files with these suffixes are searched for."""
    rows = (
        line.split() for line in Path(__file__).parents[2].joinpath("rules", "needles.txt").read_text().splitlines()
    )
    return sorted({needle for suffix, *found in rows if suffix in suffixes for needle in found})


def console() -> str:
    """The installed command, which starts as it does for its users."""
    return tool("kafkalint") or sys.exit("kafkalint is not installed beside this interpreter")


def tool(name: str) -> str | None:
    """A program beside this interpreter."""
    return shutil.which(name, path=str(Path(sys.executable).parent))


if __name__ == "__main__":
    main()
