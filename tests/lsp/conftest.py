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

EVERYWHERE = types.Range(types.Position(0, 0), types.Position(9_999, 0))
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


class Notebook:
    """A notebook in an editor, whose cells may be other than those on disk."""

    def __init__(
        self, client: Editor, cells: list[tuple[str, str]], name: str = "a.ipynb", scheme: str = "file"
    ) -> None:
        self.client, self.name, self.version, self.made = client, name, 1, 0
        self.uri = client.uri(name).replace("file", scheme, 1)
        self.items = [self.item(*cell) for cell in cells]
        listed = [self.cell(item) for item in self.items]
        document = types.NotebookDocument(self.uri, "jupyter-notebook", 1, listed)
        opened = types.DidOpenNotebookDocumentParams(document, list(self.items))
        client.client.notebook_document_did_open(opened)

    def item(self, language: str, text: str) -> types.TextDocumentItem:
        self.made += 1
        uri = self.uri.replace("file:", "vscode-notebook-cell:") + f"#W{self.made}sZmlsZQ%3D%3D"
        return types.TextDocumentItem(uri, language, 1, text)

    def cell(self, item: types.TextDocumentItem) -> types.NotebookCell:
        kinds = types.NotebookCellKind
        return types.NotebookCell(kinds.Markup if item.language_id == "markdown" else kinds.Code, item.uri)

    def send(self, change: types.NotebookDocumentCellChanges) -> None:
        self.version += 1
        document = types.VersionedNotebookDocumentIdentifier(self.version, self.uri)
        event = types.NotebookDocumentChangeEvent(cells=change)
        self.client.client.notebook_document_did_change(types.DidChangeNotebookDocumentParams(document, event))

    def type(self, number: int, old: str, new: str, encoding: str = "utf-16") -> None:
        """Put `new` in the place of `old` in a cell (from 1), told as editors do: only what has changed."""
        item = self.items[number - 1]
        at = item.text.index(old)
        place = types.Range(self.position(item.text, at, encoding), self.position(item.text, at + len(old), encoding))
        item.text, item.version = item.text.replace(old, new, 1), item.version + 1
        document = types.VersionedTextDocumentIdentifier(item.version, item.uri)
        edit = types.NotebookDocumentCellContentChanges(document, [types.TextDocumentContentChangePartial(place, new)])
        self.send(types.NotebookDocumentCellChanges(text_content=[edit]))

    def position(self, text: str, at: int, encoding: str) -> types.Position:
        before = text[:at].replace("\r\n", "\n").replace("\r", "\n")
        return types.Position(before.count("\n"), counted(before.rpartition("\n")[2], encoding))

    def splice(self, start: int, count: int, *cells: tuple[str, str]) -> None:
        """Take cells out (the first is 0) and put others in."""
        gone, new = self.items[start : start + count], [self.item(*cell) for cell in cells]
        self.items[start : start + count] = new
        array = types.NotebookCellArrayChange(start, count, [self.cell(item) for item in new])
        closed = [types.TextDocumentIdentifier(item.uri) for item in gone]
        self.send(types.NotebookDocumentCellChanges(types.NotebookDocumentCellChangeStructure(array, new, closed)))

    def close(self) -> None:
        document = types.NotebookDocumentIdentifier(self.uri)
        cells = [types.TextDocumentIdentifier(item.uri) for item in self.items]
        self.client.client.notebook_document_did_close(types.DidCloseNotebookDocumentParams(document, cells))

    def told(self, number: int) -> list[types.Diagnostic]:
        """What is pushed about the newest text of a cell."""
        item = self.items[number - 1]
        pushed = self.client.pushed
        self.client.until(lambda: item.uri in pushed and pushed[item.uri].version == item.version)
        return list(pushed[item.uri].diagnostics)

    def all(self) -> dict[int, list[str]]:
        """What is answered about every cell, by number."""
        found = {}
        for number, item in enumerate(self.items, 1):
            params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(item.uri))
            answer = self.client.wait(self.client.client.text_document_diagnostic_async(params))
            found[number] = [str(one.code) for one in answer.items]
        return {number: codes for number, codes in found.items() if codes}

    def under(self, number: int, where: types.Range, encoding: str = "utf-16") -> str:
        text = self.items[number - 1].text
        return text[offset(text, where.start, encoding) : offset(text, where.end, encoding)]

    def actions(self, number: int, *only: str) -> list[types.CodeAction]:
        identifier = types.TextDocumentIdentifier(self.items[number - 1].uri)
        context = types.CodeActionContext([], only=list(only) or None)
        params = types.CodeActionParams(identifier, EVERYWHERE, context)
        return list(self.client.wait(self.client.client.text_document_code_action_async(params)) or [])

    def hover(self, number: int, line: int) -> str:
        identifier = types.TextDocumentIdentifier(self.items[number - 1].uri)
        params = types.HoverParams(identifier, types.Position(line - 1, 0))
        found = self.client.wait(self.client.client.text_document_hover_async(params))
        return found.contents.value if found else ""

    def after(self, edit: types.WorkspaceEdit) -> list[str]:
        """The cells as an edit leaves them."""
        texts = {item.uri: item.text for item in self.items}
        versions = {item.uri: item.version for item in self.items}
        for one in edit.document_changes:
            text, uri = texts[one.text_document.uri], one.text_document.uri
            assert one.text_document.version == versions[uri]
            places = [
                (offset(text, each.range.start), offset(text, each.range.end), each.new_text) for each in one.edits
            ]
            for start, end, new in sorted(places, reverse=True):
                text = text[:start] + new + text[end:]
            texts[uri] = text
        return [texts[item.uri] for item in self.items]

    @property
    def cells(self) -> list[tuple[str, str]]:
        return [(item.language_id, item.text) for item in self.items]


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


@pytest.fixture
def notebook(editor, new) -> Callable[..., Notebook]:
    """Notebooks in an editor that asks for what it wants to know."""
    new.notebook_document = types.NotebookDocumentClientCapabilities(types.NotebookDocumentSyncClientCapabilities())
    return lambda cells, **given: Notebook(editor(able=new), cells, **given)


@pytest.fixture
def telling(editor) -> Callable[..., Notebook]:
    """Notebooks in an editor that is told."""
    sync = types.NotebookDocumentClientCapabilities(types.NotebookDocumentSyncClientCapabilities())

    def begin(cells, encoding: str = "utf-16") -> Notebook:
        general = types.GeneralClientCapabilities(position_encodings=[encoding])
        return Notebook(editor(able=types.ClientCapabilities(notebook_document=sync, general=general)), cells)

    return begin
