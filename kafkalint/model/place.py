"""Where settings of a client stand, as data: a Place holds the Finders that recognise it in files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument that holds a whole map of settings: known by its position, its keyword, or both."""

    position: int | None = None
    """Counted from zero, without the object of a method."""
    keyword: str = ""
    """Its name."""
    last: bool = False
    """Whether it is merged over keyword arguments, not below them; a new setting is then a keyword argument."""
    under: str = ""
    """The key of the map under which that of the settings is; a call without any such key makes no producer."""


@dataclass(frozen=True, slots=True)
class Method:
    """What a method of a producer does, and how it is called."""

    role: str
    """``send`` (takes a record), ``flush`` (waits until none is queued), ``close`` (waits, then ends), ``poll`` (runs
    callbacks), ``begin`` (starts a transaction), ``commit`` (waits, then ends one)."""
    tells: str = ""
    """How a caller learns what became of its records: ``raises``, ``result`` (a value to look at), ``future`` (to wait
    for), ``callback``; empty when it does not say."""
    coroutine: bool = False
    """Whether it does nothing until it is awaited."""
    callbacks: tuple[Parameter, ...] = ()
    """Arguments that are told what became of the record."""
    timeout: tuple[Parameter, ...] = ()
    """Arguments that end the waiting early."""


@dataclass(frozen=True, slots=True)
class Object:
    """What code can do with what a constructor makes."""

    methods: Mapping[str, Method] = field(default_factory=dict)
    """By name."""
    refusals: tuple[str, ...] = ()
    """Exceptions, without their module, after which a record was certainly never taken."""
    reports: tuple[str, ...] = ()
    """Settings that hold a function which is told what became of every record."""
    waits: tuple[str, ...] = ()
    """Methods of a future that wait for it and raise what it holds."""
    hooks: tuple[str, ...] = ()
    """Methods of a future that register a function for its end."""


@dataclass(frozen=True, slots=True)
class Constructor:
    """Calls in source code that make a producer."""

    calls: tuple[str, ...]
    """Dotted names, each a way to import the same thing: ``confluent_kafka.Producer``."""
    mappings: tuple[Parameter, ...] = ()
    """Arguments that hold maps of settings; a later one is merged over an earlier one."""
    keywords: bool | tuple[str, ...] = False
    """Whether plain keyword arguments are settings, or which of them are; merged over the maps."""
    reserved: tuple[str, ...] = ()
    """Keywords that are no settings."""
    consumes: tuple[str, ...] = ()
    """Patterns of settings that the constructor takes out of the map, so that they never reach the client."""
    object: Object = field(default_factory=Object)

    @property
    def always(self) -> bool:
        """Whether every call makes a producer."""
        return not any(each.under for each in self.mappings)


@dataclass(frozen=True, slots=True)
class Step:
    """What one method of a builder adds to its settings."""

    key: Parameter | None = None
    """The argument that names a setting."""
    value: Parameter | None = None
    """The argument that is its value."""
    setting: str = ""
    """The setting, where no argument names it."""
    mappings: tuple[Parameter, ...] = ()
    """Arguments that hold maps of settings."""
    keywords: bool = False
    """Whether plain keyword arguments are settings."""
    reserved: tuple[str, ...] = ()
    """Keywords that are none."""
    ends: bool = False
    """Whether it makes the producer."""


