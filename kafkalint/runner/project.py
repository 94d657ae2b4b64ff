"""What is known around a file: its configuration, the catalogue, and the evidence in the folders above it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kafkalint.analysis.evaluate import select
from kafkalint.analysis.evidence import Evidence, dependencies, gather
from kafkalint.analysis.evidence.specifiers import declared as parse_declared
from kafkalint.analysis.locate import locate
from kafkalint.catalog.catalog import Catalog, load
from kafkalint.catalog.places import evidence_names, needles, prefixed
from kafkalint.catalog.reading import CatalogError
from kafkalint.config import find
from kafkalint.config.settings import ConfigError, PerFile, Settings
from kafkalint.formats import format_of, formats, text
from kafkalint.model.declared import Declared
from kafkalint.model.document import Document
from kafkalint.model.edit import Unreadable
from kafkalint.model.finding import Finding
from kafkalint.model.manifest import manifest_names, manifest_of
from kafkalint.model.place import Place
from kafkalint.model.producer import Broker, Dependency, Site
from kafkalint.model.program import Program
from kafkalint.model.rule import Rule
from kafkalint.model.source import Source
from kafkalint.runner import prefilter, reading
from kafkalint.runner.changes import Changes
from kafkalint.runner.discover import discover, excluded
from kafkalint.runner.modules import SUFFIX, Index, ProjectModules, Shelf
from kafkalint.runner.names import with_known_names
from kafkalint.runner.needles import table
from kafkalint.runner.options import Options, Style
from kafkalint.runner.patterns import absolute, matches
from kafkalint.runner.redact import masked


@dataclass(frozen=True, slots=True)
class Context:
    """Everything that the checking of one file depends on, beside the file."""

    settings: Settings
    catalog: Catalog
    rules: tuple[Rule, ...]
    """Those that run."""
    facts: tuple[Evidence, ...]
    """Evidence, the nearest folder first."""
    declared: Declared
    per_file: tuple[PerFile, ...]
    """Exceptions that match this file."""
    modules: ProjectModules
    """The other files that are read with it."""
    may_write: Callable[[str], bool]
    """Whether another file may be rewritten with this one."""
    changes: Changes | None
    """What has changed, when only what a change touches is judged."""

    def weighed(self, finding: Finding) -> Finding:
        """A finding with the configured severity, which makes one of a mandatory rule no lighter."""
        severity = self.settings.severity.get(finding.rule, finding.severity)
        held = finding.rule in self.settings.mandatory
        return replace(finding, severity=max(severity, finding.severity) if held else severity)

    def with_texts(self, texts: Mapping[str, Source]) -> Context:
        """The same context with texts laid over the disk."""
        return replace(self, modules=self.modules.with_texts(texts))


@dataclass(slots=True)
class Project:
    """The surroundings of all files of a run, each looked up once."""

    options: Options
    read: Callable[[str], bytes] = prefilter.read_bytes
    """The content of the file at a path; raises OSError."""
    beyond: frozenset[str] = frozenset()
    """Absolute paths of files that can be read and are not on disk."""
    _settings: dict[Path, Settings] = field(default_factory=dict)
    _sound: dict[Path, Settings] = field(default_factory=dict)
    _facts: dict[Path, Evidence] = field(default_factory=dict)
    _tops: dict[Path, Path] = field(default_factory=dict)
    _shelf: Shelf = field(init=False)
    _indexes: dict[str, Index] = field(default_factory=dict)
    _changes: Changes | None = field(init=False)

    def __post_init__(self) -> None:
        self._shelf = Shelf(shown, self.read, self.beyond)
        self._changes = Changes(self.options.since) if self.options.since else None

    def settings_for(self, folder: Path) -> Settings:
        """The settings for files in an absolute folder; raises ConfigError."""
        if self.options.isolated:
            return Settings(root=Path.cwd())
        if self.options.config is not None:
            if folder not in self._settings:
                self._settings[folder] = find.settings_in(self.options.config.resolve())
            return self._settings[folder]
        return find.settings_for(folder, self._settings)

    def sound_settings_for(self, folder: Path) -> Settings:
        """The same, once every name in them is known; raises ConfigError."""
        settings = self.settings_for(folder)
        if settings.origin is None:
            return settings
        if settings.origin not in self._sound:
            self._sound[settings.origin] = with_known_names(settings, self.catalog_for(settings))
        return self._sound[settings.origin]

    def require_sound(self, path: str) -> None:
        """Raises ConfigError for what does not hold in the configuration of a file or folder, or in the options."""
        folder = absolute(path) if os.path.isdir(path) else absolute(os.path.dirname(path))  # noqa: PTH112, PTH120
        settings = self.sound_settings_for(folder)
        self._rules(settings, self.catalog_for(settings))

    def baseline_at(self, path: str) -> Path | None:
        """The baseline that a file's findings are held against."""
        return self.options.baseline or self.settings_for(absolute(path).parent).baseline

    def mandatory_at(self, path: str) -> tuple[str, ...]:
        """Ids of the rules that nothing silences at a file."""
        return self.sound_settings_for(absolute(path).parent).mandatory

    def configurations(self) -> list[Settings]:
        """Every configuration that applies to files of this run, once."""
        return list({one.origin: one for one in self._settings.values() if one.origin}.values())

    def baselines(self) -> list[Path]:
        """Every baseline that applies to files of this run."""
        if self.options.baseline is not None:
            return [self.options.baseline]
        return sorted({one.baseline for one in self._settings.values() if one.baseline})

    def catalog_for(self, settings: Settings) -> Catalog:
        """The catalogue with the user's own folders and prefixes; raises ConfigError for what does not hold in them."""
        try:
            catalog = load(settings.rules)
        except CatalogError as error:
            raise ConfigError(str(error)) from None
        known = {place.id: place for place in catalog.places}
        own = tuple(prefixed(known[one.like], one.prefix) for one in settings.places if one.like in known)
        return replace(catalog, places=(*own, *catalog.places)) if own else catalog

    def rules_at(self, path: str) -> tuple[Rule, ...]:
        """Every rule that is known at a file, whether it runs there or not."""
        return self.catalog_for(self.settings_for(Path(path).resolve().parent)).rules

    def _places_at(self, path: str) -> tuple[Place, ...]:
        return self.catalog_for(self.settings_for(Path(path).resolve().parent)).places

    def needles_for(self, settings: Settings) -> prefilter.Needles:
        """What a file must mention to be read at all."""
        own = settings.rules or settings.places
        return table(self.catalog_for(settings).places) if own else prefilter.needles()

    def context_for(self, path: str) -> Context:
        """The surroundings of one file; raises ConfigError."""
        folder = Path(path).resolve().parent
        settings = self.sound_settings_for(folder)
        catalog = self.catalog_for(settings)
        rules = self._rules(settings, catalog)
        per_file = tuple(one for one in settings.per_file if matches(one.paths, path, settings.root))
        facts = tuple(self._facts_in(above, catalog) for above in self._above(folder, settings))
        declared = _declared(settings, per_file, catalog)
        modules = self._modules(Path(path), settings)
        return Context(settings, catalog, rules, facts, declared, per_file, modules, self._may_write, self._changes)

    def _may_write(self, path: str) -> bool:
        """Not beside a text that is not on disk, and no file that discovery leaves out."""
        return self.options.stdin is None and not excluded(path, self.settings_for)

    def _modules(self, path: Path, settings: Settings) -> ProjectModules:
        top = str(self._top(Path(os.path.abspath(path)).parent, settings))  # noqa: PTH100  # links stay what they are
        if top not in self._indexes:
            self._indexes[top] = Index(top, lambda: self._modules_below(top), self.read)
        return ProjectModules(self._shelf, self._indexes[top], lambda file: excluded(file, self.settings_for))

    def _modules_below(self, top: str) -> list[str]:
        """Every module of the project in a folder, as a run over that folder would find it."""
        found = discover((top,), self.settings_for, lambda name: name.endswith(SUFFIX)).found
        more = (path for path in sorted(self.beyond) if path.endswith(SUFFIX) and Path(path).is_relative_to(top))
        return [
            *(os.path.abspath(path) for path in found),  # noqa: PTH100
            *(path for path in more if not excluded(path, self.settings_for)),
        ]

    def _rules(self, settings: Settings, catalog: Catalog) -> tuple[Rule, ...]:
        """The rules that run: the options say more than the configuration."""
        options = self.options
        rules = tuple(options.styled(rule) for rule in catalog.rules)
        try:
            chosen = {rule.id for rule in self._chosen(rules, settings)}
        except ValueError as error:
            raise ConfigError(f"command line: {error}") from None
        return tuple(rule for rule in rules if rule.id in chosen and options.runs(rule))

    def _chosen(self, rules: tuple[Rule, ...], settings: Settings) -> Iterator[Rule]:
        """The rules that are asked for; what belongs to a migration need not be. Raises ValueError."""
        options = self.options
        ignored = settings.ignore + options.ignore
        if options.style is Style.PINNED:
            yield from (rule for rule in rules if not rule.of_migration)
        else:
            yield from select(rules, options.select or settings.select, ignored)
            if settings.mandatory and not options.select:
                yield from select(rules, settings.mandatory, options.ignore)
        if options.style is not Style.MINIMAL:
            yield from (rule for rule in select(rules, (), ignored) if rule.of_migration)

    def root_of(self, path: str) -> Path:
        """The folder that links in this file's project must not lead out of."""
        folder = Path(path).absolute().parent
        return self._top(folder, self.settings_for(folder.resolve()))

    def without_fixing(self) -> Project:
        """The same project for a run that changes nothing."""
        return Project(replace(self.options, fix=False, diff=False), self.read, self.beyond)

    def sweeping(self, needed: frozenset[Site]) -> Project:
        """The same project for a run that mends suppressions without effect; `needed` ones have one elsewhere."""
        return Project(replace(self.options, sweep=needed), self.read, self.beyond)

    def source_of(self, path: str) -> Source | None:
        """The text of a file that is shown beside a finding, redacted; None when it cannot be read any more."""
        syntax = format_of(path.rpartition("/")[2])
        try:
            source = (syntax or text).decode(path, self.read(path))
            read = reading.read(source, syntax, self._places_at(path)) if syntax else None
        except (OSError, Unreadable):
            return None
        return masked(source, read)

    def _above(self, folder: Path, settings: Settings) -> Sequence[Path]:
        """The folder and those above it, up to the top of the project."""
        top = self._top(folder, settings)
        found = [folder]
        while found[-1] != top and found[-1].parent != found[-1]:
            found.append(found[-1].parent)
        return found

    def _top(self, folder: Path, settings: Settings) -> Path:
        """The repository's or the configuration's folder; without either, the highest folder that was named."""
        if folder not in self._tops:
            self._tops[folder] = self._find_top(folder, settings)
        return self._tops[folder]

    def _find_top(self, folder: Path, settings: Settings) -> Path:
        for above in (folder, *folder.parents):
            if (above / ".git").exists() or (settings.origin and above == settings.root):
                return above
        named = [path if path.is_dir() else path.parent for path in (Path(one).resolve() for one in self.options.paths)]
        holding = [path for path in (*named, Path.cwd()) if folder.is_relative_to(path)]
        return min(holding, key=lambda path: len(path.parts), default=folder)

    def matching(self, folder: Path, pattern: str) -> Iterator[Path]:
        """The files below a folder that a pattern of their path from there means."""
        yield from (path for path in folder.glob(pattern) if path.is_file())
        below = (Path(path) for path in self.beyond if Path(path).is_relative_to(folder))
        depth = len(folder.parts) + len(Path(pattern).parts)
        yield from (path for path in below if len(path.parts) == depth and path.match(pattern))

    def _facts_in(self, folder: Path, catalog: Catalog) -> Evidence:
        if folder not in self._facts:
            self._facts[folder] = _read_facts(folder, catalog, self)
        return self._facts[folder]


