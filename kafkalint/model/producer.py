"""What rules judge: producers, brokers and dependencies, as found in files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kafkalint.model.document import Container, Entry
from kafkalint.model.place import Again, Object
from kafkalint.model.program import Call, Chain, Key, Map
from kafkalint.model.service import IDEMPOTENT_WRITE, Permission, Service, Support
from kafkalint.model.source import Span
from kafkalint.model.value import Value
from kafkalint.model.version import Version, VersionRange

FIRST_CAPABLE = Version((0, 11))
"""The first brokers that give out producer ids (KIP-98)."""


@dataclass(frozen=True, slots=True)
class Site:
    """A stretch of one file."""

    path: str
    span: Span


@dataclass(frozen=True, slots=True)
class Setting:
    """One written setting of a producer, as its client receives it."""

    name: str
    """The name that reaches the client: ``acks``, with any prefix of the place removed."""
    written: str
    """The name as it stands in the file: ``spring.kafka.producer.acks``."""
    value: Value
    site: Site
    """Where the value stands."""
    name_site: Site
    """Where the name stands."""
    handle: Entry | Key | None = field(default=None, compare=False, repr=False)
    """What the format edits; None for a setting that stands in no file, or that must not be edited."""
    origin: Key | None = field(default=None, compare=False, repr=False)
    """Where another value is written when that is not at the handle: the assignment of a constant."""
    locked: str = ""
    """Why it must not be edited although it could be: shared with a consumer, reached through an alias."""
    assumed: str = ""
    """What the value was taken from although it may differ when the program runs; empty for a certain one."""
    related: tuple[tuple[Site, str], ...] = ()
    """Hops between the value and the producer, each with what it is."""
    again: Again | None = None
    """What the reader makes of it, where its key or one above stands twice in one map which allows it once."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One setting of a producer with every value that may arrive; usually exactly one."""

    values: tuple[Setting, ...]
    maybe_absent: bool = False

    @property
    def name(self) -> str:
        return self.values[0].name


@dataclass(frozen=True, slots=True)
class Home:
    """Where a new setting of a producer is to be written."""

    container: Container | Call | Map | Chain
    after: Entry | Key | None
    spelling: str
    """How the client's name is written there: a template with ``{name}``, ``{upper}`` (``ENABLE_IDEMPOTENCE``)."""
    shared: str = ""
    """Why nothing may be added there, empty when it may."""
    textual: bool = False
    """Whether values there are text, whatever their type (``"true"`` instead of ``true``)."""
    path: str = ""
    """The file that holds the container; empty for the producer's own."""
    words: Mapping[str, str] = field(default_factory=dict, compare=False)
    """The client's names that are spelled otherwise, with how: where a framework has a word of its own."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A client that a producer may be, with the versions it may have."""

    client: str
    versions: VersionRange
    evidence: str
    """Where the version comes from, in words: ``requirements.txt:3``, ``assumed``."""
    assumed: bool = False
    site: Site | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """The brokers that a producer talks to, as declared or found."""

    name: str = ""
    broker: Version | None = None
    declared: bool = False
    evidence: str = ""
    idempotent_write_granted: bool = False
    service: Service | None = None
    """What the brokers belong to, as declared or as their addresses tell."""

    @property
    def obstacle(self) -> str:
        """Why no idempotent producer can work there, as a clause; empty when it can, or may."""
        if self.broker is not None and self.broker < FIRST_CAPABLE:
            return f"the brokers are Kafka {self.broker}, which cannot deduplicate"
        if self.service is not None and self.service.idempotent is Support.NO:
            return f"{self.service.title} takes no idempotent writes"
        return ""

    @property
    def permission(self) -> Permission | None:
        """The right that an idempotent producer needs there, or may need where the version of the brokers is unknown.

        None where it needs none, or has it as declared.
        """
        wanted = self.service.permission if self.service else IDEMPOTENT_WRITE
        if wanted is None or self.idempotent_write_granted:
            return None
        done = wanted.below is not None and self.broker is not None and self.broker >= wanted.below
        return None if done else wanted

    @property
    def contract(self) -> bool:
        """Whether the user has declared that turning idempotence on is fine there."""
        if not self.declared or self.obstacle or self.permission is not None:
            return False
        if self.service is not None:
            return self.service.idempotent is Support.YES
        return self.broker is not None


@dataclass(frozen=True, slots=True)
class Made:
    """How source code makes a producer, and what it can do with it then."""

    call: Call
    object: Object


NO_PROFILE = "default"
"""What the variant is called that counts where no profile is chosen."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One of the ways in which the files of an application go together."""

    name: str
    """The application's own profile; empty for what counts where none is chosen."""
    files: tuple[str, ...]
    """Those that hold settings which count, the lowest first."""
    apart: bool
    """Whether it holds other settings than every variant before it."""


@dataclass(frozen=True, slots=True)
class Producer:
    """One producer found at a place."""

    place: str
    site: Site
    """What a finding about the whole producer points at: the call, the section's key, the first setting."""
    candidates: tuple[Candidate, ...]
    """The clients it may be, the likeliest last; never empty."""
    slots: tuple[Slot, ...]
    """Settings in the order in which the client receives them; a name occurs again when it is written twice."""
    open: tuple[str, ...] = ()
    """Why there may be settings that are not seen; empty when the configuration is closed."""
    home: Home | None = None
    target: Target = Target()
    related: tuple[tuple[Site, str], ...] = ()
    """Hops between `site` and the call that makes it, where that is another one."""
    may_add: bool = True
    """False where the place wants idempotence never to be added by itself (Connect, MirrorMaker)."""
    made: Made | None = field(default=None, compare=False, repr=False)
    """None where no source code makes it."""
    variant: Variant | None = None
    """In which of an application's profiles it is like this; None where there is only one way."""


@dataclass(frozen=True, slots=True)
class Dependency:
    """A pin of one distribution in a manifest or lock file."""

    ecosystem: str
    """``pypi`` or ``maven``."""
    name: str
    """Normalised: ``confluent-kafka``, ``org.apache.kafka:kafka-clients``."""
    versions: VersionRange
    written: str
    """The constraint as written, empty when there is none."""
    site: Site
    locked: bool = False
    """True in a lock file, which wins over a manifest beside it."""
    through: str = ""
    """The package that brings it along, empty when it is named itself."""
    managed: bool = False
    """Whether a manifest further up gives its version."""


@dataclass(frozen=True, slots=True)
class Stray:
    """A setting of producers that stands where no producer gets it."""

    place: str
    written: str
    meant: str
    """The name under which one would."""
    site: Site


@dataclass(frozen=True, slots=True)
class Broker:
    """What a file says about the brokers: an image, or settings of a broker."""

    place: str
    version: Version | None
    written: str
    """The image reference, or the setting's name."""
    value: str
    site: Site
    slots: tuple[Slot, ...] = ()
    """What it is told about how it keeps records."""
    of: str = ""
    """The id of the service that it belongs to, where the file tells that and not a version of Kafka."""
    service: Service | None = None
    """That service, once somebody has looked it up."""
