"""One look at all open texts: every one is checked as if it were saved, and the findings are put together."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from kafkalint.catalog.places import evidence_names
from kafkalint.config.settings import ConfigError
from kafkalint.formats import format_of
from kafkalint.lsp.buffers import Buffers
from kafkalint.model.manifest import manifest_of
from kafkalint.model.report import Report
from kafkalint.reporters.cells import without_cells
from kafkalint.reporters.words import failure_line, plain
from kafkalint.runner.baseline import with_baselines
from kafkalint.runner.discover import excluded
from kafkalint.runner.file import Checked, check_file
from kafkalint.runner.gather import report_of
from kafkalint.runner.options import Options
from kafkalint.runner.patterns import absolute
from kafkalint.runner.prefilter import mentions, needles_for
from kafkalint.runner.project import Project, shown


@dataclass(frozen=True, slots=True)
class Look:
    """What was found in the texts that were open at one time."""

    buffers: Buffers
    checked: Mapping[str, Checked]
    """The result for every open text, by absolute path."""
    report: Report
    """All of them together; nothing in it points into a cell of a notebook that is not open as one."""
    complaints: tuple[str, ...]
    """What could not be checked, a line each."""


NOTHING = Look(Buffers({}), {}, Report(), ())
"""The look at no text at all."""


def look(buffers: Buffers, options: Options, last: Look) -> Look:
    """Check every open text, except those about which `last` still holds."""
    project = Project(options, buffers.read, buffers.beyond())
    changed = {path for path in {*buffers.open, *last.buffers.open} if buffers.at(path) != last.buffers.at(path)}
    checked: dict[str, Checked] = {}
    complaints: list[str] = []
    for path in buffers.open:
        try:
            known = None if _concerned(path, changed, buffers, last, project) else last.checked.get(path)
            checked[path] = known or _checked(path, project)
        except (ConfigError, OSError) as error:
            complaints.append(_in_one_line(path, error))
        except Exception as error:  # a mistake of kafkalint costs one text, not the server
            complaints.append(f"{shown(path)}: cannot be checked: {error!r}")
    report = report_of(list(checked.values()), [], len(checked), len(checked), project)
    report = without_cells(report, but={shown(path) for path, buffer in buffers.open.items() if buffer.cells})
    try:
        report = with_baselines(report, project)
    except ConfigError as error:  # what nobody can look up is new
        complaints.append(plain(str(error)))
    complaints += [failure_line(failure) for failure in report.failures]
    return Look(buffers, checked, report, tuple(dict.fromkeys(complaints)))


def rewritten(path: str, buffers: Buffers, options: Options) -> Iterator[tuple[str, bytes]]:
    """The files that `check --fix` would write for one open text, by path, each with its new content.

    Raises ConfigError and OSError.
    """
    project = Project(replace(options, fix=True, survey=False), buffers.read, buffers.beyond())
    for one in check_file(path, buffers.read(path), True, project).rewritten:
        yield one.path, one.after


def _checked(path: str, project: Project) -> Checked:
    """The result for one open text; an empty one for what a run over the folder would not look at."""
    settings = project.settings_for(absolute(os.path.dirname(path)))  # noqa: PTH120
    data = project.read(path)
    left_out = excluded(path, project.settings_for) or format_of(os.path.basename(path)) is None  # noqa: PTH119
    if left_out or not mentions(data, needles_for(path, project.needles_for(settings))):
        return Checked(shown(path))
    return check_file(path, data, True, project)


def _concerned(path: str, changed: Set[str], buffers: Buffers, last: Look, project: Project) -> bool:
    """Whether what was found in a text may be different now."""
    if path not in last.checked or path in changed:
        return True
    come = {other for other in changed if buffers.at(other) is None or last.buffers.at(other) is None}
    beside = any(os.path.dirname(other) == os.path.dirname(path) for other in come)  # noqa: PTH120
    read = last.checked[path].read
    return beside or any(shown(other) in read or _bears_on(path, other, project) for other in changed)


def _bears_on(path: str, other: str, project: Project) -> bool:
    """Whether what is found in one file may hang on another one, whether it has been read or not."""
    return (_is_code(path) and _is_code(other)) or _is_evidence(other, project)


def _is_code(path: str) -> bool:
    return hasattr(format_of(os.path.basename(path)), "imports")  # noqa: PTH119


def _is_evidence(path: str, project: Project) -> bool:
    """Whether a file may say something about the clients and brokers of others."""
    catalog = project.catalog_for(project.settings_for(absolute(os.path.dirname(path))))  # noqa: PTH120
    name = os.path.basename(path)  # noqa: PTH119
    named = any(fnmatchcase(name, pattern) for pattern in evidence_names(catalog.places))
    return named or manifest_of(path, catalog.manifests) is not None


def _in_one_line(path: str, error: Exception) -> str:
    said = f"{shown(path)}: cannot be read: {error.strerror}" if isinstance(error, OSError) else str(error)
    return plain(said)
