"""The server: what the protocol asks for, answered from the newest look at all open texts."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from kafkalint import __version__
from kafkalint.catalog.catalog import load
from kafkalint.config.find import FILE, PROJECT, settings_for
from kafkalint.config.settings import ConfigError
from kafkalint.lsp import answers
from kafkalint.lsp.actions import FIX_ALL, QUICK_FIX
from kafkalint.lsp.desk import Desk
from kafkalint.lsp.notebooks import SYNC
from kafkalint.runner.options import Options

_MANIFESTS = "requirements*.txt,setup.cfg,*.lock,pom.xml,*.gradle,*.gradle.kts,*.versions.toml"
WATCHED = f"**/{{{FILE},{PROJECT},*baseline*.json,{_MANIFESTS}}}"
"""Files beside the open ones that say most about what is found; others are looked at again whenever one is saved."""


def serve(options: Options) -> bool:
    """Serve a client over standard input and output until it leaves; whether it said that it would."""
    server = LanguageServer(
        "kafkalint",
        __version__,
        # Changes of a range are counted in lines that end at form feeds and the like, which the protocol's do not.
        text_document_sync_kind=types.TextDocumentSyncKind.Full,
        notebook_document_sync=SYNC,
    )
    logging.getLogger("pygls").addHandler(logging.NullHandler())  # what a client sends wrongly is answered, not printed
    logging.getLogger("pygls").propagate = False
    desk = Desk(server, options)
    left: list[bool] = []

    @server.feature(types.SHUTDOWN)
    def shutdown(_: None) -> None:
        left.append(True)

    _register_texts(server, desk)
    _register_notebooks(server, desk)
    _register_answers(server, desk)
    server.start_io()
    return bool(left)


def _register_texts(server: LanguageServer, desk: Desk) -> None:
    """What the client says about its texts and files."""

    @server.feature(types.INITIALIZED)
    def watch(_: types.InitializedParams) -> None:
        able = server.client_capabilities.workspace
        if able and able.did_change_watched_files and able.did_change_watched_files.dynamic_registration:
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(WATCHED)])
            wish = types.Registration("kafkalint-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            server.client_register_capability(types.RegistrationParams([wish]))

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        desk.put(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        desk.put(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        desk.drop(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        _forget_rules(to_fs_path(params.text_document.uri) or "")
        desk.start_afresh()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def written(_: types.DidChangeWatchedFilesParams) -> None:
        desk.start_afresh()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def moved(_: types.DidChangeWorkspaceFoldersParams) -> None:
        desk.start_afresh()


def _register_notebooks(server: LanguageServer, desk: Desk) -> None:
    """What the client says about notebooks that it has opened as such."""

    @server.feature(types.NOTEBOOK_DOCUMENT_DID_OPEN)
    def opened_notebook(params: types.DidOpenNotebookDocumentParams) -> None:
        desk.open_notebook(params)

    @server.feature(types.NOTEBOOK_DOCUMENT_DID_CHANGE)
    def changed_notebook(params: types.DidChangeNotebookDocumentParams) -> None:
        desk.change_notebook(params)

    @server.feature(types.NOTEBOOK_DOCUMENT_DID_CLOSE)
    def closed_notebook(params: types.DidCloseNotebookDocumentParams) -> None:
        desk.drop(params.notebook_document.uri)

    @server.feature(types.NOTEBOOK_DOCUMENT_DID_SAVE)
    def saved_notebook(_: types.DidSaveNotebookDocumentParams) -> None:
        desk.start_afresh()


def _register_answers(server: LanguageServer, desk: Desk) -> None:
    """What the client asks for."""

    @server.feature(
        types.TEXT_DOCUMENT_DIAGNOSTIC,
        types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=False, identifier="kafkalint"),
    )
    async def diagnose(params: types.DocumentDiagnosticParams) -> types.RelatedFullDocumentDiagnosticReport:
        return answers.diagnose(await desk.settled(), params.text_document.uri)

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[QUICK_FIX, FIX_ALL], resolve_provider=True),
    )
    async def act(params: types.CodeActionParams) -> list[types.CodeAction]:
        return await answers.act(await desk.settled(), params, desk)

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def resolve(action: types.CodeAction) -> types.CodeAction:
        return await answers.resolve(await desk.settled(), action, desk)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        return answers.hover(await desk.settled(), params, desk.options)


def _forget_rules(path: str) -> None:
    """Own rules are read once, until one of them is saved."""
    try:
        folders = settings_for(Path(path).resolve().parent, {}).rules
    except ConfigError:
        return
    if any(Path(path).resolve().is_relative_to(os.path.realpath(folder)) for folder in folders):
        load.cache_clear()
