"""Ask real clients which settings they have, and write `rules/names/`; with --check only compare.

Usage: python .ci/inventory [--check] [CLIENT [VERSION ...]]

Without versions it asks the releases that the file lists under `asked`; versions that are given are asked beside them,
with --check alone. It needs the package registries, and mvn with a JDK for the Java client.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import table
from ask import CLIENTS

FOLDER = Path(__file__).resolve().parents[2] / "rules" / "names"


def main(arguments: Sequence[str]) -> int:
    """0 when the lists are those of the clients, or were written; 1 when --check finds a difference."""
    parser = argparse.ArgumentParser(prog="inventory", description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("client", nargs="?", choices=sorted(CLIENTS))
    parser.add_argument("versions", nargs="*")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        return max([_one(client, given, Path(folder) / client) for client in _chosen(given)])


def _chosen(given: argparse.Namespace) -> list[str]:
    return [given.client] if given.client else list(CLIENTS)


def _one(client: str, given: argparse.Namespace, folder: Path) -> int:
    """Ask one client, and compare or write its list."""
    path = FOLDER / f"{client}.yaml"
    known = table.read(path.read_text("utf-8")) if path.exists() else table.Table({})
    releases = given.versions if given.check and given.versions else [*known.releases, *given.versions]
    found = CLIENTS[client](list(dict.fromkeys(releases)), folder)
    wrong = [version for version, names in found.items() if known.names_at(version) != names]
    for version in wrong if path.exists() else ():
        there, here = known.names_at(version), found[version]
        print(f"{client} {version}: has {sorted(here - there)}, has not {sorted(there - here)}")
    count = len(frozenset().union(*found.values()))
    print(f"{client}: {len(found)} versions asked, {count} names, {len(wrong)} versions differ")
    if not given.check:
        path.parent.mkdir(exist_ok=True)
        path.write_text(table.Table(found, tuple(releases)).text(client), "utf-8")
    return 1 if given.check and wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
