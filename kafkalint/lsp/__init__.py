"""The editor's server: what is found in open texts, as the Language Server Protocol tells it.

Needs the extra ``kafkalint[lsp]``.
"""
