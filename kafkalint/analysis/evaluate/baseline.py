"""Telling known findings from new ones, also after lines have moved and files were renamed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from kafkalint.model.baseline import Baseline, Known


def recognised(found: Sequence[Known], baseline: Baseline, lost: Collection[str]) -> tuple[set[int], Baseline]:
    """Which of `found` (by position) are in the baseline, and what of the baseline is left over.

    `lost` are paths of the baseline at which there is no file any more. A finding in a file that the baseline does not
    name is a known one of a lost file when the two files are the only ones that it may be about: of those with the same
    end of the path (the more of it the better), or of all.
    """
    left = Counter(dict(baseline))
    known: set[int] = set()
    for index, one in enumerate(found):
        if left[one] > 0:
            left[one] -= 1
            known.add(index)
    named = {one.path for one in baseline}
    strange = [index for index, one in enumerate(found) if one.path not in named]
    deepest = max((found[index].path.count("/") + 1 for index in strange), default=0) if lost else 0
    for depth in range(deepest, -1, -1):
        known |= _renamed(found, [index for index in strange if index not in known], left, lost, depth)
    return known, {one: number for one, number in left.items() if number > 0}


def _renamed(
    found: Sequence[Known], strange: Sequence[int], left: Counter[Known], lost: Collection[str], depth: int
) -> set[int]:
    """The strange ones that certainly belong to a lost file with the same last `depth` parts; takes them off `left`."""
    sources: dict[object, set[Known]] = {}
    for one in left:
        if left[one] > 0 and one.path in lost:
            sources.setdefault(_kind(one, depth), set()).add(one)
    goals: dict[object, list[int]] = {}
    for index in strange:
        goals.setdefault(_kind(found[index], depth), []).append(index)
    known: set[int] = set()
    for kind, indexes in goals.items():
        if len(sources.get(kind, ())) == 1 and len({found[index].path for index in indexes}) == 1:
            (source,) = sources[kind]
            taken = indexes[: left[source]]
            left[source] -= len(taken)
            known.update(taken)
    return known


def _kind(one: Known, depth: int) -> tuple[object, ...]:
    return one.rule, one.client, one.setting, tuple(one.path.split("/")[-depth:]) if depth else ()
