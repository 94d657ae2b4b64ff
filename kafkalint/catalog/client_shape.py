"""The shape of a client file: what may stand in ``clients/*.yaml``."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field, StrictBool, StrictFloat, StrictInt, StrictStr

from kafkalint.catalog.reading import Strict
from kafkalint.catalog.steps import Stepped
from kafkalint.model.version import Version

Plain: TypeAlias = StrictBool | StrictInt | StrictFloat | StrictStr | None
Bound: TypeAlias = StrictInt | StrictFloat | tuple[StrictInt, ...]
Fate: TypeAlias = Literal["reject", "unset", "keep"]
Kind: TypeAlias = Literal["text", "integer", "real", "boolean", "bytes", "list", "map"]


def _version(text: str) -> str:
    Version.parse(text)
    return text


VersionText: TypeAlias = Annotated[str, AfterValidator(_version)]


class LimitShape(Strict):
    """``{is: [all, -1]}``, ``{not: [0]}``, ``{min: 1}``, ``{max: 5}``; the first of `is` is how it is written."""

    is_: tuple[Plain, ...] = ()
    not_: tuple[Plain, ...] = ()
    min: Bound | None = None
    max: Bound | None = None


class ReadingShape(Strict):
    """How a value is read; a named reading may be extended."""

    extends: str | None = None
    null: Fate = "reject"
    empty: Fate | None = None
    falsy: Fate | None = None
    kinds: tuple[Kind, ...] = ()
    via_text: bool = False
    truthy: bool = False
    trim: bool = False
    skip_blanks: bool = False
    fold: bool = False
    words: dict[str, Plain] = Field(default_factory=dict)
    number: Literal["strict", "c", "real", "version", "release"] | None = None
    other: Literal["reject", "keep"] = "reject"
    only: tuple[Plain, ...] = ()
    min: Bound | None = None
    max: Bound | None = None
    meant: dict[str, Plain] = Field(default_factory=dict)
    meant_number: bool = False


class DemandShape(Strict):
    """What an idempotent producer asks of the setting."""

    needs: Stepped[LimitShape]
    unset: Stepped[Plain] = None
    asked: Stepped[Literal["rejects", "disables"]] = "rejects"
    unasked: Stepped[Literal["rejects", "disables"]] = "rejects"
    later: bool = False
    given: dict[str, LimitShape] = Field(default_factory=dict)


class TieShape(Strict):
    """A setting that cannot live without idempotence."""

    when: LimitShape | None = None
    asks: Stepped[bool] = False
    against_off: Literal["rejects", "forces"] = "rejects"


class RewriteShape(Strict):
    """What the rewrite does with a conflicting value: exactly one of the three."""

    write: Plain = None
    remove: Literal[True] | None = None
    limit: Literal[True] | None = None


class SettingShape(Strict):
    """One setting with a meaning for idempotence."""

    role: Literal["switch", "acks", "retries", "in-flight", "transactional", "protocol"] | None = None
    aliases: tuple[str, ...] = ()
    default: Stepped[Plain | tuple[StrictInt, ...]] = None
    declared: Stepped[bool] = False
    read: Stepped[str | ReadingShape] = "any"
    idempotent: Stepped[DemandShape | None] = None
    requires: Stepped[TieShape | None] = None
    rewrite: Stepped[RewriteShape | None] = None


class ConstraintShape(Strict):
    """Numbers that must fit together."""

    active: Stepped[bool] = True
    setting: str
    must_be: Literal[">=", ">", "<="]
    sum: tuple[str, ...]
    plus: StrictInt | StrictFloat = 0
    cap: StrictInt | StrictFloat | None = None
    wraps: Stepped[bool] = False
    native: Stepped[bool] = False
    if_set: Stepped[tuple[str, ...]] = ()
    exempt: Stepped[tuple[Plain, ...]] = ()


class KnownShape(Strict):
    """All names, as words: from which version on they are accepted, and from which on no longer."""

    since: dict[VersionText, str]
    until: dict[VersionText, str] = Field(default_factory=dict)


class NamesShape(KnownShape):
    """A file of the folder ``names/``: what real releases accept, instead of what is taken over from another client."""

    client: str
    asked: str
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
    mended: VersionText
    text: str
    source: str


class ExtendsShape(Strict):
    """The client that this one is like, or that it is built on."""

    client: str
    version: Stepped[VersionText | None] = None
    """The version that it is like, whatever its own number says; without one the numbers are the same."""
    names: bool = True
    """Whether its names are accepted too."""
    words: dict[str, str] = Field(default_factory=dict)
    """Names of one's own for its settings, which are called so from then on."""


class ClientShape(Strict):
    """A client file."""

    client: str
    title: str
    extends: ExtendsShape | None = None
    packages: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    assumed_from: VersionText | None = None
    lowest: VersionText
    newest: VersionText
    switch: str = ""
    unknown_names: Literal["reject", "ignore"] = "reject"
    textual: bool = False
    nested: tuple[str, ...] = ()
    puts: tuple[PutShape, ...] = ()
    checks: Stepped[tuple[str, ...]] = ()
    reports: Stepped[Literal["first", "all"]] = "first"
    readings: dict[str, Stepped[ReadingShape]] = Field(default_factory=dict)
    settings: dict[str, SettingShape] = Field(default_factory=dict)
    constraints: tuple[ConstraintShape, ...] = ()
    defects: tuple[DefectShape, ...] = ()
    known: KnownShape = KnownShape(since={})
    asked: str = ""
    """The versions of which `known` says every name, as words; empty where it does of all."""
    misspellings: dict[str, str] = Field(default_factory=dict)
    """A name to the words that people write instead of it."""
    foreign: str = ""
    """Names that only other clients have, as words."""
