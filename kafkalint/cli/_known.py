"""The rules that are known here: kafkalint's, and those of the current folder's configuration."""

from __future__ import annotations

from pathlib import Path

from kafkalint.cli._exits import Refused
from kafkalint.model.rule import Rule


def known_rules() -> tuple[Rule, ...]:
    """Every rule, by id.

    Raises Refused for a configuration or a rule file that does not hold.
    """
    from kafkalint.catalog.catalog import load
    from kafkalint.catalog.reading import CatalogError
    from kafkalint.config.find import settings_for
    from kafkalint.config.settings import ConfigError

    try:
        return load(settings_for(Path.cwd(), {}).rules).rules
    except (CatalogError, ConfigError) as error:
        raise Refused(str(error)) from None
