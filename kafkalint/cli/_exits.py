"""Every exit status, in one table."""

from __future__ import annotations

import os
from enum import IntEnum
from pathlib import Path

import click

from kafkalint.model.finding import Severity
from kafkalint.model.report import Report


class Exit(IntEnum):
    """What the shell gets to see."""

    CLEAN = 0
    """No warning or error remains."""
    FOUND = 1
    """Warnings or errors remain; a change would be made (`--diff`) or was made (`--exit-non-zero-on-fix`); a baseline
    has what is gone (`--strict-baseline`)."""
    FAILED = 2
    """Bad usage or configuration, or something could not be checked or written."""


class Refused(click.ClickException):
    """Bad usage or configuration: one line on standard error."""

    exit_code = Exit.FAILED

    def show(self, file: object = None) -> None:  # noqa: ARG002  # click's signature
        """`kafkalint: what, where, what to do`; paths below the current folder are relative to it."""
        click.echo(f"kafkalint: {self.format_message().replace(f'{Path.cwd()}{os.sep}', '')}", err=True)


def status(report: Report, *, diff: bool, exit_zero: bool, non_zero_on_fix: bool, strict: bool) -> Exit:
    """The exit status of a checked report; `strict` ones leave nothing in a baseline that is gone."""
    if report.failures:
        return Exit.FAILED
    remains = any(finding.severity > Severity.NOTE for finding in report.findings)
    if diff:
        remains = bool(report.rewrites)
    if remains or (non_zero_on_fix and report.fixed) or (strict and report.gone):
        return Exit.CLEAN if exit_zero else Exit.FOUND
    return Exit.CLEAN
