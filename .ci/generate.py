"""Write the files that follow from others; with --check only say which of them are stale.

Usage: python .ci/generate.py [--check]
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir
from functools import partial
from pathlib import Path

import client_pages
import rule_table
import service_page

from kafkalint.catalog import schemas
from kafkalint.catalog.catalog import load
from kafkalint.config.baseline import baseline_schema
from kafkalint.config.schema import json_schema
from kafkalint.explain import forms, rules
from kafkalint.reporters import Style, full
from kafkalint.runner.needles import table
from kafkalint.runner.options import Options
from kafkalint.runner.run import run

ROOT = Path(__file__).resolve().parents[1]
SHOWN = {
    "screen": ["check", "examples", "--color", "never"],
    "verdict": ["verdict", "--client", "java", "--client-version", "3.7", "acks=1"],
}
"""Commands whose output the README shows, by the name of the place."""


def hook_manifest() -> str:
    """The manifest again under the name without a dot."""
    return (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")


def needle_list() -> str:
    """What every file with a producer mentions, by suffix, for the first look at a file."""
    rows = table(load().places).items()
    return "".join(f"{suffix} {' '.join(needle.decode() for needle in found)}\n" for suffix, found in rows)


def config_schema() -> str:
    """The configuration for editors."""
    return json.dumps(json_schema(), indent=2) + "\n"


def known_schema() -> str:
    """The file of a baseline for programs."""
    return json.dumps(baseline_schema(), indent=2) + "\n"


def rules_schema(kind: str) -> str:
    """One kind of file in `rules/` for editors."""
    return json.dumps(schemas.json_schema(kind), indent=2) + "\n"


def workspace() -> str:
    """Which schema is that of which file, for editors that read the settings of VS Code."""
    found = {f"./docs/schemas/{kind}.json": f"rules/{pattern}" for kind, (pattern, _) in schemas.KINDS.items()}
    return json.dumps({"yaml.schemas": found}, indent=2) + "\n"


def readme() -> str:
    """The README with the table of rules and what commands print."""
    text = (ROOT / "README.md").read_text("utf-8")
    for name, arguments in SHOWN.items():
        text = _put(text, name, f"```\n$ kafkalint {' '.join(_told(arguments))}\n{_printed(arguments)}```")
    return _put(text, "rules", "\n".join(forms.rows(rule_table.table())))


def terminal() -> str:
    """The page about the terminal with what a terminal of 80 columns shows."""
    with chdir(ROOT):
        report, _ = run(Options(paths=("examples",)))
    shown = full.render(report, Style(width=80))
    return _put((ROOT / "docs/terminal.md").read_text("utf-8"), "screen", f"```\n{shown}```")


def _put(text: str, name: str, content: str) -> str:
    """`text` with `content` between the marks of `name`."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, _, rest = text.partition(start)
    _, found, after = rest.partition(end)
    assert found, f"there is no place {name}"
    return f"{before}{start}\n{content}\n{end}{after}"


def _told(arguments: list[str]) -> list[str]:
    """The command as a person types it."""
    return arguments[: arguments.index("--color")] if "--color" in arguments else arguments


def _printed(arguments: list[str]) -> str:
    command = [sys.executable, "-m", "kafkalint", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout


def rule_pages() -> str:
    """One page with every rule, as `kafkalint explain` tells it."""
    catalog = load()
    pages = [forms.markdown(rules.page(rule, catalog.clients), level=2) for rule in catalog.rules]
    return "\n".join(["# Rules\n\nGenerated from the files in `rules/`; every example is a test.\n", *pages])


GENERATED: dict[str, Callable[[], str]] = {
    "pre-commit-hooks.yaml": hook_manifest,
    "rules/needles.txt": needle_list,
    "docs/schemas/config.json": config_schema,
    "docs/schemas/baseline-1.json": known_schema,
    **{f"docs/schemas/{kind}.json": partial(rules_schema, kind) for kind in schemas.KINDS},
    ".vscode/settings.json": workspace,
    "docs/rules.md": rule_pages,
    "docs/services.md": service_page.page,
    "README.md": readme,
    "docs/terminal.md": terminal,
    **{f"docs/clients/{name}": partial(client_pages.page, name) for name in client_pages.pages()},
}


def main(arguments: list[str]) -> int:
    """0 when everything is fresh or was written, 1 when `--check` finds something stale."""
    stale = []
    for name, make in GENERATED.items():
        path, text = ROOT / name, make()
        if not path.exists() or path.read_text("utf-8") != text:
            stale.append(name)
            if "--check" not in arguments:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
    if "--check" in arguments and stale:
        print(f"stale: {', '.join(stale)}; run python .ci/generate.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
