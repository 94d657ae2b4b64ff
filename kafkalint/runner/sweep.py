"""Suppressions without effect taken out, once it is known that no file of the run needs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kafkalint.model.producer import Site
from kafkalint.model.source import Source
from kafkalint.runner.agree import again, compared
from kafkalint.runner.file import Checked
from kafkalint.runner.modules import decoded
from kafkalint.runner.project import Project


def swept(
    results: Sequence[Checked], paths: Sequence[str], named: frozenset[str], project: Project, texts: dict[str, Source]
) -> list[Checked]:
    """The results for `paths` without idle suppressions; `texts` are the new texts so far, and further ones go there.

    What a comment in one file silences may be said of another one, so that all are looked at again after each round.
    """
    found = list(results)
    calm = project.without_fixing()
    while True:
        needed = frozenset[Site]().union(*(result.silencing for result in found))
        new: dict[str, Source] = {}
        for result, path in zip(found, paths, strict=True):
            if project.options.rewrites and not result.idle <= needed:
                after = again(path, path in named, project.sweeping(needed), texts)
                new |= {one.path: decoded(one.path, one.after) for one in after.rewritten}
                found = [_joined(one, after) for one in found]
        if not new:
            return found
        texts |= new
        found = [
            _kept(one, again(path, path in named, calm, texts))
            if not new.keys().isdisjoint((one.path, *one.read))
            else one
            for one, path in zip(found, paths, strict=True)
        ]


def _kept(one: Checked, after: Checked) -> Checked:
    return replace(compared(one, after), rewritten=one.rewritten, fixed=one.fixed)


def _joined(one: Checked, after: Checked) -> Checked:
    """A result with the new text of a file that it rewrites, or that is its own."""
    new = {each.path: each for each in after.rewritten}
    old = tuple(
        replace(each, source=new[each.path].source, after=new[each.path].after) if each.path in new else each
        for each in one.rewritten
    )
    further = tuple(each for path, each in new.items() if path not in {each.path for each in old})
    if one.path != after.path:
        return replace(one, rewritten=old)
    return replace(one, rewritten=(*old, *further), fixed=one.fixed + after.fixed)
