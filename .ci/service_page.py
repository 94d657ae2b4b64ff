"""The page about services: what each takes from an idempotent producer, and how it is recognised."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.catalog.catalog import load
from kafkalint.model.service import Service

HEAD = """\
# Services

Generated from the files in `rules/services/`. A service is known by its bootstrap servers, by another setting, or as
declared with `service = "…"`, else by what the files near a producer have, when that is nothing else: an image, a
resource of an operator or of Terraform. KFK306 and KFK307 speak of it, and fixes heed it. *Depends* is what no file of
a client shows. What public documentation says can change; the date is when it was last read.

| service | idempotent writes | transactions | right that is needed | recognised by | checked on |
|---|---|---|---|---|---|
"""


def page() -> str:
    """The table of all services, and more about each below it."""
    services = load().services.values()
    rows = [f"| {' | '.join(_cells(one))} |\n" for one in services]
    return "".join([HEAD, *rows, *map(_more, services)])


def _cells(one: Service) -> Iterator[str]:
    yield f"`{one.id}`"
    yield from (one.idempotent.value, one.transactions.value)
    wanted = one.permission
    yield "" if wanted is None else wanted.right + (f", before {wanted.below}" if wanted.below else "")
    told = [f"{name}={value}" for name, values in one.settings.items() for value in values]
    yield ", ".join(f"`{one}`" for one in (*one.hosts, *told)) or "declaration"
    yield str(one.checked_on)


def _more(one: Service) -> str:
    granted = "" if one.permission is None else f" The right is given so: {one.permission.grant}."
    said = f"{one.because[:1].upper()}{one.because[1:]}.{granted}"
    return f"\n## {one.title}\n\n{said}\n\nSources: {', '.join(f'<{each}>' for each in one.sources)}\n"
