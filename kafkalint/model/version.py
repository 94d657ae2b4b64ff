"""Versions of clients and brokers as numbers, and ranges of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import total_ordering

_NUMBERS = re.compile(r"v?(\d+(?:\.\d+)*)")


@total_ordering
@dataclass(frozen=True, slots=True)
class Version:
    """The numbers of a release: ``3.0`` equals ``3.0.0``; pre-release marks and suffixes do not count."""

    numbers: tuple[int, ...]

    @classmethod
    def parse(cls, text: str) -> Version:
        """The version that `text` begins with.

        Raises ValueError when it begins with none.
        """
        found = _NUMBERS.match(text.strip())
        if found is None:
            raise ValueError(f"not a version: {text!r}")
        return cls(tuple(int(part) for part in found[1].split(".")))

    @property
    def significant(self) -> tuple[int, ...]:
        """The numbers without trailing zeros."""
        end = len(self.numbers)
        while end and self.numbers[end - 1] == 0:
            end -= 1
        return self.numbers[:end]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Version) and self.significant == other.significant

    def __lt__(self, other: Version) -> bool:
        return self.significant < other.significant

    def __hash__(self) -> int:
        return hash(self.significant)

    def __str__(self) -> str:
        return ".".join(map(str, self.numbers))


@dataclass(frozen=True, slots=True)
class VersionRange:
    """Every version from `low` up to `high`; an end that is None is open."""

    low: Version | None = None
    high: Version | None = None
    low_included: bool = True
    high_included: bool = False

    @classmethod
    def exactly(cls, version: Version) -> VersionRange:
        """The range that holds `version` alone."""
        return cls(version, version, True, True)

    @property
    def exact(self) -> Version | None:
        """The only version in the range, if it is one."""
        return self.low if self.low is not None and self.low == self.high else None

    def __contains__(self, version: Version) -> bool:
        above = self.low is None or version > self.low or (self.low_included and version == self.low)
        below = self.high is None or version < self.high or (self.high_included and version == self.high)
        return above and below

    def holds(self, other: VersionRange) -> bool:
        """Whether every version of `other` is in this range."""
        low, high = self.low is None, self.high is None
        if self.low is not None and other.low is not None:
            same = other.low == self.low and (self.low_included or not other.low_included)
            low = other.low > self.low or same
        if self.high is not None and other.high is not None:
            same = other.high == self.high and (self.high_included or not other.high_included)
            high = other.high < self.high or same
        return low and high

    def __str__(self) -> str:
        if self.exact is not None:
            return str(self.exact)
        ends = []
        if self.low is not None:
            ends.append(f"{'>=' if self.low_included else '>'}{self.low}")
        if self.high is not None:
            ends.append(f"{'<=' if self.high_included else '<'}{self.high}")
        return ",".join(ends) or "any version"
