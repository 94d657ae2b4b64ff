"""What is said of an application in several of its profiles: once, with those in which alone it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kafkalint.analysis.evaluate.messages import listed
from kafkalint.model.finding import Finding
from kafkalint.model.producer import NO_PROFILE, Producer, Variant


def once(findings: Iterable[tuple[Producer, Finding]], path: str) -> Iterator[Finding]:
    """The findings that concern the file at `path`; of those that say the same, the one that is mended most widely.

    Without what is only said where the same settings as elsewhere may not be all.
    """
    said: dict[object, list[tuple[Variant | None, Finding]]] = {}
    for producer, finding in findings:
        variant = producer.variant
        key = (finding.rule, finding.site, finding.setting, finding.message) if variant else id(finding)
        said.setdefault(key, []).append((variant, finding))
    for same in said.values():
        variants = [variant for variant, _ in same if variant]
        finding = max((each for _, each in same), key=_reach)
        concerned = any(path in variant.files for variant in variants)
        if not variants or (concerned and any(variant.apart for variant in variants)):
            yield replace(finding, profiles=tuple(sorted({variant.name or NO_PROFILE for variant in variants})))


def _reach(finding: Finding) -> int:
    """How many edits mend it."""
    return sum(len(patch.edits) for patch in finding.fix.patches) if finding.fix else 0


def with_profiles(finding: Finding) -> Finding:
    """A finding that says in which profiles alone it holds, where it does not when none is chosen."""
    names = finding.profiles
    if not names or NO_PROFILE in names:
        return finding
    return replace(finding, message=f"{finding.message} (profile{'s' if len(names) > 1 else ''} {listed(names)})")
