"""A plan carried out, so that a failure, a kill or a change of mind loses nothing."""

from __future__ import annotations

import glob
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kafkalint.fixing.write import WriteRefused, Writing, write
from kafkalint.migration.journal import Journal, JournalError, Journals
from kafkalint.migration.outline import Outline
from kafkalint.migration.plan import Entry, Plan, Status
from kafkalint.model.report import Failure


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a plan's files."""

    files: tuple[Path, ...]
    failures: tuple[Failure, ...]


def apply(outline: Outline, atomic: bool, passed: Callable[[int, int], None]) -> Plan:
    """Write what the plan says: each bundle of files as a whole or not at all, with `atomic` all of them.

    Gives the plan as it stands then. Raises JournalError, with nothing changed.
    """
    bundles = outline.bundles
    if atomic and bundles:
        bundles = (tuple(one for bundle in bundles for one in bundle),)
    journals = Journals.of(outline.plan.root)
    if not bundles:
        return _stood(outline.plan, Written((), ()))
    with journals.locked():
        refuse_after_interruption(journals)
        journal = journals.begin([one for bundle in bundles for one in bundle])
        try:
            written = _write(bundles, passed)
            journals.finish(journal, written.files)
        except BaseException:
            take_back(journals, journal)
            raise
    return _stood(outline.plan, written)


def undo(journals: Journals) -> Sequence[str]:
    """Take the last run back; gives the files that are now as they were. Raises JournalError, with nothing changed."""
    with journals.locked():
        journal = journals.newest()
        if journal is None:
            raise JournalError(f"{journals.root}: there is no run to take back")
        take_back(journals, journal)
    return [change.path for change in journal.changes]


def recover(journals: Journals) -> Sequence[str]:
    """Take back what an interrupted run has left half done, if there is such a run. Raises JournalError."""
    if not _interrupted(journals):
        return ()
    return undo(journals)


def refuse_after_interruption(journals: Journals) -> None:
    """Raises JournalError where a run was interrupted and has not been taken back."""
    if _interrupted(journals):
        raise JournalError("the last run was interrupted; `kafkalint migrate --undo` takes it back")


def _interrupted(journals: Journals) -> bool:
    newest = journals.newest()
    return newest is not None and not newest.finished


def take_back(journals: Journals, journal: Journal) -> None:
    """The files of a run as they were before it, all of them; raises JournalError, with nothing changed."""
    writings = []
    for change in journal.changes:
        path = journals.root / change.path
        content = _content(path, journal)
        if change.is_left(content):
            writings.append(Writing(path, content, change.before, journals.root))
        elif content != change.before:
            raise JournalError(f"{path}: was changed after the run; nothing was taken back (journal: {journal.file})")
    try:
        write(writings)
    except WriteRefused as refused:
        raise JournalError(f"{refused.path}: {refused}; nothing was taken back (journal: {journal.file})") from None
    _sweep(journals, journal)
    journals.forget(journal)


def _content(path: Path, journal: Journal) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        why = f"cannot be read: {error.strerror}; nothing was taken back (journal: {journal.file})"
        raise JournalError(f"{path}: {why}") from None


def _sweep(journals: Journals, journal: Journal) -> None:
    """Remove the copies that a killed run was about to put in place."""
    for change in journal.changes:
        target = (journals.root / change.path).resolve()
        for left in target.parent.glob(f".{glob.escape(target.name)}.*.kafkalint"):
            left.unlink(missing_ok=True)


def _write(bundles: Sequence[Sequence[Writing]], passed: Callable[[int, int], None]) -> Written:
    files: list[Path] = []
    failures: list[Failure] = []
    for done, bundle in enumerate(bundles, 1):
        try:
            write(bundle)
            files += [one.path for one in bundle]
        except WriteRefused as refused:
            path = (refused.path or bundle[0].path).as_posix()
            failures.append(Failure(path, refused.kind, f"not rewritten: {refused}"))
        passed(done, len(bundles))
    return Written(tuple(files), tuple(failures))


def _stood(plan: Plan, written: Written) -> Plan:
    """The plan with what has become of it."""
    files = {path.as_posix() for path in written.files}

    def settled(entry: Entry) -> Entry:
        if entry.status is not Status.READY:
            return entry
        return replace(entry, status=Status.APPLIED if entry.files <= files else Status.FAILED)

    return replace(
        plan,
        entries=tuple(map(settled, plan.entries)),
        rewrites=tuple(one for one in plan.rewrites if one.path in files),
        failures=(*plan.failures, *written.failures),
        applied=True,
    )
