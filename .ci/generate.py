"""Write the files that follow from others; with --check only say which of them are stale.

Usage: python .ci/generate.py [--check]
"""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir
from functools import partial
from pathlib import Path

import client_pages
import language_page
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
VERDICT = ["verdict", "--client", "java", "--client-version", "3.7", "acks=1"]
"""A command whose output the README shows."""
WRITTEN = {
    "report-1": "check --output json=FILE",
    "baseline-1": "baseline create",
    "migration-1": "migrate --output json=FILE",
}
"""Files for other programs, by the name of their schema."""


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


def schema_list() -> str:
    """The page about schemas with all of them."""
    rows = [("config", "`kafkalint.toml`, and what stands below `[tool.kafkalint]` in `pyproject.toml`")]
    rows += [(kind, f"`{pattern}` in a folder of rules") for kind, (pattern, _) in schemas.KINDS.items()]
    rows += [(name, f"what `kafkalint {command}` writes") for name, command in WRITTEN.items()]
    table = "\n".join(["| schema | is that of |", "|---|---|", *(f"| [{a}]({a}.json) | {b} |" for a, b in rows)])
    return _put((ROOT / "docs/schemas/README.md").read_text("utf-8"), "schemas", table)


def language() -> str:
    """The page about rule files with what conditions are made of."""
    text = (ROOT / "docs/rules-language.md").read_text("utf-8")
    text = _put(text, "operators", "\n".join(language_page.operator_rows()))
    return _put(text, "traits", "\n".join(language_page.trait_rows()))


def workspace() -> str:
    """Which schema is that of which file, for editors that read the settings of VS Code."""
    found = {f"./docs/schemas/{kind}.json": f"rules/{pattern}" for kind, (pattern, _) in schemas.KINDS.items()}
    return json.dumps({"yaml.schemas": found}, indent=2) + "\n"


def readme() -> str:
    """The README with the table of rules and what commands print."""
    text = (ROOT / "README.md").read_text("utf-8")
    text = _put(text, "screen", f"```\n$ kafkalint check examples\n{_screen()}```")
    text = _put(text, "verdict", f"```\n$ kafkalint {shlex.join(VERDICT)}\n{_printed(VERDICT)}```")
    return _put(text, "rules", "\n".join(forms.rows(rule_table.table())))


def terminal() -> str:
    """The page about the terminal with what a terminal of 80 columns shows."""
    return _put((ROOT / "docs/terminal.md").read_text("utf-8"), "screen", f"```\n{_screen()}```")


def _screen() -> str:
    """What a check of the examples shows in 80 columns."""
    with chdir(ROOT):
        report, _ = run(Options(paths=("examples",)))
    return full.render(report, Style(width=80))


def _put(text: str, name: str, content: str) -> str:
    """`text` with `content` between the marks of `name`."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, _, rest = text.partition(start)
    _, found, after = rest.partition(end)
    assert found, f"there is no place {name}"
    return f"{before}{start}\n{content}\n{end}{after}"


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
    "docs/schemas/README.md": schema_list,
    "docs/rules-language.md": language,
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
