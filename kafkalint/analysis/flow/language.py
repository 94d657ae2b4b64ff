"""What flow must know of a programming language's own library, as data behind one small class.

A path under ``builtins.`` is a name that every module has without an import.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kafkalint.model.value import Native


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """The words of a language whose meaning decides what happens to a map."""

    builtins: frozenset[str]
    """Names that exist everywhere."""
    harmless: frozenset[str]
    """Callees that neither change nor keep what they are given, nor run the program's own code."""
    harmless_below: tuple[str, ...]
    """Beginnings of paths whose callees are all harmless."""
    iterates: frozenset[str]
    """Callees that walk through what they are given, which runs code when that is a generator."""
    ready: frozenset[str]
    """What can be walked through without running code of the program."""
    maps: frozenset[str]
    """Callees that make a map from a map or pairs and keywords."""
    asks_kind: str
    """The callee that says whether its first argument is of the kind of the second."""
    plain_map: str
    """The kind of map literals."""
    copies: Mapping[str, bool]
    """Callees that copy their argument, and whether they copy what it holds too."""
    binds: frozenset[str]
    """Callees that give a function with some arguments filled in."""
    converts: Mapping[str, Callable[[str | int | float], Native]]
    """Callees that give a literal for a literal."""
    environment: str
    """The map of environment variables."""
    environment_reads: frozenset[str]
    """Callees that read a variable, with a default as second argument."""
    settings: Mapping[str, str]
    """Objects, by path, whose items or members somebody sets outside, and what one is called."""
    asks_member: str
    """The callee that gives a member by its name, with a default."""
    steady: tuple[str, ...]
    """Context managers that never swallow an exception and run no code of the program."""
    initializer: str
    """The method that is given the arguments with which an object is made."""
    enumerations: frozenset[str]
    """Classes whose members hold what is written as their value."""
    enumerations_of: frozenset[str]
    """These, and what they may be mixed with without a change of the value."""
    enumerations_as: frozenset[str]
    """Bases that make the members of an enumeration texts or numbers."""
    completes: frozenset[str]
    """Base classes, and names of decorators, that make the members of a class arguments or settings with defaults."""
    bare: frozenset[str]
    """Bases and metaclasses that have no say in how the objects of a class are made."""
    metaclass: str
    """The class of classes."""
    calling: str
    """The method that runs when an object, or a class of its class, is called."""
    parent: str
    """The call that gives the base class's side of an object."""
    on_class: frozenset[str]
    """Decorators that make a method one of the class."""
    computed: str
    """The decorator that makes a method a member, which is computed whenever it is read."""
    given_class: str
    """The one of them that makes the class its first argument."""
    class_methods: frozenset[str]
    """Methods that are called on the class without being told so."""
    unsteady: frozenset[str]
    """Names through which an object may get other methods."""
    swaps: frozenset[str]
    """Members that give an object other methods when they are set."""
    reflective: frozenset[str]
    """Names through which a program may reach what it does not name."""
    own_names: frozenset[str]
    """Those that give the names where they are called, when they are given nothing."""
    opens: frozenset[str]
    """Those that give all members of an object."""
    opens_member: str
    """The one of them that is a member itself."""
    namespaces: frozenset[str]
    """Last names of callees that give an object of the library, made of the program's arguments."""
    pure: frozenset[str]
    """Last names of callees that give the same whenever they are given the same."""

    def is_harmless(self, path: str) -> bool:
        """Whether a call of `path` leaves all maps as they are."""
        return path in self.harmless or path.startswith(self.harmless_below)

    def knows(self, root: str) -> bool:
        """Whether anything is said here of the library module `root`."""
        mine = (*self.harmless, *self.harmless_below, *self.copies, *self.environment_reads, *self.maps)
        return any(path.startswith(f"{root}.") for path in mine)


