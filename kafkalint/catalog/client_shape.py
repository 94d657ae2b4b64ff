"""The shape of a client file: what may stand in ``clients/*.yaml``."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import Field, StrictBool, StrictFloat, StrictInt, StrictStr

from kafkalint.catalog.reading import OneKey, Strict
from kafkalint.catalog.spellings import VersionText
from kafkalint.catalog.steps import Stepped

Plain: TypeAlias = StrictBool | StrictInt | StrictFloat | StrictStr | None
Bound: TypeAlias = StrictInt | StrictFloat | tuple[StrictInt, ...]
Fate: TypeAlias = Literal["reject", "unset", "keep"]
Kind: TypeAlias = Literal["text", "integer", "real", "boolean", "bytes", "list", "map"]


class LimitShape(Strict):
    """``{is: [all, -1]}``, ``{not: [0]}``, ``{min: 1}``, ``{max: 5}``; the first of `is` is how it is written."""

    is_: tuple[Plain, ...] = ()
    """It is one of these; the first is how it is written."""
    not_: tuple[Plain, ...] = ()
    """It is none of these."""
    min: Bound | None = None
    """It is no less."""
    max: Bound | None = None
    """It is no more."""


class ReadingShape(Strict):
    """How a value is read; a named reading may be extended."""

    extends: str | None = None
    """The reading whose keys apply where this one has none."""
    null: Fate = "reject"
    empty: Fate | None = None
    falsy: Fate | None = None
    kinds: tuple[Kind, ...] = ()
    via_text: bool = False
    truthy: bool = False
    trim: bool = False
    """Whether blanks around it do not count."""
    skip_blanks: bool = False
    fold: bool = False
    words: dict[str, Plain] = Field(default_factory=dict)
    number: Literal["strict", "c", "real", "version", "release"] | None = None
    other: Literal["reject", "keep"] = "reject"
    only: tuple[Plain, ...] = ()
    """The values that are accepted, if not all."""
    min: Bound | None = None
    """The least number that is accepted."""
    max: Bound | None = None
    """The greatest number that is accepted."""
    meant: dict[str, Plain] = Field(default_factory=dict)
    meant_number: bool = False


class DemandShape(Strict):
    """What an idempotent producer asks of the setting."""

    needs: Stepped[LimitShape]
    """The values that it may have."""
    unset: Stepped[Plain] = None
    """The value put in when the setting is absent; left out for the default."""
    asked: Stepped[Literal["rejects", "disables"]] = "rejects"
    unasked: Stepped[Literal["rejects", "disables"]] = "rejects"
    later: bool = False
    given: dict[str, LimitShape] = Field(default_factory=dict)


class TieShape(Strict):
    """A setting that cannot live without idempotence."""

    when: LimitShape | None = None
    asks: Stepped[bool] = False
    against_off: Literal["rejects", "forces"] = "rejects"
    """What happens where the switch says no: the client refuses the pair, or idempotence is on all the same."""


class RewriteShape(OneKey):
    """What the rewrite does with a conflicting value."""

    write: Plain = None
    """This is put in its place."""
    remove: Literal[True] | None = None
    """It is taken out."""
    limit: Literal[True] | None = None
    """The limit is written where every version in question accepts the same one; otherwise it is taken out."""


class SettingShape(Strict):
    """One setting with a meaning for idempotence."""

    role: Literal["switch", "acks", "retries", "in-flight", "transactional", "protocol"] | None = None
    """What it is for the idempotent producer."""
    aliases: tuple[str, ...] = ()
    """Its other names."""
    default: Stepped[Plain | tuple[StrictInt, ...]] = None
    """The value when it is absent."""
    declared: Stepped[bool] = False
    read: Stepped[str | ReadingShape] = "any"
    """How its value is read: the name of one of `readings`, or a reading."""
    idempotent: Stepped[DemandShape | None] = None
    """What an idempotent producer asks of it."""
    requires: Stepped[TieShape | None] = None
    """What it asks of idempotence."""
    rewrite: Stepped[RewriteShape | None] = None
    """What the rewrite does with a conflicting value."""


class ConstraintShape(Strict):
    """Numbers that must fit together."""

    active: Stepped[bool] = True
    """Whether it is checked."""
    setting: str
    """The setting on the left."""
    must_be: Literal[">=", ">", "<="]
    """How it must compare to the sum."""
    sum: tuple[str, ...]
    """Settings whose values are added."""
    plus: StrictInt | StrictFloat = 0
    """A number that is added to them."""
    cap: StrictInt | StrictFloat | None = None
    wraps: Stepped[bool] = False
    native: Stepped[bool] = False
    if_set: Stepped[tuple[str, ...]] = ()
    exempt: Stepped[tuple[Plain, ...]] = ()


class KnownShape(Strict):
    """All names, as words: from which version on they are accepted, and from which on no longer."""

    since: dict[VersionText, str]
    """Names by the version that accepts them first."""
    until: dict[VersionText, str] = Field(default_factory=dict)
    """Names by the version that no longer does."""


class NamesShape(KnownShape):
    """A file of the folder ``names/``: what real releases accept, instead of what is taken over from another client."""

    client: str
    """The client's id."""
    asked: str
    """The versions whose names were looked up, as words."""
    releases: str = ""
    """The packages through which they were, where these have other numbers."""


