"""A client as data: what it does with settings at one version, and over all its versions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kafkalint.model.value import Native
from kafkalint.model.verdict import Effect, Limit
from kafkalint.model.version import Version, VersionRange


@dataclass(frozen=True, slots=True)
class Reading:
    """How a client reads one written value; the steps apply in the order of the fields."""

    null: str = "reject"
    """What a null is: ``reject``, ``unset`` (as if the setting were absent) or ``keep``."""
    empty: str = ""
    """The same for an empty text; empty when nothing special happens."""
    falsy: str = ""
    """The same for every value that a program would take as false."""
    kinds: frozenset[str] = frozenset()
    """Native kinds that are accepted: ``text``, ``integer``, ``real``, ``boolean``, ``bytes``, ``list``, ``map``."""
    via_text: bool = False
    """Whether every value is turned into text first, as the client's language writes it."""
    truthy: bool = False
    """Whether only the truth of the value counts."""
    trim: bool = False
    skip_blanks: bool = False
    """Whether blanks in front do not count, so that nothing but blanks counts as absent."""
    fold: bool = False
    """Whether the case of words does not matter."""
    words: Mapping[str, Native] = field(default_factory=dict)
    """Texts with a meaning of their own."""
    number: str = ""
    """How other text becomes a number: ``strict``, ``c`` (a prefix is enough), ``real``, ``version`` (any numbers with
    points between), ``release`` (two or three of them)."""
    other: str = "reject"
    """What happens to text that is neither word nor number: ``reject`` or ``keep``."""
    only: tuple[Native, ...] = ()
    minimum: float | tuple[int, ...] | None = None
    maximum: float | tuple[int, ...] | None = None
    meant: Mapping[str, Native] = field(default_factory=dict)
    """What people mean by spellings that the client reads in another way or refuses; keys are folded and trimmed."""
    meant_number: bool = False
    """Whether such a spelling may also be an evident number."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What an idempotent producer asks of a setting, and what happens when a written value does not comply."""

    limit: Limit
    asked: Effect
    """Where idempotence was asked for."""
    unasked: Effect
    """Where it is on by default only."""
    substitute: Native = None
    """The value put in when the setting is absent; None for the default."""
    later: bool = False
    """Whether the constructor accepts it and the failure comes when the producer starts."""
    given: Mapping[str, Limit] = field(default_factory=dict)
    """Values that other settings must have for the demand to exist."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A setting that cannot live without idempotence."""

    when: Limit | None = None
    """Which values need it; None for every value."""
    asks: bool = False
    """Whether it turns idempotence on as an explicit switch would."""
    forces: bool = False
    """Whether it overrides even a switch that says no; otherwise the client refuses the pair."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What the rewrite to the Kafka 3.0 defaults does with a conflicting value.

    `action`: ``write`` (put `value` in its place), ``remove``, or ``limit`` (write the limit of the demand where
    every version in question accepts the same one, otherwise remove).
    """

    action: str
    value: Native = None


@dataclass(frozen=True, slots=True)
class ClientSetting:
    """One setting with a meaning for idempotence, at one version."""

    name: str
    reading: Reading
    role: str = ""
    default: Native = None
    declared: bool = False
    """Whether the client's documentation says that the default is true although it has no effect."""
    demand: Demand | None = None
    tie: Tie | None = None
    rewrite: Rewrite | None = None


@dataclass(frozen=True, slots=True)
class Constraint:
    """Numbers that must fit together: `setting` `operator` the sum of `terms` and `plus`."""

    setting: str
    operator: str
    """``>=``, ``>`` or ``<=``."""
    terms: tuple[str, ...]
    plus: float = 0
    cap: float | None = None
    """The sum is never more than this."""
    wraps: bool = False
    """Whether the sum has 32 bits only, so that one which is too large is negative."""
    native: bool = False
    """Whether values are added and compared as they are, without `plus`, `cap` and `wraps`: texts are put together, and
    what cannot be is refused."""
    if_set: tuple[str, ...] = ()
    """Settings that must be present for the constraint to be checked."""
    exempt: tuple[Native, ...] = ()
    """Values of `setting` that always pass."""


@dataclass(frozen=True, slots=True)
class Put:
    """What a framework hands to its client beside the settings of its user."""

    below: Mapping[str, Native]
    """What holds where the user writes nothing else."""
    above: Mapping[str, Native]
    """What holds whatever the user writes."""
    when: Mapping[str, Limit] = field(default_factory=dict)
    """Settings with the values that they must have, if any."""


