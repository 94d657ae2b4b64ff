"""What git says about the files of a folder; nothing that the repository configures is run."""

from __future__ import annotations

import os
import subprocess

_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"})
"""Inside a hook these point at the hook's repository, whatever folder is asked about."""
_QUIET = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}


def listed(folder: str) -> list[str] | None:
    """Tracked files, and untracked ones that are not ignored, below `folder`, with repositories inside it as folders.

    None where git does not answer, cannot see everything, or ignores the whole folder.
    """
    done = _git(folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    if done is None or done.returncode != 0 or b"could not open directory" in done.stderr:
        return None
    names = os.fsdecode(done.stdout).split("\0")[:-1]
    return names if names or not _ignored(folder) else None


def top(folder: str) -> str | None:
    """The highest folder of the repository around `folder`; None where git knows none."""
    return _line(folder, "rev-parse", "--show-toplevel")


def commit(folder: str, ref: str) -> str | None:
    """The commit that `ref` names; None when there is none."""
    return _line(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")


def parting(folder: str, commit: str) -> str | None:
    """The last commit that HEAD and `commit` have in common; None when none is known here."""
    return _line(folder, "merge-base", commit, "HEAD")


def stored(folder: str, commit: str, path: str) -> bytes | None:
    """What a file, by its path from the highest folder, held at `commit`, unfiltered; None when it was not there."""
    done = _git(folder, "cat-file", "blob", f"{commit}:{path}")
    return done.stdout if done is not None and done.returncode == 0 else None


def _line(folder: str, *arguments: str) -> str | None:
    done = _git(folder, *arguments)
    return os.fsdecode(done.stdout).rstrip("\n") if done is not None and done.returncode == 0 else None


def _ignored(folder: str) -> bool:
    done = _git(folder, "check-ignore", "--quiet", ".")
    return done is not None and done.returncode == 0


def _git(folder: str, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    harmless = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.allow=never"]
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK} | _QUIET
    try:
        return subprocess.run(
            ["git", *harmless, "-C", folder, *arguments],
            capture_output=True,
            check=False,
            env=environment,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, ValueError):  # no git, or a name that no program can be given
        return None
