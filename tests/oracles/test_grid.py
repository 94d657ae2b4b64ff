"""Every combination of the five settings, put to the real client and to the resolver."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from kafkalint.model.value import Native

UNSET = object()
NAMES = ("enable.idempotence", "acks", "retries", "max.in.flight.requests.per.connection", "transactional.id")
AXES = (
    (UNSET, True, False),
    (UNSET, 0, 1, "all", -1, 2),
    (UNSET, 0, 1, 5, 2147483647),
    (UNSET, 1, 5, 6, 100),
    (UNSET, "tx-1"),
)


def grid(underscored: bool, textual: bool) -> Iterator[dict[str, Native]]:
    """All 900 rows as a program, or as a file of text, gives them."""
    for values in product(*AXES):
        row: dict[str, Native] = {}
        for name, value in zip(NAMES, values, strict=True):
            if value is not UNSET:
                row[name.replace(".", "_") if underscored else name] = (
                    str(value).lower() if textual else value  # type: ignore[assignment]  # AXES holds natives
                )
        yield row


def test_grid(real, agree) -> None:
    underscored = "_" in real.client.at(real.version).switch
    agree("grid", grid(underscored, real.client.textual))


def test_grid_of_typed_values(real, agree) -> None:
    """The same rows in the other dress: native values where texts are usual, texts where native values are."""
    underscored = "_" in real.client.at(real.version).switch
    agree("grid, other types", grid(underscored, not real.client.textual))
