"""A tree in which every file is about Kafka: `python tests/benchmarks/dense.py [--files N] [--rounds N]`.

The Python files of the clients that are installed for the tests, as often as it takes; a check of all beside a loop
over LibCST's parser, which is given the files that a check must read and no others.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from importlib.util import find_spec
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from run import console, table

from kafkalint.runner.prefilter import mentions, needles, needles_for

CLIENTS = ("aiokafka", "confluent_kafka", "kafka")
PARSE = (
    "import sys, libcst; [libcst.parse_module(open(path, 'rb').read()) for path in open(sys.argv[1]).read().split()]"
)


def main() -> None:
    """Measure, and print medians with their ratios to the parser."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kafkalint-benchmark-"))
    try:
        planted = plant(folder / "tree", wanted.files)
        known = needles()
        read = [path for path in planted if mentions(path.read_bytes(), needles_for(path.name, known))]
        listed = folder / "read.txt"
        listed.write_text("\n".join(map(str, read)))
        commands = {"libcst.parse_module": [sys.executable, "-c", PARSE, str(listed)]}
        for jobs in ("1", "2"):
            commands[f"kafkalint check --jobs {jobs}"] = [
                console(),
                *("check", "--jobs", jobs, "--quiet", str(folder / "tree")),
            ]
        times = table(f"{len(planted):,} files, of which {len(read):,} must be read", commands, wanted.rounds)
        for name, taken in times.items():
            print(f"{name:34} {len(planted) / taken:10,.0f} files a second")
    finally:
        shutil.rmtree(folder)


def plant(folder: Path, files: int) -> list[Path]:
    """Copies of the clients' own files, until there are enough."""
    sources = [(name, path) for name in CLIENTS for root in _roots(name) for path in sorted(root.rglob("*.py"))]
    planted: list[Path] = []
    for number in count():
        for name, path in sources:
            if len(planted) == files:
                return planted
            root = next(root for root in _roots(name) if path.is_relative_to(root))
            copy = folder / f"copy{number}" / name / path.relative_to(root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            planted.append(copy)
    return planted


def _roots(name: str) -> list[Path]:
    """The folders of an installed package."""
    spec = find_spec(name)
    found = spec.submodule_search_locations if spec else None
    return [Path(each) for each in found or sys.exit(f"{name} is not installed")]


if __name__ == "__main__":
    main()
