"""Fingerprints: what makes a finding the same one after lines have moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from kafkalint.model.finding import Finding


def stamp(findings: Sequence[Finding]) -> list[Finding]:
    """The findings with their fingerprints; equal ones are told apart by their order.

    Give it all findings of a file at once, in the order of the file.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    stamped = []
    for finding in findings:
        identity = (finding.rule, finding.site.path, finding.setting, _sort(finding.value))
        digest = sha256("\0".join((*identity, str(seen[identity]))).encode()).hexdigest()
        seen[identity] += 1
        stamped.append(replace(finding, fingerprint=digest[:16]))
    return stamped


def _sort(value: str) -> str:
    """The class of a value: a number that changes is still the same finding."""
    return "number" if value.lstrip("-").isdecimal() else value.lower()
