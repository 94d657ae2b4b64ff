"""What the server holds for its client: the open texts, and what the newest look at them found."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from kafkalint.lsp import notebooks
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
    """By address."""


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
        """A text was opened or changed."""
        document = self.server.workspace.get_text_document(uri)
        self._hold(Buffer(uri, document.version or 0, document.source))

    def open_notebook(self, params: types.DidOpenNotebookDocumentParams) -> None:
        """A notebook was opened."""
        self._hold(notebooks.opened(params))

    def change_notebook(self, params: types.DidChangeNotebookDocumentParams) -> None:
        """Cells of a notebook were changed."""
        before = Buffers(self._open).at(to_fs_path(params.notebook_document.uri) or "")
        if before is not None:
            self._hold(notebooks.changed(before, params, self._encoding))

    def _hold(self, buffer: Buffer) -> None:
        """Keep a text until it is closed; only those of files count."""
        path = to_fs_path(buffer.uri)
        if path is not None:
            self._open[os.path.abspath(path)] = buffer  # noqa: PTH100
            self._rounds.ask()

    def drop(self, uri: str) -> None:
        """A text, or a notebook, was closed."""
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
        encoding = self._encoding
        return lambda: _seen(look(buffers, options, last), encoding)

    @property
    def _encoding(self) -> str:
        """What positions are counted in."""
        encoding = self.server.workspace.position_encoding or types.PositionEncodingKind.Utf16
        return str(getattr(encoding, "value", encoding))

    def _done(self, seen: Seen) -> None:
        before, afresh, self.seen, self._afresh = self.seen, self._afresh, seen, False
        for complaint in seen.look.complaints:
            if complaint not in before.look.complaints:
                self.log(complaint)
        pulls, held = self._pulls(), {one.uri: one for one in seen.look.buffers.texts()}
        now = {uri for uri in (*seen.diagnostics, *held) if not (pulls and uri in held)}
        for uri in sorted(self._pushed | now):
            text = held.get(uri)
            found = seen.diagnostics.get(uri, []) if uri in now else []
            told = types.PublishDiagnosticsParams(uri, found, text.version if text else None)
            self.server.text_document_publish_diagnostics(told)
        self._pushed = now
        if pulls and afresh and self._refreshes():
            self.server.workspace_diagnostic_refresh(None)

    def _pulls(self) -> bool:
        """Whether the client asks for the diagnostics of open texts by itself."""
        able = self.server.client_capabilities.text_document
        return able is not None and able.diagnostic is not None

    def _refreshes(self) -> bool:
        able = self.server.client_capabilities.workspace
        return bool(able and able.diagnostics and able.diagnostics.refresh_support)


def _seen(found: Look, encoding: str) -> Seen:
    ranges = Ranges(found.buffers, encoding)
    return Seen(found, ranges, diagnostics(found.report, ranges))
