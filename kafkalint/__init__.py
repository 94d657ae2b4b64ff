"""kafkalint finds producers that are not idempotent, and rewrites them to the Kafka 3.0 defaults.

The Python API is `check` and `verdict`; what they give is described in `kafkalint.model`.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as `typing.TYPE_CHECKING`, without its import: the command must start fast
if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

    from kafkalint.config.settings import ConfigError
    from kafkalint.model.report import Report
    from kafkalint.model.value import Native
    from kafkalint.model.verdict import Verdict

__version__ = "0.1.0"
HOME = "https://github.com/kafkalint/kafkalint"
"""Where the project lives."""
__all__ = ["ConfigError", "Report", "Verdict", "__version__", "check", "verdict"]

_HOMES = {
    "ConfigError": "kafkalint.config.settings",
    "Report": "kafkalint.model.report",
    "Verdict": "kafkalint.model.verdict",
}


def check(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] = ".",
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    fix: bool = False,
    unsafe_fixes: bool = False,
    notes: bool = False,
    isolated: bool = False,
) -> Report:
    """Check files and folders as `kafkalint check` does, with the configuration that lies beside them.

    With `fix`, files are rewritten. What could not be checked or written is among the report's `failures`. Raises
    ConfigError for a configuration that does not hold, and for a rule in `select` or `ignore` that does not exist.
    """
    from os import PathLike, fspath

    from kafkalint.model.finding import Severity
    from kafkalint.runner.options import Options
    from kafkalint.runner.run import run

    several = [paths] if isinstance(paths, str | PathLike) else paths
    options = Options(
        paths=tuple(fspath(path) for path in several),
        select=tuple(select),
        ignore=tuple(ignore),
        fix=fix,
        unsafe=unsafe_fixes,
        min_severity=Severity.NOTE if notes else Severity.WARNING,
        isolated=isolated,
        jobs=1,  # more processes would need a guard around the caller's own main module
    )
    return run(options)[0]


def verdict(client: str, version: str, settings: Mapping[str, Native]) -> Verdict:
    """What `version` of `client` does with `settings`, given by their native names in the order of writing.

    The types of the values are the client's: ``{"acks": "1"}`` for Java, ``{"acks": 1}`` for a Python client. Raises
    ValueError for a client or a version that is not known.
    """
    from kafkalint.analysis.resolve.ask import verdict as ask

    return ask(client, version, settings)


def __getattr__(name: str) -> object:
    """The types of the API, imported when they are asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kafkalint' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