def shown(path: str | Path) -> str:
    """A path as reports show it: relative to the current folder where it lies below, with forward slashes."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  # links are not to be followed
    try:
        found = absolute.relative_to(Path.cwd()).as_posix()
    except ValueError:
        found = absolute.as_posix()
    # A name that is no UTF-8 can be opened, but not printed.
    return found.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _declared(settings: Settings, per_file: Sequence[PerFile], catalog: Catalog) -> Declared:
    versions = {}
    for name, written in settings.client_versions.items():
        try:
            versions[name] = parse_declared(written)
        except ValueError as error:
            known = ", ".join(f"{one.title} {one.lowest} to {one.newest}" for one in catalog.called(name))
            raise ConfigError(f"{settings.origin}: client-versions.{name}: {error}; known: {known}") from None
    target = settings.target
    named = next((one.target for one in reversed(per_file) if one.target), "")
    if named:
        target = next(one for one in settings.targets if one.name == named)
    return Declared(versions, target, settings.targets)


def _read_facts(folder: Path, catalog: Catalog, project: Project) -> Evidence:
    """What the manifests and broker files of one folder say; a file that cannot be read says nothing here."""
    found: list[Dependency | Broker] = []
    sources: list[Source] = []
    patterns = (*manifest_names(catalog.manifests), *evidence_names(catalog.places))
    for path in sorted({path for pattern in patterns for path in project.matching(folder, pattern)}):
        try:
            read = _read(path, project.read(str(path)), catalog)
        except (OSError, Unreadable):
            continue
        if read is None:
            continue
        sources.append(read.source)
        if manifest_of(read.source.path, catalog.manifests):
            found += dependencies(read, catalog.manifests)
        elif isinstance(read, Document):
            found += [subject for subject in locate(read, catalog.places) if isinstance(subject, Broker)]
    return gather(folder.as_posix(), found, sources)


def _read(path: Path, data: bytes, catalog: Catalog) -> Document | Program | None:
    """A file that may be evidence, by its manifest's format where it is one; None when it says nothing of Kafka."""
    manifest = manifest_of(path.as_posix(), catalog.manifests)
    named = {syntax.NAME: syntax for syntax in formats()}
    syntax = named.get(manifest.format) if manifest else format_of(path.name)
    if syntax is None or not (manifest or prefilter.mentions(data, needles(catalog.places))):
        return None
    return reading.read(syntax.decode(shown(path), data), syntax, catalog.places)