_QUIET = (
    "abs ascii bin bool bytes callable chr dir divmod float format hasattr hash hex id int isinstance issubclass len"
    " object oct open ord pow print range repr round str super"
)

_PURE = (
    "SerializeToString asdict b64encode bytes copy decode deepcopy dict dumps encode format hexdigest int isoformat"
    " join json len list lower md5 model_dump model_dump_json pack packb replace serialize sha256 str strip to_dict"
    " to_json tuple upper"
)

_ENUMERATIONS = frozenset({"enum.Enum", "enum.IntEnum", "enum.StrEnum"})

PYTHON = Language(
    builtins=frozenset(dir(builtins)),
    harmless=frozenset(
        {f"builtins.{name}" for name in _QUIET.split()}
        | {"pprint.pprint", "pprint.pformat", "sys.exit", "threading.Lock", "threading.RLock", "warnings.warn"}
        | {"json.dump", "json.dumps", "json.load", "json.loads", "yaml.safe_dump", "yaml.safe_load"}
    ),
    harmless_below=(
        "builtins.str().",
        "datetime.",
        "hashlib.",
        "logging.",
        "math.",
        "os.environ.",
        "os.path.",
        "re.",
        "time.",
        "uuid.",
    ),
    iterates=frozenset(
        f"builtins.{name}"
        for name in [
            "all",
            "any",
            "enumerate",
            "frozenset",
            "list",
            "reversed",
            "set",
            "sorted",
            "str().join",
            "sum",
            "tuple",
        ]
    ),
    ready=frozenset(f"builtins.{name}()" for name in ["frozenset", "list", "range", "set", "sorted", "tuple"]),
    maps=frozenset({"builtins.dict", "collections.OrderedDict"}),
    asks_kind="builtins.isinstance",
    plain_map="builtins.dict",
    copies={"copy.copy": False, "copy.deepcopy": True},
    binds=frozenset({"functools.partial"}),
    converts={"builtins.int": int, "builtins.str": str, "builtins.float": float},
    environment="os.environ",
    environment_reads=frozenset({"os.getenv", "os.environ.get", "os.environ.setdefault"}),
    settings={
        "django.conf.settings": "the Django setting",
        "flask.Flask().config": "the Flask setting",
        "flask.current_app.config": "the Flask setting",
    },
    asks_member="builtins.getattr",
    steady=("builtins.open()", "threading.Lock()", "threading.RLock()"),
    initializer="__init__",
    enumerations=_ENUMERATIONS,
    enumerations_of=_ENUMERATIONS | {"builtins.str", "builtins.int"},
    enumerations_as=frozenset({"enum.StrEnum", "enum.IntEnum", "builtins.str", "builtins.int"}),
    completes=frozenset(
        {"dataclass", "pydantic.BaseModel", "pydantic.BaseSettings", "pydantic_settings.BaseSettings"}
        | {"typing.NamedTuple"}
    ),
    bare=frozenset(
        {"builtins.object", "abc.ABC", "abc.ABCMeta", "typing.Protocol", "threading.Thread", "multiprocessing.Process"}
    ),
    metaclass="builtins.type",
    calling="__call__",
    parent="builtins.super()",
    on_class=frozenset({"staticmethod", "classmethod"}),
    computed="property",
    given_class="classmethod",
    class_methods=frozenset({"__new__", "__init_subclass__", "__class_getitem__"}),
    unsteady=frozenset({"setattr", "__setattr__", "__getattribute__"}),
    swaps=frozenset({"__class__", "__bases__"}),
    pure=frozenset(_PURE.split()),
    reflective=frozenset(
        {"exec", "eval", "globals", "locals", "vars", "__dict__", "__builtins__"}
        | {"f_locals", "f_globals", "f_builtins", "__globals__"}
    ),
    own_names=frozenset({"locals", "vars"}),
    opens=frozenset({"vars", "__dict__"}),
    opens_member="__dict__",
    namespaces=frozenset({"parse_args", "parse_known_args"}),
)
