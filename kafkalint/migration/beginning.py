"""What a project needs to begin: a configuration that says what was found, and a hook."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import PurePosixPath

from kafkalint.config.find import TOOL
from kafkalint.migration.forms.phrases import OUTCOMES
from kafkalint.migration.plan import Entry, Plan
from kafkalint.reporters.summary import count
from kafkalint.reporters.words import plain

HOOKS = ".pre-commit-config.yaml"
REPOSITORY = "https://github.com/kafkalint/kafkalint"
_ASIDE = ("tests", "test", "examples")
"""Folders whose producers a team may want to see apart from the others."""


def configuration(plan: Plan, folder: str) -> str:
    """The keys that are worth a decision in `folder`, commented out, each with what was found."""
    blocks = (list(_head(plan)), *_blocks(plan, folder))
    return "\n\n".join("\n".join(map(plain, block)) for block in blocks if block) + "\n"


def hook(version: str) -> str:
    """The entry for pre-commit."""
    return f"  - repo: {REPOSITORY}\n    rev: v{version}\n    hooks:\n      - id: {TOOL}\n"


def with_table(data: bytes, text: str) -> bytes:
    """A `pyproject.toml` with `text` as the table behind everything else; raises ValueError where that is no TOML."""
    newline = "\r\n" if b"\r\n" in data else "\n"
    gap = newline if not data or data.endswith(b"\n") else newline * 2
    added = (gap if data else "") + f"[tool.{TOOL}]\n{text}".replace("\n", newline)
    after = data + added.encode()
    before = tomllib.loads(data.decode("utf-8-sig"))
    before.setdefault("tool", {})[TOOL] = {}
    if tomllib.loads(after.decode("utf-8-sig")) != before:
        raise ValueError("the table cannot be added at its end")
    return after


def _head(plan: Plan) -> Iterator[str]:
    outcomes = plan.outcomes(after=False)
    told = ", ".join(f"{outcomes[one]} {name}" for one, name in OUTCOMES.items() if outcomes[one])
    yield f"# {count(len(plan.entries), 'producer')} in {count(plan.files_seen, 'file')}{': ' * bool(told)}{told}."
    yield "# `kafkalint config schema` has every key; `kafkalint migrate` plans the way to idempotent producers."


def _blocks(plan: Plan, folder: str) -> Iterator[list[str]]:
    if plan.entries:
        yield _target(plan)
    yield _versions(plan)
    yield _aside(plan, folder)
    wrong = sum(bool(entry.producer.before.rules) for entry in plan.entries)
    if wrong:
        yield [
            f"# {count(wrong, 'producer')} with findings; what `baseline create` writes down is not reported.",
            '# baseline = ".kafkalint-baseline.json"',
        ]


def _target(plan: Plan) -> list[str]:
    """The brokers, as far as anything is known of them."""
    known = [entry.producer.target for entry in plan.entries if entry.producer.target.broker]
    oldest = min(known, key=lambda one: one.broker or (), default=None)
    found = f"; {oldest.evidence} says {oldest.broker}" if oldest else ""
    return [
        f"# Until the brokers are declared, switching idempotence on is never a safe fix{found}.",
        f'# broker-version = "{oldest.broker if oldest else "2.8"}"',
        "# Before 2.8, and with rights of a cloud, every principal needs IdempotentWrite. Once that is granted:",
        "# idempotent-write-granted = true",
    ]


def _versions(plan: Plan) -> list[str]:
    found = (entry.producer.candidates[-1] for entry in plan.entries)
    assumed = {one.client: f'{one.client} = "{one.versions}"' for one in found if one.assumed}
    if not assumed:
        return []
    listed = ", ".join(assumed[name] for name in sorted(assumed))
    return [
        "# No file says which versions of these clients are in use; this is assumed:",
        f"# client-versions = {{ {listed} }}",
    ]


def _aside(plan: Plan, top: str) -> list[str]:
    """Folders for tests and the like in which something is found."""
    rules: dict[str, set[str]] = {}
    for entry in plan.entries:
        for folder in _folders(entry, top):
            rules.setdefault(folder, set()).update(entry.producer.before.rules)
    tables = (
        f"{{ paths = {json.dumps([f'{folder}/**'], ensure_ascii=False)}, ignore = {json.dumps(sorted(named))} }}"
        for folder, named in sorted(rules.items())
        if named
    )
    listed = ", ".join(tables)
    return ["# What matters in production may not matter here:", f"# per-file = [{listed}]"] if listed else []


def _folders(entry: Entry, top: str) -> Iterator[str]:
    """The highest of the folders between `top` and a producer that are named so."""
    parts = PurePosixPath(entry.producer.at.path).relative_to(top).parts[:-1]
    for at, part in enumerate(parts):
        if part in _ASIDE:
            yield "/".join(parts[: at + 1])
            return
