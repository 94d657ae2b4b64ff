"""Settings under other names: a framework has words of its own for what its client is told."""

from __future__ import annotations

from collections.abc import Mapping

from kafkalint.catalog.client_shape import ClientShape, ConstraintShape, PutShape, SettingShape
from kafkalint.catalog.steps import Steps


def renamed(shape: ClientShape, words: Mapping[str, str], also: bool) -> ClientShape:
    """`shape` with its settings called by `words`, which maps the new names to the old ones.

    `also`: whether the old names stay, as aliases. Raises ValueError for a word for a setting that is not there.
    """
    for word, name in words.items():
        if name not in shape.settings:
            raise ValueError(f"words: {word!r} is for {name!r}, which is not among the settings")
    new = {name: word for word, name in words.items()}
    fields = {
        "switch": new.get(shape.switch, shape.switch),
        "checks": _names(shape.checks, new),
        "settings": {new.get(name, name): _setting(name, each, new, also) for name, each in shape.settings.items()},
        "constraints": tuple(_constraint(each, new) for each in shape.constraints),
        "puts": tuple(_put(each, new) for each in shape.puts),
        "misspellings": {new.get(name, name): each for name, each in shape.misspellings.items()},
    }
    return shape.model_copy(update=fields) if words else shape


def _names(names: object, new: Mapping[str, str]) -> object:
    """Names, the keys of a map, or either by version."""
    if isinstance(names, Steps):
        return Steps(tuple((since, _names(each, new)) for since, each in names.values))
    if isinstance(names, dict):
        return {new.get(name, name): each for name, each in names.items()}
    return tuple(new.get(name, name) for name in names) if isinstance(names, tuple) else names


def _setting(name: str, shape: SettingShape, new: Mapping[str, str], also: bool) -> SettingShape:
    aliases = (name, *shape.aliases) if name in new else shape.aliases
    return shape.model_copy(update={"aliases": aliases if also else ()})


def _constraint(shape: ConstraintShape, new: Mapping[str, str]) -> ConstraintShape:
    return shape.model_copy(
        update={
            "setting": new.get(shape.setting, shape.setting),
            "sum": _names(shape.sum, new),
            "if_set": _names(shape.if_set, new),
        }
    )


def _put(shape: PutShape, new: Mapping[str, str]) -> PutShape:
    return shape.model_copy(update={name: _names(getattr(shape, name), new) for name in ("when", "below", "above")})