@dataclass(frozen=True, slots=True)
class Builder:
    """Calls in source code that collect settings by one method after the other, until one of them makes a producer.

    Each changes the builder and gives it back; methods that are not listed do no more than that.
    """

    begins: tuple[str, ...]
    """What gives a builder: dotted names of what is called, or, behind a dot, a member of any object: ``.write``."""
    steps: Mapping[str, Step]
    """Methods by name."""
    needs: Mapping[str, str] = field(default_factory=dict)
    """Values that settings must have for it to be a producer, compared without case."""
    prefix: str = ""
    """What the names of the client's settings begin with; others are not the client's."""
    fold: bool = False
    """Whether the case of names does not matter."""
    constants: Mapping[str, str] = field(default_factory=dict)
    """What members of a library stand for, by dotted name."""
    adds: str = ""
    """The method that is called with the name and the value of a new setting; empty when there is none."""
    object: Object = field(default_factory=Object)


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells that a map of settings is what it seems; patterns have ``*`` for any text."""

    files: tuple[str, ...] = ("*",)
    """Patterns of lower-case file names; ``!`` before one takes out what it meets."""
    needs: tuple[tuple[str, ...], ...] = ((),)
    """Groups of patterns: in one group at least, every pattern must meet a name."""
    forbids: tuple[str, ...] = ()
    """Patterns that no name may meet."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Regular expressions that the whole value of a name must meet, as far as it is there and known."""
    same: Mapping[str, str] = field(default_factory=dict)
    """Names that must have the value of another one."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A key path with settings below it; layers reach the client in their order."""

    path: tuple[str, ...]
    """Keys from the root of the document."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Names that the framework has words of its own for, simplified, and the client's names."""
    verbatim: bool = False
    """Whether any name may stand here and reaches the client as written."""
    shared: str = ""
    """Who else reads these settings; they are then neither edited nor enough for a producer."""


@dataclass(frozen=True, slots=True)
class Section:
    """Settings under key paths, nested or dotted, compared without case, dashes and underscores.

    One part of a path may be ``*``: whatever names stand there, each is a producer.
    """

    layers: tuple[Layer, ...]
    """Key paths, the one that is laid over all others last."""
    signs: Signs = Signs()
    """Patterns over the dotted names of the document; below the part ``*``, written so, only the producer's own."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Settings that are entries of one flat map, behind a prefix or without one."""

    prefix: str = ""
    """A ``*`` in it stands for any text without a dot or an arrow; each such text is a producer."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """Other entries that reach the client, and its own names for them: neither edited nor enough for a producer. A
    ``*`` in one is what it stands for in the prefix."""
    signs: Signs = Signs()


@dataclass(frozen=True, slots=True)
class Environment:
    """Environment variables whose names are a key path and a setting: ``CONNECT_PRODUCER_ACKS``.

    One part of a path may be ``*``: whatever stands there, each is a producer.
    """

    layers: tuple[Layer, ...]
    """Key paths that names begin with, the one that is laid over all others last."""
    underscores: tuple[str, ...] = (".",)
    """What one underscore, two, three … stand for."""
    signs: Signs = Signs()


@dataclass(frozen=True, slots=True)
class Command:
    """Settings among the words of a command line: in a shell script, or in a list of words."""

    programs: tuple[str, ...]
    """The last part of the word that names the program; what stands before it only starts it."""
    pairs: tuple[str, ...] = ()
    """Options that hold one ``KEY=value`` each; a new setting gets the last one that is used, or the first."""
    lists: tuple[str, ...] = ()
    """Options that hold any number of them; the last one takes the place of those before."""
    options: Mapping[str, str] = field(default_factory=dict)
    """Options that are a setting of their own, laid over all pairs, and the client's names."""
    files: tuple[str, ...] = ()
    """Options that name a file with settings below all these."""
    prefix: str = ""
    """What may stand before the client's name in a pair."""
    unless: tuple[str, ...] = ()
    """Patterns of words before the program that only show or look for what stands behind them."""
    locked: str = ""
    """Why its settings are not edited."""
    signs: Signs = Signs()
    """Patterns over the names of its settings, and over the options themselves."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A map that its key and its content call a producer's; keys are compared without case, dashes, underscores."""

    keys: tuple[str, ...]
    """Patterns of the map's own key, or of the key above and its own with a dot between them."""
    under: tuple[str, ...] = ("*",)
    """Patterns of which one must meet a key on the way to the map, its own included."""
    signs: Signs = Signs()
    """Patterns over the names in the map."""
    names: tuple[str, ...] = ("*",)
    """Patterns of names that are settings, the rest being the application's own; ``!`` takes out."""
    nested: bool = False
    """Whether a dotted name may be written as maps in one another."""
    outside: tuple[str, ...] = ()
    """Patterns of keys above, of which none may be met."""


