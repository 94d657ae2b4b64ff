"""The command: answers without the command line library where nothing but bytes has to be looked at."""

from __future__ import annotations

import os
import sys

from kafkalint import __version__

SILENT_FLAGS = frozenset({"--force-exclude", "--fix", "--unsafe-fixes", "--quiet", "-q", "--notes"})
"""Flags that make no difference for files in which nothing can be found."""


def main() -> None:
    """Run the command with the arguments of this process."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        print(f"kafkalint {__version__}")
    elif not _nothing_to_check(arguments):
        from kafkalint.cli import command

        command()


def _nothing_to_check(arguments: list[str]) -> bool:
    """Whether `arguments` only name files that cannot hold a producer; then says so."""
    if arguments[:1] != ["check"]:
        return False
    flags = [argument for argument in arguments[1:] if argument.startswith("-")]
    paths = [argument for argument in arguments[1:] if not argument.startswith("-")]
    if not paths or not SILENT_FLAGS.issuperset(flags):
        return False
    from kafkalint.runner.prefilter import configured, in_excluded, mentions, needles, needles_for, read_bytes

    if not all(map(os.path.isfile, paths)):
        return False
    if "--force-exclude" in flags and any(map(in_excluded, paths)):
        return False
    try:
        table = needles()
        if configured(paths) or any(mentions(read_bytes(path), needles_for(path, table)) for path in paths):
            return False
    except OSError:
        return False
    if "--quiet" not in flags and "-q" not in flags:
        files = len({_place(path) for path in paths})
        print(f"No findings in {files} file{'' if files == 1 else 's'}, 0 producers.")
    return True


def _place(path: str) -> str:
    """The same for all ways to write the path of one file; a link is a file of its own."""
    head, tail = os.path.split(path)
    return f"{os.path.realpath(head)}/{tail}"


if __name__ == "__main__":
    main()
