"""A range of versions gives what its members give: no release in it does what the range does not say."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kafkalint.analysis.resolve import resolve
from kafkalint.analysis.resolve.judge import judge
from kafkalint.catalog.clients import load_clients
from kafkalint.catalog.location import rules_folder
from kafkalint.model.client import Client
from kafkalint.model.producer import Candidate, Producer, Setting, Site, Slot
from kafkalint.model.source import Span
from kafkalint.model.value import Dynamic, Literal
from kafkalint.model.version import Version, VersionRange

CLIENTS = load_clients([rules_folder()])
NOWHERE = Site("", Span(0, 0))
ODD = (
    *(True, False, None, 0, 1, 2, 5, 6, -1, 2147483647, 10000001, 1.5, "", "all", "ALL", "-1", "0", "1", "6", " all"),
    *("true", "false", "yes", "tx", "5x", "010", "fifo", "lifo", "0.10.2", "120000", "exactly_once_v2", "exactly-once"),
    Dynamic("the environment"),
)


def releases(client: Client) -> list[Version]:
    """Every release whose names were asked, else the versions at which something changes and some between."""
    steps = {client.lowest, client.newest, *(since for since, _ in client.eras)}
    found = set(client.asked) or steps | {Version((*version.numbers[:2], 99)) for version in steps}
    return sorted(each for each in found if client.lowest <= each <= client.newest)


@st.composite
def cases(draw):
    """A client, settings of which some may be absent or unknown, and a range of its versions."""
    client = CLIENTS[draw(st.sampled_from(sorted(CLIENTS)))]
    names = sorted({*client.at(client.newest).names, *draw(st.sets(st.sampled_from(sorted(client.known)), max_size=2))})
    slots = []
    for name in draw(st.lists(st.sampled_from(names), unique=True, max_size=4)):
        values = draw(st.lists(st.sampled_from(ODD), min_size=1, max_size=2))
        wrapped = [value if isinstance(value, Dynamic) else Literal(value) for value in values]
        found = tuple(Setting(name, name, value, NOWHERE, NOWHERE) for value in wrapped)
        slots.append(Slot(found, maybe_absent=draw(st.booleans())))
    ends = sorted(draw(st.lists(st.sampled_from(releases(client)), min_size=2, max_size=2)))
    return client, tuple(slots), VersionRange(ends[0], ends[1], True, True)


@settings(max_examples=400, deadline=None)
@given(cases())
def test_a_range_says_what_its_members_do(case) -> None:
    client, slots, wanted = case
    producer = Producer("", NOWHERE, (Candidate(client.id, wanted, ""),), slots)
    said = {point.verdict.outcome for point in judge(CLIENTS, producer).points}
    members = [version for version in releases(client) if version in wanted]
    done = {version: resolve(client, version, slots).outcome for version in members}
    assert said == set(done.values()), (client.id, str(wanted), done)
