"""From the shape of a client file to the frozen Client that the resolver asks."""

from __future__ import annotations

from collections.abc import Mapping

from kafkalint.catalog.client_names import windows
from kafkalint.catalog.client_shape import (
    ClientShape,
    ConstraintShape,
    DefectShape,
    DemandShape,
    LimitShape,
    PutShape,
    ReadingShape,
    RewriteShape,
    SettingShape,
    TieShape,
)
from kafkalint.catalog.steps import frozen, versions
from kafkalint.model.client import (
    Behaviour,
    Client,
    ClientSetting,
    Constraint,
    Defect,
    Demand,
    Put,
    Reading,
    Rewrite,
    Tie,
    plain,
)
from kafkalint.model.verdict import Effect, Limit
from kafkalint.model.version import Version, VersionRange

_EFFECTS = {"rejects": Effect.REJECTS, "disables": Effect.DISABLES}


def build(shape: ClientShape) -> Client:
    """The client that `shape` describes.

    Raises ValueError when parts of it do not fit together.
    """
    _check_names(shape)
    known = windows(shape.known)
    eras = tuple((since, _behaviour(frozen(shape, since))) for since in sorted({*versions(shape), Version((0,))}))
    return Client(
        id=shape.client,
        title=shape.title,
        assumed=VersionRange(Version.parse(shape.assumed_from) if shape.assumed_from else None),
        lowest=Version.parse(shape.lowest),
        newest=Version.parse(shape.newest),
        packages=dict(shape.packages),
        eras=eras,
        known=known or {name: (VersionRange(),) for name in eras[-1][1].names},
        listed=bool(known),
        asked=tuple(sorted(map(Version.parse, shape.asked.split()))),
        misspelt={
            plain(wrong): right
            for right, words in shape.misspellings.items()
            for wrong in words.split()
            if right in known  # of another client only some may be left
        },
        foreign=frozenset(plain(name) for name in shape.foreign.split()),
        textual=shape.textual,
        defects=tuple(map(_defect, shape.defects)),
    )


def _defect(shape: DefectShape) -> Defect:
    since = Version.parse(shape.since) if shape.since else None
    return Defect(VersionRange(since, Version.parse(shape.mended)), " ".join(shape.text.split()), shape.source)


def _check_names(shape: ClientShape) -> None:
    if shape.switch not in shape.settings:
        raise ValueError(f"switch: {shape.switch!r} is not among the settings")
    known = windows(shape.known)
    for name in () if shape.extends else shape.misspellings:
        if known and name not in known:
            raise ValueError(f"misspellings: this client has no setting {name!r}")


def _behaviour(shape: ClientShape) -> Behaviour:
    settings = {name: _setting(name, each, shape.readings) for name, each in shape.settings.items()}
    _check_used(shape)
    names = {alias: name for name, each in shape.settings.items() for alias in (name, *each.aliases)}
    return Behaviour(
        switch=shape.switch,
        settings=settings,
        names=names,
        rejects_unknown=shape.unknown_names == "reject",
        same=_same(shape),
        nested=shape.nested,
        puts=tuple(_put(each) for each in shape.puts if each.below or each.above),
        checks=tuple(name for name in shape.checks if settings[name].demand),
        reports_all=shape.reports == "all",
        constraints=tuple(_constraint(each) for each in shape.constraints if each.active),
    )


def _same(shape: ClientShape) -> dict[str, str]:
    """The names of the client inside that are accepted beside one's own words for them."""
    if shape.extends is None or not shape.extends.names:
        return {}
    return {name: word for word, name in shape.extends.words.items()}


def _check_used(shape: ClientShape) -> None:
    """Every setting that another part of the file speaks of is there."""
    used = {
        "checks": shape.checks,
        "constraints": [name for each in shape.constraints for name in (each.setting, *each.sum, *each.if_set)],
        "puts": [name for each in shape.puts for name in (*each.when, *each.below, *each.above)],
        "given": [name for each in shape.settings.values() if each.idempotent for name in each.idempotent.given],
    }
    for where, used_names in used.items():
        for name in used_names:
            if name not in shape.settings:
                raise ValueError(f"{where}: {name!r} is not among the settings")


def _setting(name: str, shape: SettingShape, readings: Mapping[str, ReadingShape]) -> ClientSetting:
    return ClientSetting(
        name=name,
        reading=_reading(_extended(shape.read, readings)),
        role=shape.role or "",
        default=shape.default,
        declared=shape.declared,
        demand=_demand(shape.idempotent) if shape.idempotent else None,
        tie=_tie(shape.requires) if shape.requires else None,
        rewrite=_rewrite(shape.rewrite) if shape.rewrite else None,
    )


def _extended(reading: str | ReadingShape, readings: Mapping[str, ReadingShape]) -> ReadingShape:
    if isinstance(reading, str):
        if reading not in readings:
            raise ValueError(f"there is no reading {reading!r}; known: {', '.join(sorted(readings))}")
        readings, reading = {name: each for name, each in readings.items() if name != reading}, readings[reading]
    if reading.extends is None:
        return reading
    parent = _extended(reading.extends, readings)
    return parent.model_copy(update={name: getattr(reading, name) for name in reading.model_fields_set - {"extends"}})


def _reading(shape: ReadingShape) -> Reading:
    return Reading(
        null=shape.null,
        empty=shape.empty or "",
        falsy=shape.falsy or "",
        kinds=frozenset(shape.kinds),
        via_text=shape.via_text,
        truthy=shape.truthy,
        trim=shape.trim,
        skip_blanks=shape.skip_blanks,
        fold=shape.fold,
        words=dict(shape.words),
        number=shape.number or "",
        other=shape.other,
        only=shape.only,
        minimum=shape.min,
        maximum=shape.max,
        meant=dict(shape.meant),
        meant_number=shape.meant_number,
    )


def _put(shape: PutShape) -> Put:
    return Put(shape.below, shape.above, {name: _limit(each) for name, each in shape.when.items()})


def _limit(shape: LimitShape) -> Limit:
    return Limit(is_=shape.is_, not_=shape.not_, minimum=shape.min, maximum=shape.max)


def _demand(shape: DemandShape) -> Demand:
    return Demand(
        limit=_limit(shape.needs),
        asked=_EFFECTS[shape.asked],
        unasked=_EFFECTS[shape.unasked],
        substitute=shape.unset,
        later=shape.later,
        given={name: _limit(each) for name, each in shape.given.items()},
    )


def _tie(shape: TieShape) -> Tie:
    return Tie(when=_limit(shape.when) if shape.when else None, asks=shape.asks, forces=shape.against_off == "forces")


def _rewrite(shape: RewriteShape) -> Rewrite:
    (action,) = shape.model_fields_set
    return Rewrite(action, shape.write)


def _constraint(shape: ConstraintShape) -> Constraint:
    return Constraint(
        setting=shape.setting,
        operator=shape.must_be,
        terms=shape.sum,
        plus=shape.plus,
        cap=shape.cap,
        wraps=shape.wraps,
        native=shape.native,
        if_set=shape.if_set,
        exempt=shape.exempt,
    )
