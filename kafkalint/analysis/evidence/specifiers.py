"""Version constraints as people write them, read as ranges.

What cannot be read is the open range: no constraint is invented. Pre-release marks do not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from kafkalint.model.version import Version, VersionRange

OPEN = VersionRange()
LONGEST = 200
"""Characters above which a text is no constraint."""
_RELEASE = r"v?\d+(?:\.\d+)*"
_SUFFIX = r"(?:[-+._]?[A-Za-z][\w.+-]*|[-+]\w[\w.+-]*)?"
_PYTHON = re.compile(
    rf"(?P<operator>===|==|~=|!=|<=|>=|=|<|>|\^|~)?\s*(?P<version>{_RELEASE})(?:(?P<wild>\.[*xX])(?![\w.])|{_SUFFIX})"
)
_JVM = re.compile(rf"(?P<version>{_RELEASE}){_SUFFIX}")
_PREFIX = re.compile(r"(?P<version>\d+(?:\.\d+)*)\.(?:\+|x)")
_INTERVAL = re.compile(r"([\[\](])([^\[\]()]*)([\[\])])")


def python(text: str) -> VersionRange:
    """A constraint of PEP 440, Poetry (``^``, ``~``, ``||``) or a plain version."""
    try:
        return declared(text)
    except ValueError:
        return OPEN


def jvm(text: str) -> VersionRange:
    """A version or range of Maven (``[1,2)``) or Gradle (``[1,2[``, ``3.+``, ``[3,4)!!3.7``)."""
    text = text.strip().partition("!!")[0].strip()
    if len(text) > LONGEST:
        return OPEN
    plain = _JVM.fullmatch(text)
    if plain:
        return VersionRange.exactly(Version.parse(plain["version"]))
    prefix = _PREFIX.fullmatch(text)
    if prefix:
        return _family(Version.parse(prefix["version"]))
    intervals = list(_INTERVAL.finditer(text))
    if _INTERVAL.sub("", text).strip(" ,"):
        return OPEN
    try:
        return hull(_interval(*found.groups()) for found in intervals)
    except ValueError:
        return OPEN


def declared(text: str) -> VersionRange:
    """A constraint that a user has declared: ``>=3.2,<4``, ``3.7.*``, or ``3.7`` for that version alone.

    Raises ValueError with one line that says what cannot be read.
    """
    if len(text) > LONGEST:
        raise ValueError("not a version constraint: too long")
    if text.strip() == "*":
        return OPEN
    return hull(_all_of(part, text) for part in text.split("||"))


GRAMMARS: Mapping[str, Callable[[str], VersionRange]] = MappingProxyType({"pypi": python, "maven": jvm})
"""How constraints are read, by ecosystem."""


def hull(ranges: Iterable[VersionRange]) -> VersionRange:
    """The smallest range that holds all of `ranges`; open for none."""
    found = list(ranges)
    if not found:
        return OPEN
    return _between(min(found, key=_low), max(found, key=_high))


def _between(low: VersionRange, high: VersionRange) -> VersionRange:
    """From the low end of one range to the high end of another; raises ValueError when nothing lies between."""
    versions = VersionRange(
        low.low, high.high, low.low is None or low.low_included, high.high is not None and high.high_included
    )
    if versions.low is not None and versions.high is not None:
        closed = versions.low_included and versions.high_included
        if versions.low > versions.high or (versions.low == versions.high and not closed):
            raise ValueError(f"no version is {versions}")
    return versions


def _low(versions: VersionRange) -> tuple[bool, tuple[int, ...], bool]:
    """A key that orders ranges by where they begin."""
    if versions.low is None:
        return False, (), False
    return True, versions.low.significant, not versions.low_included


def _high(versions: VersionRange) -> tuple[bool, tuple[int, ...], bool]:
    """A key that orders ranges by where they end."""
    if versions.high is None:
        return True, (), False
    return False, versions.high.significant, versions.high_included


def _all_of(part: str, whole: str) -> VersionRange:
    """Every clause of a comma or blank separated constraint at once."""
    versions, at = OPEN, 0
    excluded: list[Version] = []
    text = re.sub(r"[\s,]+", " ", part.strip().removeprefix("(").removesuffix(")")).strip()
    if not text:
        raise ValueError(f"not a version constraint: {whole.strip()!r}")
    while at < len(text):
        found = _PYTHON.match(text, at)
        if found is None or text[found.end() : found.end() + 1] not in ("", " ", "<", ">", "=", "!", "~", "^"):
            raise ValueError(f"not a version constraint: {whole.strip()!r}")
        version = Version.parse(found["version"])
        if found["operator"] == "!=":
            excluded += [] if found["wild"] else [version]
        else:
            clause = _clause(found["operator"] or "", version, bool(found["wild"]))
            versions = _between(max(versions, clause, key=_low), min(versions, clause, key=_high))
        at = found.end() + (text[found.end() : found.end() + 1] == " ")
    return _without(versions, excluded)


def _clause(operator: str, version: Version, wild: bool) -> VersionRange:
    match operator:
        case ">=":
            return VersionRange(low=version)
        case ">":
            return VersionRange(low=version, low_included=False)
        case "<=":
            return VersionRange(high=version, high_included=True)
        case "<":
            return VersionRange(high=version)
        case "~=":
            return VersionRange(version, _next(version, max(len(version.numbers) - 2, 0)))
        case "^":
            first = next((at for at, number in enumerate(version.numbers) if number), len(version.numbers) - 1)
            return VersionRange(version, _next(version, first))
        case "~":
            return VersionRange(version, _next(version, min(1, len(version.numbers) - 1)))
        case _:
            return _family(version) if wild else VersionRange.exactly(version)


def _family(version: Version) -> VersionRange:
    """Every version that begins with the numbers of `version`."""
    return VersionRange(version, _next(version, len(version.numbers) - 1))


def _next(version: Version, position: int) -> Version:
    """The first version after all that share the numbers up to `position`."""
    kept = version.numbers[: position + 1]
    return Version((*kept[:-1], kept[-1] + 1))


def _without(versions: VersionRange, excluded: list[Version]) -> VersionRange:
    """The range without excluded ends; holes inside are not kept."""
    low = versions.low_included and versions.low not in excluded
    high = versions.high_included and versions.high not in excluded
    rest = VersionRange(versions.low, versions.high, low, high)
    return _between(rest, rest)


def _interval(opening: str, inside: str, closing: str) -> VersionRange:
    """One interval of Maven or Gradle; ``[1.0]`` is that version alone, ``]1`` and ``2[`` leave the end out."""
    written = [end.strip() for end in inside.split(",")]
    ends = [_JVM.fullmatch(end) for end in written]
    if len(written) > 2 or any(text and end is None for text, end in zip(written, ends, strict=True)):
        raise ValueError(f"not an interval: {inside!r}")
    versions = [Version.parse(end["version"]) if end else None for end in ends]
    both = VersionRange(versions[0], versions[-1], opening == "[", closing == "]")
    return _between(both, both)