@dataclass(frozen=True, slots=True)
class Image:
    """Container images of one line of brokers."""

    names: tuple[str, ...]
    """Repositories, without a registry: ``apache/kafka``."""
    tag: str
    """Regular expression that a tag must begin with; its group ``version`` is what counts."""
    versions: Mapping[str, str] = field(default_factory=dict)
    """Broker versions by the first two numbers of the tag's version; without any, that is the broker's version."""
    always: str = ""
    """The broker's version whatever the tag says."""
    service: str = ""
    """The service that such brokers are; the version in the tag is its own then, and none of Kafka's."""
    platform: str = ""
    """The platform whose versions the tags count, a name in ``platforms/``, in the place of a table here."""


@dataclass(frozen=True, slots=True)
class Images:
    """Keys whose text is a reference to an image of a broker."""

    keys: tuple[str, ...]
    """Names of the keys."""
    images: tuple[Image, ...]
    """The images that are looked for."""
    names: tuple[str, ...] = ()
    """Names of keys that say which image, where a map stands in the place of a reference."""
    tags: tuple[str, ...] = ()
    """Names of keys that say its tag, in such a map or beside a reference that has none."""
    calls: tuple[str, ...] = ()
    """Dotted names of what source code calls with such a reference."""
    reference: Parameter = Parameter(0, "image")
    """The argument that is the reference there."""


@dataclass(frozen=True, slots=True)
class Runtime:
    """Container images of one line in which a client runs."""

    names: tuple[str, ...]
    """Patterns for what an image is called, as those of Image."""
    tag: str
    """A pattern for its tag, as that of Image."""
    versions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Lines of the client that they were built with, the oldest first, by the first two numbers of the tag."""
    platform: str = ""
    """As that of Image."""


@dataclass(frozen=True, slots=True)
class Runtimes:
    """Keys beside the variables of a container, whose text is a reference to the image that it runs."""

    keys: tuple[str, ...]
    """The names of these keys."""
    images: tuple[Runtime, ...]
    """Images in which its clients run."""


@dataclass(frozen=True, slots=True)
class Statements:
    """Settings of a broker that name a version."""

    names: tuple[str, ...]
    """The settings as they are written, nested or dotted."""
    under: tuple[str, ...] = ()
    """Patterns of the key path to the container that the name begins in, part by part; any where there are none."""
    signs: Signs = Signs()
    """Patterns over what stands in that container."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Settings of a broker, or of a topic, that say how it keeps records; those of one container are told together."""

    names: Mapping[str, str]
    """Names as they are written, nested or dotted, and what Kafka calls them."""
    within: tuple[str, ...] = ()
    """Key paths to a map inside of the container in which they may stand as well."""
    under: tuple[str, ...] = ()
    """Patterns of the key path to the container, part by part; any where there are none."""
    signs: Signs = Signs()
    """Patterns over what stands in the container."""


@dataclass(frozen=True, slots=True)
class Managed:
    """Containers that declare the brokers of a service."""

    under: tuple[str, ...]
    """Patterns of the key path to such a container, part by part."""
    service: str
    """The service's id."""
    signs: Signs = Signs()
    """Patterns over what stands in it."""


@dataclass(frozen=True, slots=True)
class Strays:
    """Settings of producers that stand where no producer gets them."""

    names: tuple[str, ...]
    """The client's names; compared without case, dashes, underscores and dots."""
    meant: str
    """Where a producer gets it: a template with ``{name}``."""
    under: tuple[str, ...] = ()
    """The key path above them, nested or dotted."""
    signs: Signs = Signs()
    """Patterns over what stands in the container that the path begins in."""