@dataclass(frozen=True, slots=True)
class Defect:
    """Something that goes wrong with idempotence in some versions, and is mended in later ones."""

    versions: VersionRange
    """Those that have it; the high end is the first that has not."""
    text: str
    """What goes wrong: a clause without a full stop."""
    source: str


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A client at one version."""

    switch: str
    settings: Mapping[str, ClientSetting]
    names: Mapping[str, str]
    """Every spelling of a setting to its canonical name."""
    rejects_unknown: bool
    same: Mapping[str, str] = field(default_factory=dict)
    """Names that a framework turns into others before anything is read, to its own word for them."""
    nested: tuple[str, ...] = ()
    """Settings that hold a map of further settings, which win over those beside them."""
    puts: tuple[Put, ...] = ()
    """What is set without its user, in the order in which it happens; only a framework does that."""
    checks: tuple[str, ...] = ()
    """Settings with a demand, in the order in which the client looks at them."""
    reports_all: bool = False
    """Whether one error names every conflict, not only the first."""
    constraints: tuple[Constraint, ...] = ()

    def of_role(self, role: str) -> ClientSetting | None:
        """The setting that plays `role`, if the client has one."""
        return next((setting for setting in self.settings.values() if setting.role == role), None)


@dataclass(frozen=True, slots=True, eq=False)
class Client:
    """A Kafka client library over all its versions."""

    id: str
    title: str
    """The name for messages."""
    assumed: VersionRange
    """The versions it is taken to have when there is no evidence."""
    lowest: Version
    newest: Version
    """The newest known version; a newer one is judged as this one."""
    packages: Mapping[str, tuple[str, ...]]
    """Names of its distribution by ecosystem."""
    eras: tuple[tuple[Version, Behaviour], ...]
    """From which version on it behaves how; oldest first."""
    known: Mapping[str, tuple[VersionRange, ...]]
    """Every name that it accepts, with the versions that do."""
    misspelt: Mapping[str, str]
    """Plain form (see `plain`) of what people write instead, to the name they mean."""
    foreign: frozenset[str] = frozenset()
    """Plain forms of names that only other clients have."""
    textual: bool = False
    """Whether its settings come as text, as from a properties file, unless a program makes them."""
    listed: bool = True
    """Whether `known` has all of its names, or those alone that matter here."""
    asked: tuple[Version, ...] = ()
    """The versions, oldest first, whose names were looked up; empty where `known` is sure of every version."""
    defects: tuple[Defect, ...] = ()

    def at(self, version: Version) -> Behaviour:
        """How it behaves at `version`; an older one than any known behaves as the oldest."""
        place = bisect_right(self.eras, version, key=lambda era: era[0])
        return self.eras[max(place - 1, 0)][1]

    def knows(self, name: str, version: Version) -> bool | None:
        """Whether `version` accepts `name`; None where no list says it."""
        names, doubtful, complete = _names(self, version)
        if name in doubtful:
            return None
        return True if name in names else (False if complete else None)

    @property
    def framework(self) -> bool:
        """Whether it is built around another client and sets something of its own there."""
        return any(behaviour.puts for _, behaviour in self.eras)

    def steps(self, names: Iterable[str]) -> tuple[Version, ...]:
        """Every version at which the treatment of settings with these `names` may change, oldest first."""
        edges = {self.lowest, *(version for version, _ in self.eras)}
        for name in (*names, self.eras[-1][1].switch):
            for window in self.known.get(name, ()):
                edges |= {edge for edge in (window.low, window.high) if edge is not None}
        return tuple(sorted(edges))

    @property
    def idempotent_since(self) -> Version | None:
        """The first version that can be idempotent; None when none can."""
        windows = self.known.get(self.eras[-1][1].switch, ())
        return (windows[0].low or self.lowest) if windows else None


@lru_cache(maxsize=1024)
def _names(client: Client, version: Version) -> tuple[frozenset[str], frozenset[str], bool]:
    """The names that `version` accepts, those that it may accept, and whether there are no others."""
    at = min(version, client.newest)
    place = bisect_right(client.asked, at)
    around = client.asked[max(place - 1, 0) : place + 1] if at not in client.asked else ()
    doubtful = _at(client, around[0]) ^ _at(client, around[-1]) if around else frozenset()
    return _at(client, at), doubtful, client.listed and client.lowest <= version <= client.newest


def _at(client: Client, version: Version) -> frozenset[str]:
    return frozenset(name for name, windows in client.known.items() if any(version in each for each in windows))


def plain(name: str) -> str:
    """`name` without case and punctuation, as in ``enableidempotence``: how spellings are compared."""
    return "".join(letter for letter in name.lower() if letter.isalnum())