class PutShape(Strict):
    """What a framework hands to its client beside the user's settings, where its own settings have these values."""

    when: dict[str, LimitShape] = Field(default_factory=dict)
    below: Stepped[dict[str, Plain]] = Field(default_factory=dict)
    """What holds where the user writes nothing else."""
    above: Stepped[dict[str, Plain]] = Field(default_factory=dict)
    """What holds whatever the user writes."""


class DefectShape(Strict):
    """A known defect of the idempotent producer: the versions from `since` and before `mended` have it."""

    since: VersionText | None = None
    """The first version that has it; left out when all before do."""
    mended: VersionText
    """The first version without it."""
    text: str
    source: str
    """Where that is documented."""


class ExtendsShape(Strict):
    """The client that this one is like, or that it is built on."""

    client: str
    """The client's id."""
    version: Stepped[VersionText | None] = None
    """The version that it is like, whatever its own number says; without one the numbers are the same."""
    names: bool = True
    """Whether its names are accepted too."""
    words: dict[str, str] = Field(default_factory=dict)
    """Names of one's own for its settings, which are called so from then on."""


class ClientShape(Strict):
    """A client file."""

    client: str
    """The client's id, and the name of the file."""
    title: str
    extends: ExtendsShape | None = None
    """The client that it is like, or that it is built on."""
    packages: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    assumed_from: VersionText | None = None
    """The oldest version that it is taken to have when there is no evidence."""
    lowest: VersionText
    """The oldest known version."""
    newest: VersionText
    switch: str = ""
    """The setting that turns idempotence on."""
    unknown_names: Literal["reject", "ignore"] = "reject"
    """What becomes of names that it does not have."""
    textual: bool = False
    nested: tuple[str, ...] = ()
    """Settings that hold a map of further settings."""
    puts: tuple[PutShape, ...] = ()
    """What a framework sets itself."""
    checks: Stepped[tuple[str, ...]] = ()
    """Settings with a demand, in the order in which the client looks at them."""
    reports: Stepped[Literal["first", "all"]] = "first"
    """Whether one error names every conflict, or the first alone."""
    readings: dict[str, Stepped[ReadingShape]] = Field(default_factory=dict)
    """How values are read, by name."""
    settings: dict[str, SettingShape] = Field(default_factory=dict)
    """Settings with a meaning for idempotence."""
    constraints: tuple[ConstraintShape, ...] = ()
    """Numbers that must fit together."""
    defects: tuple[DefectShape, ...] = ()
    """Known defects of its idempotent producer."""
    known: KnownShape = KnownShape(since={})
    """All names that it accepts."""
    asked: str = ""
    """The versions of which `known` says every name, as words; empty where it does of all."""
    misspellings: dict[str, str] = Field(default_factory=dict)
    """A name to the words that people write instead of it."""
    foreign: str = ""
    """Names that only other clients have, as words."""
