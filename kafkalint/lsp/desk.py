"""What the server holds for its client: the open texts, and what the newest look at them found."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from kafkalint.lsp.buffers import Buffer, Buffers
from kafkalint.lsp.diagnostics import diagnostics
from kafkalint.lsp.look import NOTHING, Look, look
from kafkalint.lsp.ranges import Ranges
from kafkalint.lsp.rounds import Rounds
from kafkalint.runner.options import Options


@dataclass(frozen=True, slots=True)
class Seen:
    """A look, and what it means in the protocol's words."""

    look: Look
    ranges: Ranges
    diagnostics: dict[str, list[types.Diagnostic]]
    """By absolute path."""

    def uri(self, path: str) -> str:
        """The address of a file, as the client spells it where it has opened it."""
        buffer = self.look.buffers.at(path)
        return buffer.uri if buffer else from_fs_path(os.path.abspath(path)) or ""  # noqa: PTH100


@dataclass(slots=True)
class Desk:
    """The state of one server."""

    server: LanguageServer
    _options: Options
    seen: Seen = field(init=False)
    """The newest look; the texts may have changed since."""
    _open: dict[str, Buffer] = field(default_factory=dict)
    _rounds: Rounds[Seen] = field(init=False)
    _afresh: bool = False
    """Whether something on disk has changed, so that nothing that was found before holds."""
    _pushed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.seen = _seen(NOTHING, "utf-16")
        self._rounds = Rounds(self._work, self._done)

    @property
    def options(self) -> Options:
        """What a look is asked to do, in the folders that the client works in."""
        folders = [to_fs_path(uri) for uri in self.server.workspace.folders]
        paths = tuple(path for path in (*folders, self.server.workspace.root_path) if path)
        return replace(self._options, paths=paths or (".",))

    def put(self, uri: str) -> None:
        """A text was opened or changed; only those of files count."""
        path = to_fs_path(uri)
        if path is not None:
            document = self.server.workspace.get_text_document(uri)
            self._open[os.path.abspath(path)] = Buffer(uri, document.version or 0, document.source)  # noqa: PTH100
            self._rounds.ask()

    def drop(self, uri: str) -> None:
        """A text was closed."""
        if self._open.pop(os.path.abspath(to_fs_path(uri) or ""), None) is not None:  # noqa: PTH100
            self._rounds.ask()

    def start_afresh(self) -> None:
        """Something that is not an open text may have changed."""
        self._afresh = True
        self._rounds.ask()

    async def settled(self) -> Seen:
        """The look at the newest texts."""
        await self._rounds.settled()
        return self.seen

    def log(self, message: str, kind: types.MessageType = types.MessageType.Warning) -> None:
        """A line for the client's log."""
        self.server.window_log_message(types.LogMessageParams(kind, message))

    def edit(self, edits: Sequence[types.TextDocumentEdit]) -> types.WorkspaceEdit:
        """Edits of several files as the client understands them."""
        able = self.server.client_capabilities.workspace
        if able and able.workspace_edit and able.workspace_edit.document_changes:
            return types.WorkspaceEdit(document_changes=edits)
        plain = {
            one.text_document.uri: [each for each in one.edits if isinstance(each, types.TextEdit)] for one in edits
        }
        return types.WorkspaceEdit(changes=plain)

    def resolves(self) -> bool:
        """Whether the client asks for the edits of an action only when it is taken."""
        able = self.server.client_capabilities.text_document
        wish = able.code_action.resolve_support if able and able.code_action else None
        return wish is not None and "edit" in wish.properties

    def _work(self) -> Callable[[], Seen]:
        buffers, options, last = Buffers(dict(self._open)), self.options, NOTHING if self._afresh else self.seen.look
        encoding = self.server.workspace.position_encoding or types.PositionEncodingKind.Utf16
        return lambda: _seen(look(buffers, options, last), str(getattr(encoding, "value", encoding)))

    def _done(self, seen: Seen) -> None:
        before, afresh, self.seen, self._afresh = self.seen, self._afresh, seen, False
        for complaint in seen.look.complaints:
            if complaint not in before.look.complaints:
                self.log(complaint)
        pulls = self._pulls()
        now = {path for path in (*seen.diagnostics, *seen.look.buffers.open) if not (pulls and path in self._open)}
        for path in sorted(self._pushed | now):
            self._push(seen, path, seen.diagnostics.get(path, []) if path in now else [])
        self._pushed = now
        if pulls and afresh and self._refreshes():
            self.server.workspace_diagnostic_refresh(None)

    def _push(self, seen: Seen, path: str, found: list[types.Diagnostic]) -> None:
        buffer = seen.look.buffers.at(path)
        told = types.PublishDiagnosticsParams(seen.uri(path), found, buffer.version if buffer else None)
        self.server.text_document_publish_diagnostics(told)

    def _pulls(self) -> bool:
        """Whether the client asks for the diagnostics of open texts by itself."""
        able = self.server.client_capabilities.text_document
        return able is not None and able.diagnostic is not None

    def _refreshes(self) -> bool:
        able = self.server.client_capabilities.workspace
        return bool(able and able.diagnostics and able.diagnostics.refresh_support)


def _seen(found: Look, encoding: str) -> Seen:
    ranges = Ranges(found.buffers.text_of, encoding)
    bare = Seen(found, ranges, {})
    return replace(bare, diagnostics=diagnostics(found.report, ranges, bare.uri))
