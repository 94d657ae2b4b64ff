"""A language client that talks to the real server over standard input and output."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient
from pygls.uris import to_fs_path

PATIENCE = 60
"""Seconds after which a server that says nothing fails a test."""


def counted(text: str, encoding: str = "utf-16") -> int:
    """The length of a piece of a line, as the protocol counts."""
    width = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    return len(text.encode(encoding if width == 1 else f"{encoding}-le")) // width


def offset(text: str, at: types.Position, encoding: str = "utf-16") -> int:
    """The place in `text` that a position of the protocol means."""
    starts = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", text))]
    start = starts[at.line]
    return next(end for end in range(start, len(text) + 1) if counted(text[start:end], encoding) >= at.character)


class Editor:
    """An editor in a folder, with texts that may be other than those on disk."""

    def __init__(self, folder: Path, *arguments: str, able: types.ClientCapabilities) -> None:
        self.folder = folder
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.pushed: dict[str, types.PublishDiagnosticsParams] = {}
        self.log: list[str] = []
        self.refreshed = 0
        self.loop = asyncio.new_event_loop()
        self.client = LanguageClient("editor", "1")
        self._listen()
        self.wait(self.client.start_io(sys.executable, "-m", "kafkalint", "lsp", *arguments, cwd=folder))
        wish = types.InitializeParams(able, root_uri=folder.as_uri())
        self.capabilities = self.wait(self.client.initialize_async(wish)).capabilities
        self.client.initialized(types.InitializedParams())

    def _listen(self) -> None:
        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def pushed(params: types.PublishDiagnosticsParams) -> None:
            self.pushed[params.uri] = params

        @self.client.feature(types.WINDOW_LOG_MESSAGE)
        def logged(params: types.LogMessageParams) -> None:
            self.log.append(params.message)

        @self.client.feature(types.WORKSPACE_DIAGNOSTIC_REFRESH)
        def refresh(_: None) -> None:
            self.refreshed += 1

    def wait(self, what):
        """The result of something that the client does."""
        return self.loop.run_until_complete(asyncio.wait_for(what, PATIENCE))

    def until(self, holds: Callable[[], bool]) -> None:
        """Let the client listen until something has come."""

        async def listen() -> None:
            while not holds():
                await asyncio.sleep(0.01)

        self.wait(listen())

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def type(self, name: str, text: str) -> None:
        """Open a text, or change it; nothing is saved."""
        self.texts[name] = text
        self.versions[name] = self.versions.get(name, 0) + 1
        if self.versions[name] == 1:
            item = types.TextDocumentItem(self.uri(name), "text", 1, text)
            self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        else:
            document = types.VersionedTextDocumentIdentifier(self.versions[name], self.uri(name))
            change = types.TextDocumentContentChangeWholeDocument(text)
            self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    def save(self, name: str) -> None:
        """Write a text to disk, and say so."""
        (self.folder / name).write_bytes(self.texts[name].encode())
        document = types.TextDocumentIdentifier(self.uri(name))
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(document))

    def close(self, name: str) -> None:
        del self.texts[name], self.versions[name]
        document = types.TextDocumentIdentifier(self.uri(name))
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(document))

    def told(self, name: str) -> list[types.Diagnostic]:
        """What is pushed about the newest text."""
        uri = self.uri(name)
        self.until(lambda: uri in self.pushed and self.pushed[uri].version == self.versions.get(name))
        return list(self.pushed[uri].diagnostics)

    def ask(self, name: str) -> list[types.Diagnostic]:
        """What is answered about the newest text."""
        params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(self.uri(name)))
        return list(self.wait(self.client.text_document_diagnostic_async(params)).items)

    def actions(self, name: str, where: types.Range, *only: str) -> list[types.CodeAction]:
        """What is offered at a place."""
        context = types.CodeActionContext([], only=list(only) or None)
        params = types.CodeActionParams(types.TextDocumentIdentifier(self.uri(name)), where, context)
        return list(self.wait(self.client.text_document_code_action_async(params)) or [])

    def resolve(self, action: types.CodeAction) -> types.CodeAction:
        return self.wait(self.client.code_action_resolve_async(action))

    def hover(self, name: str, line: int) -> str:
        """What is shown over a line (from 1)."""
        at = types.Position(line - 1, 0)
        params = types.HoverParams(types.TextDocumentIdentifier(self.uri(name)), at)
        found = self.wait(self.client.text_document_hover_async(params))
        return found.contents.value if found else ""

    def under(self, name: str, where: types.Range, encoding: str = "utf-16") -> str:
        """The part of a text that a range means."""
        text = self.texts[name]
        return text[offset(text, where.start, encoding) : offset(text, where.end, encoding)]

    def after(self, edit: types.WorkspaceEdit) -> dict[str, str]:
        """The texts as an edit leaves them, by name; those that are not open as they are on disk before."""
        edits = edit.changes or {one.text_document.uri: one.edits for one in edit.document_changes or ()}
        names = {uri: Path(to_fs_path(uri)).relative_to(self.folder).as_posix() for uri in edits}
        return {names[uri]: self._after(names[uri], edits[uri]) for uri in edits}

    def _after(self, name: str, edits: list[types.TextEdit]) -> str:
        text = self.texts[name] if name in self.texts else (self.folder / name).read_bytes().decode()
        places = [(offset(text, one.range.start), offset(text, one.range.end), one.new_text) for one in edits]
        for start, end, new in sorted(places, reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def end(self) -> tuple[int, str]:
        """Say good-bye; exit status and standard error of the server."""
        self.wait(self.client.shutdown_async(None))
        self.client.exit(None)
        return self.remains()

    def die(self) -> tuple[int, str]:
        """Go without a word."""
        self.client._server.stdin.close()
        return self.remains()

    def remains(self) -> tuple[int, str]:
        server = self.client._server
        err = self.wait(server.stderr.read()).decode()
        return self.wait(server.wait()), err


@pytest.fixture
def new() -> types.ClientCapabilities:
    """What new editors can do; one that can do nothing gets everything pushed, and edits without versions."""
    return types.ClientCapabilities(
        text_document=types.TextDocumentClientCapabilities(
            diagnostic=types.DiagnosticClientCapabilities(),
            code_action=types.CodeActionClientCapabilities(
                resolve_support=types.ClientCodeActionResolveOptions(properties=["edit"])
            ),
        ),
        workspace=types.WorkspaceClientCapabilities(
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
            diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=True),
        ),
    )


@pytest.fixture
def editor(project) -> Iterator[Callable[..., Editor]]:
    """Editors in the project."""
    begun: list[Editor] = []

    def begin(*arguments: str, able: types.ClientCapabilities | None = None) -> Editor:
        begun.append(Editor(project.folder, *arguments, able=able or types.ClientCapabilities()))
        return begun[-1]

    yield begin
    for one in begun:
        server = one.client._server
        if server.returncode is None:
            server.kill()
            one.wait(server.wait())
        for task in asyncio.all_tasks(one.loop):
            task.cancel()
        one.loop.run_until_complete(asyncio.sleep(0))
        one.loop.close()
