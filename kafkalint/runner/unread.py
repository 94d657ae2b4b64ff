"""What is not read: because it cannot hold anything, or cannot be read, which is then a failure or undecided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kafkalint.analysis.locate import may_hold
from kafkalint.catalog.places import client_modules, constructor_names, members_of_anything
from kafkalint.formats import Format
from kafkalint.model.document import Document
from kafkalint.model.edit import Unreadable
from kafkalint.model.manifest import manifest_of
from kafkalint.model.report import Failure, Undecided
from kafkalint.model.source import Source, Span
from kafkalint.reporters.positions import Places
from kafkalint.runner.examine import Examined
from kafkalint.runner.project import Context


def cannot_hold_anything(source: Source, syntax: Format, context: Context) -> bool:
    """Whether a script or source code without a producer, neither a manifest nor speaking to kafkalint, can be left."""
    if manifest_of(source.path, context.catalog.manifests) or "kafkalint:" in source.text:
        return False
    if not hasattr(syntax, "imports"):
        return hasattr(syntax, "TEXTS") and not _has_place((source.path, syntax.TEXTS), source, context)
    members = members_of_anything(context.catalog.places)
    if members is not None and members.search(source.text):
        return False
    if not imports_client(source, syntax, context):
        return True
    parses = getattr(syntax, "parses", None)
    made = any(name in source.text for name in constructor_names(context.catalog.places))
    return not made and parses is not None and parses(source)


def _has_place(names: Iterable[str], source: Source, context: Context) -> bool:
    """Whether some place is looked for in files of such names, and mentioned."""
    data = source.data.lower()
    return any(may_hold(place, name, data) for place in context.catalog.places for name in names)


def imports_client(source: Source, syntax: Format, context: Context) -> bool:
    """Whether source code that perhaps cannot be parsed imports what some place looks for."""
    imports = getattr(syntax, "imports", None)
    return imports is not None and not client_modules(context.catalog.places).isdisjoint(imports(source.text))


def undecodable(path: str, data: bytes, error: Unreadable) -> Failure:
    """The failure of a file whose bytes are no text; where it is known that one byte is to blame, it says where."""
    message = f"cannot be read: {error.reason}"
    if not error.span.end:
        return Failure(path, "undecodable", message)
    before = data.decode("utf-8-sig", "replace")[: error.span.start]
    return Failure(path, "undecodable", message, before.count("\n") + 1, len(before) - before.rfind("\n"))


def complaint(source: Source, error: Unreadable, fails: bool) -> tuple[Failure | None, Undecided | None]:
    """A failure where the file was named or certainly uses a client; a template or another syntax is undecided."""
    start = min(error.span.start, len(source.text))
    at = Places((source,)).start(source.path, Span(start, start))
    if fails:
        message = f"cannot be read: {error.reason}"
        return Failure(source.path, "unparsable", message, at.line, at.column, at.cell), None
    cell = "" if at.cell is None else f"cell {at.cell}, "
    return None, Undecided(source.path, f"{cell}line {at.line}: {error.reason}")


def set_aside(examined: Examined, context: Context, named: bool) -> tuple[Failure | None, Undecided | None]:
    """What is to be said about parts of a file that could not be read, while the others were."""
    unread = examined.read.unread
    if not unread:
        return None, None
    if isinstance(examined.read, Document):
        return complaint(examined.source, unread[0], fails=False)
    using = [error for error in unread if _uses_client(error, examined, context)]
    told = (using or unread)[0]
    others = f"{told.reason}; {len(unread) - 1} more of its cells cannot be read either"
    return complaint(examined.source, Unreadable(others, told.span) if len(unread) > 1 else told, named or bool(using))


def _uses_client(error: Unreadable, examined: Examined, context: Context) -> bool:
    source = examined.source
    part = source.part(error.span.start)
    return imports_client(replace(source, text=source.slice(part.span)), examined.syntax, context)
