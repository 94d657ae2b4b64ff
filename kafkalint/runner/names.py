"""Names in a configuration, which must exist: a misspelt one would silently do nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from kafkalint.analysis.code import misfit
from kafkalint.analysis.evaluate import select
from kafkalint.catalog.catalog import Catalog
from kafkalint.config.settings import ConfigError, Settings
from kafkalint.model.place import Branch, Environment, Section, Sheet
from kafkalint.model.rule import Rule


def with_known_names(settings: Settings, catalog: Catalog) -> Settings:
    """`settings` with the ids of rules wherever rules are named in another way.

    Raises ConfigError for the first name of a rule, profile, target, service, client or check that there is none of.
    """
    if settings.rules:
        _checks(settings, catalog)
    places = [one.id for one in catalog.places]
    _known(settings, "client-versions", settings.client_versions, _clients(catalog))
    _known(settings, "profile", _profiles(settings), catalog.profiles)
    _known(settings, "place", (one.like for one in settings.places), _places(catalog))
    _known(settings, "producer: match: place", filter(None, (one.place for one in settings.producers)), places)
    _known(settings, "target", _targets(settings), [target.name for target in settings.targets])
    _known(settings, "service", _services(settings), catalog.services)
    named(settings, "select", catalog.rules, settings.select)
    named(settings, "ignore", catalog.rules, settings.ignore)
    severity = {
        rule.id: settings.severity[selector]
        for selector in sorted(settings.severity, key=len)
        for rule in named(settings, "severity", catalog.rules, (selector,))
    }
    per_file = tuple(
        replace(one, ignore=tuple(rule.id for rule in named(settings, "per-file: ignore", catalog.rules, one.ignore)))
        for one in settings.per_file
    )
    mandatory = tuple(rule.id for rule in named(settings, "mandatory", catalog.rules, settings.mandatory))
    return replace(settings, severity=severity, per_file=per_file, mandatory=mandatory)


def named(settings: Settings, key: str, rules: Sequence[Rule], selectors: Sequence[str]) -> tuple[Rule, ...]:
    """The rules that `selectors` name, none when there are none; raises ConfigError."""
    try:
        return select(rules, selectors, ()) if selectors else ()
    except ValueError as error:
        raise ConfigError(f"{settings.origin}: {key}: {error}") from None


def _checks(settings: Settings, catalog: Catalog) -> None:
    for rule in catalog.rules:
        for condition in (rule.when, *(case.when for case in rule.cases)):
            if wrong := misfit(condition):
                raise ConfigError(f"{settings.origin}: rules: {rule.id}: {wrong}")


def _known(settings: Settings, key: str, names: Iterator[str] | Mapping[str, str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            listed = ", ".join(sorted(known)) or "none"
            raise ConfigError(f"{settings.origin}: {key}: there is no {name!r}; known: {listed}")


def _clients(catalog: Catalog) -> list[str]:
    """Clients by id or by the name of a package."""
    packages = (name for client in catalog.clients.values() for names in client.packages.values() for name in names)
    return list(dict.fromkeys([*catalog.clients, *packages]))


def _profiles(settings: Settings) -> Iterator[str]:
    named = (
        settings.profile,
        *(one.profile for one in settings.per_file),
        *(one.profile for one in settings.producers),
    )
    return filter(None, named)


def _places(catalog: Catalog) -> list[str]:
    """Places in data files, where a prefix can stand."""
    kinds = (Section, Sheet, Environment, Branch)
    return [one.id for one in catalog.places if any(isinstance(finder, kinds) for finder in one.finders)]


def _services(settings: Settings) -> Iterator[str]:
    return filter(None, (one.service for one in (settings.target, *settings.targets)))


def _targets(settings: Settings) -> Iterator[str]:
    return filter(None, (one.target for one in settings.per_file))
