"""Who owns a file, as CODEOWNERS says: the last pattern that matches counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
"""Where the file may lie; the first that is there counts."""
_SECTION = re.compile(r"\^?\[[^\]]*\](?:\[\d+\])?(?P<owners>.*)")
_WORD = re.compile(r"(?:\\.|[^\s\\])+")
_GLOB = re.compile(r"\*\*/|\*\*|\*|\?|\\.|.")


@dataclass(frozen=True, slots=True)
class Owners:
    """The patterns of one CODEOWNERS file with the owners of what matches them, in order."""

    root: Path
    rows: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = ()

    def of(self, path: str) -> tuple[str, ...]:
        """The owners of a file; none where nothing matches, or where that is what the file says."""
        try:
            name = Path(path).absolute().relative_to(self.root).as_posix()
        except ValueError:
            return ()
        return next((owners for pattern, owners in reversed(self.rows) if pattern.fullmatch(name)), ())


def owners_in(root: Path) -> Owners:
    """The owners below `root`; nobody owns anything without a file that can be read."""
    for place in PLACES:
        try:
            text = (root / place).read_text("utf-8", "replace")
        except OSError:
            continue
        return Owners(root, tuple(_rows(text)))
    return Owners(root)


def _rows(text: str) -> Iterator[tuple[re.Pattern[str], tuple[str, ...]]]:
    default: tuple[str, ...] = ()
    for line in text.splitlines():
        words = _words(line)
        section = _SECTION.fullmatch(line.strip())
        if section:
            default = tuple(_words(section["owners"]))
        elif words:
            yield re.compile(_expression(words[0]), re.DOTALL), tuple(words[1:]) or default


def _words(line: str) -> list[str]:
    """The words of a line up to a comment."""
    found = []
    for word in _WORD.findall(line):
        if word.startswith("#"):
            break
        found.append(word)
    return found


def _expression(glob: str) -> str:
    """A pattern as a regular expression for paths below the root: of a file, or of a folder with all that is in it."""
    anchored = "/" in glob.rstrip("/")
    folder = glob.endswith("/")
    only_here = glob.endswith("/*")
    body = "".join(map(_part, _GLOB.findall(glob.strip("/"))))
    end = "/.*" if folder else "" if only_here else "(?:/.*)?"
    return f"{'' if anchored else '(?:.*/)?'}{body}{end}"


def _part(token: str) -> str:
    known = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return known.get(token) or re.escape(token[1:] if len(token) == 2 else token)
