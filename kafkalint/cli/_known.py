"""The rules and clients that are known here: kafkalint's, and those of the current folder's configuration."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kafkalint.cli._exits import Refused
from kafkalint.model.client import Client
from kafkalint.model.rule import Rule

if TYPE_CHECKING:
    from kafkalint.catalog.catalog import Catalog


def known_rules() -> tuple[Rule, ...]:
    """Every rule, by id.

    Raises Refused for a configuration or a rule file that does not hold.
    """
    return known_catalog().rules


def known_clients() -> Mapping[str, Client]:
    """Every client, by id.

    Raises Refused for a configuration or a client file that does not hold.
    """
    return known_catalog().clients


def known_catalog() -> Catalog:
    """Everything that is known here.

    Raises Refused for a configuration or a file of the catalogue that does not hold.
    """
    from kafkalint.catalog.catalog import load
    from kafkalint.catalog.reading import CatalogError
    from kafkalint.config.find import settings_for
    from kafkalint.config.settings import ConfigError

    try:
        return load(settings_for(Path.cwd(), {}).rules)
    except (CatalogError, ConfigError) as error:
        raise Refused(str(error)) from None