@dataclass(frozen=True, slots=True)
class Variants:
    """How an application puts its files together for each of its own profiles.

    ``STEM.SUFFIX`` and, over it, ``STEM-PROFILE.SUFFIX`` belong together when they stand in one folder. All names are
    dotted and compared without case, dashes and underscores.
    """

    stems: tuple[str, ...]
    """Names of files without their suffix."""
    suffixes: tuple[str, ...]
    """A file with a later one lies over its neighbour with an earlier one."""
    marks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Lines of comment that part a file into documents, by suffix."""
    when: tuple[str, ...] = ()
    """Names whose value says in which profiles a document counts: ``prod, !dev & (a | b)``."""
    perhaps: tuple[str, ...] = ()
    """Names that make it unknown whether a document counts."""
    prefix: str = ""
    """What stands before the profile with which a key begins: ``%`` in ``%prod.kafka.acks``."""
    chosen: tuple[str, ...] = ()
    """Names whose value is the profiles that count where nobody chooses others."""
    included: tuple[str, ...] = ()
    """Names whose value is further profiles that count whatever is chosen."""
    unchosen: tuple[str, ...] = ()
    """Names whose value is the profiles that count where there are none of both."""
    otherwise: str = "default"
    """The profile that counts where there is nothing of all this; empty for none."""
    groups: tuple[str, ...] = ()
    """Patterns of names whose last part is a profile and whose value is the further ones that it brings along."""
    more: tuple[str, ...] = ()
    """Patterns of names that bring in files which are not looked at."""


ProducerFinder: TypeAlias = Section | Sheet | Environment | Command | Branch
BrokerFinder: TypeAlias = Images | Statements | Keeping | Managed
CodeFinder: TypeAlias = Constructor | Builder
Finder: TypeAlias = CodeFinder | ProducerFinder | BrokerFinder | Strays


class Again(Enum):
    """What the reader of a file makes of a key that stands twice in a map which allows it once."""

    LAST = "last"
    """The last one counts."""
    REFUSED = "refused"
    """It refuses the file."""
    UNSURE = "unsure"
    """Who reads the file is not known."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place file, frozen."""

    id: str
    title: str
    mentions: tuple[bytes, ...]
    """Lower-case byte strings; every file where this place can be holds one of them, in some case."""
    finders: tuple[Finder, ...]
    files: tuple[str, ...] = ("*",)
    """Patterns of lower-case file names."""
    clients: tuple[str, ...] = ()
    """The clients that it may lead to, the likeliest last; empty where it finds brokers."""
    textual: bool = False
    """Whether every value reaches the client as text."""
    typed: bool = False
    """Whether numbers and truth values may stand there without quotes although they reach the client as text."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Unquoted text that the loader reads as something else: ``yes`` as ``true``."""
    worded: tuple[str, ...] = ("*",)
    """Patterns of lower-case file names in which it does."""
    twice: Mapping[str, Again] = field(default_factory=dict)
    """What its loader makes of a key that stands twice in one map: ``last`` or ``refused``, by patterns of lower-case
    file names; for other files that is not known."""
    whole: tuple[str, ...] = ()
    """Patterns of lower-case file names in which a key with dots is one part of a name."""
    defaults: tuple[str, ...] = ()
    """What may stand between name and default in a placeholder: ``:`` in ``${NAME:default}``."""
    answers: bool = False
    """Whether a placeholder stands for what the application's files say under its name."""
    after: tuple[str, ...] = ()
    """Settings behind which a new one is written, the best first."""
    may_add: bool = True
    """Whether idempotence may be added by itself."""
    open: str = ""
    """Why there may be settings that the file does not show."""
    closed_by: tuple[str, ...] = ()
    """Settings of which one is enough to say that the file shows them all."""
    variants: Variants | None = None
    """How files and documents of one application lie over one another; None where each stands for itself."""
    runs: Runtimes | None = None
    """What tells the versions of its clients in a container."""
    evidence: tuple[str, ...] = ()
    """Patterns of file names that are looked for beside and above a producer, to learn about its brokers."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Patterns of keys, simplified, whose text is read as a file of the key's name with this suffix; ``KEY[]`` is an
    item of the list under ``KEY`` that is more than a word."""
    readers: tuple[str, ...] = ()
    """Dotted names of callees of the same library that copy the maps they are given: consumers, admin clients."""
