"""Results that touch the same files made to fit: each sees what the ones before it have rewritten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kafkalint.model.source import Source
from kafkalint.model.survey import Surveyed
from kafkalint.runner.file import Checked, check_file
from kafkalint.runner.modules import decoded
from kafkalint.runner.prefilter import read_bytes
from kafkalint.runner.project import Project, shown


def agreed(
    results: Sequence[Checked], paths: Sequence[str], named: frozenset[str], project: Project, texts: dict[str, Source]
) -> list[Checked]:
    """The results for `paths`, each again where a file that it read is rewritten for another one.

    The new texts of all go into `texts`.
    """
    if sum(bool(result.rewritten) for result in results) == 0:
        return list(results)
    fitting: list[Checked] = []
    seen: list[frozenset[str]] = []
    for result, path in zip(results, paths, strict=True):
        one = result
        if not texts.keys().isdisjoint((result.path, *result.read)):
            one = compared(result, again(path, path in named, project, texts))
        seen.append(frozenset(texts))
        texts |= {each.path: decoded(each.path, each.after) for each in one.rewritten}
        fitting.append(one)
    calm = project.without_fixing()
    return [
        _later(one, path, path in named, calm, texts, known)
        for one, path, known in zip(fitting, paths, seen, strict=True)
    ]


def again(path: str, named: bool, project: Project, texts: Mapping[str, Source]) -> Checked:
    """A file checked on top of new texts, which may be its own as well."""
    name = shown(path)
    data = texts[name].data if name in texts else read_bytes(path)
    return check_file(path, data, named, project, texts)


def _later(
    one: Checked, path: str, named: bool, project: Project, texts: Mapping[str, Source], known: frozenset[str]
) -> Checked:
    """The result with what is still to be said after files that it read were rewritten behind it."""
    own = {each.path for each in one.rewritten}
    if (texts.keys() - known - own).isdisjoint((one.path, *one.read)):
        return one
    after = compared(one, again(path, named, project, texts))
    return replace(after, rewritten=one.rewritten, fixed=one.fixed)


def compared(first: Checked, last: Checked) -> Checked:
    """`last` with its producers compared to what they were at `first`."""
    if len(first.surveyed) != len(last.surveyed):
        return last
    pairs = zip(first.surveyed, last.surveyed, strict=True)
    return replace(last, surveyed=tuple(_since(old, new) for old, new in pairs))


def _since(old: Surveyed, new: Surveyed) -> Surveyed:
    if new.applicability is not None:
        return replace(old, after=new.after, applicability=new.applicability, reason=new.reason)
    return replace(old, after=new.after)
