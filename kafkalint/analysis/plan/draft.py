"""A producer while it is being changed: what each setting was, and what it has become."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kafkalint.model.change import Change
from kafkalint.model.producer import Producer, Setting, Slot
from kafkalint.model.value import Literal, Native, as_text


@dataclass(frozen=True, slots=True)
class Draft:
    """The producer as changes leave it; each slot it had beside the one it has, None for what is new or gone."""

    producer: Producer
    pairs: tuple[tuple[Slot | None, Slot | None], ...]

    @classmethod
    def of(cls, producer: Producer) -> Draft:
        """Nothing changed yet."""
        return cls(producer, tuple((slot, slot) for slot in producer.slots))

    def put(self, index: int, slot: Slot | None) -> Draft:
        """With `slot` in the place of the current slot number `index`."""
        places = [at for at, (_, now) in enumerate(self.pairs) if now is not None]
        pairs = list(self.pairs)
        pairs[places[index]] = (pairs[places[index]][0], slot)
        return self._with(tuple(pairs))

    def add(self, slot: Slot) -> Draft:
        """With a new last slot."""
        return self._with((*self.pairs, (None, slot)))

    def number(self, index: int) -> int | None:
        """The current number of what was slot number `index` at first; None when it is gone."""
        if self.pairs[index][1] is None:
            return None
        return sum(now is not None for _, now in self.pairs[:index])

    def _with(self, pairs: tuple[tuple[Slot | None, Slot | None], ...]) -> Draft:
        slots = tuple(now for _, now in pairs if now is not None)
        return Draft(replace(self.producer, slots=slots), pairs)


def index_of(draft: Draft, name: str) -> int | None:
    """The last slot that the user wrote for `name`."""
    found = [at for at, slot in enumerate(draft.producer.slots) if slot.name == name]
    return found[-1] if found else None


def put(draft: Draft, index: int, value: Native) -> Draft | None:
    """The slot with `value` as its only value; None when it holds that already."""
    slot = draft.producer.slots[index]
    literal = _literal(draft.producer, value)
    if all(one.value == literal for one in slot.values):
        return None
    return draft.put(index, replace(slot, values=tuple(replace(one, value=literal) for one in slot.values)))


def added(draft: Draft, name: str, value: Native) -> Draft:
    """With a new setting."""
    site = draft.producer.site
    setting = Setting(name, name, _literal(draft.producer, value), site, site)
    return draft.add(Slot((setting,)))


def _literal(producer: Producer, value: Native) -> Literal:
    """`value` as it reaches the client from where this producer stands."""
    if producer.home is None or not producer.home.textual:
        return Literal(value)
    return Literal(as_text(value))


def changes(draft: Draft) -> Iterator[Change]:
    """What turns the producer as it was into the producer as it is."""
    for old, new in draft.pairs:
        if old is None:
            if new is not None:
                yield Change("add", new.name, _value(new.values[0]))
        elif new is None:
            yield from (Change("remove", one.name, setting=one) for one in old.values)
        else:
            for before, after in zip(old.values, new.values, strict=True):
                if before.name != after.name:
                    yield Change("rename", after.name, setting=before)
                if before.value != after.value:
                    yield Change("set", after.name, _value(after), before)


def _value(setting: Setting) -> Native:
    assert isinstance(setting.value, Literal)  # only literals are ever put
    return setting.value.value
