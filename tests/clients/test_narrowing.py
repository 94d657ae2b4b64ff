"""Laws of not knowing: whatever becomes known was possible before, and nothing else becomes possible."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kafkalint.analysis.resolve import possible, resolve
from kafkalint.analysis.resolve.judge import judge
from kafkalint.catalog.clients import load_clients
from kafkalint.catalog.location import rules_folder
from kafkalint.model.producer import Candidate, Producer, Setting, Site, Slot
from kafkalint.model.source import Span
from kafkalint.model.value import Dynamic, Literal
from kafkalint.model.verdict import Outcome
from kafkalint.model.version import Version, VersionRange

CLIENTS = load_clients([rules_folder()])
NOWHERE = Site("", Span(0, 0))
UNKNOWN = Dynamic("somewhere")
READABLE = {
    "switch": ["true", "false"],
    "acks": ["all", "-1", "0", "1"],
    "retries": ["0", "1", "5"],
    "in-flight": ["1", "5", "6"],
    "transactional": ["tx"],
}
VERSIONS = [
    ("java", "0.11"),
    ("java", "2.8.2"),
    ("java", "3.0.0"),
    ("java", "3.7"),
    ("java", "4.1"),
    ("confluent-kafka", "1.5"),
    ("confluent-kafka", "2.6"),
    ("kafka-python", "2.3"),
    ("kafka-python", "3.0.1"),
    ("aiokafka", "0.14"),
    ("connect", "3.0.1"),
    ("connect", "3.7"),
    ("spring-cloud-stream", "3.7"),
    ("quixstreams", "3.28"),
    ("faststream-confluent", "0.7"),
]


def _native(client: str, text: str) -> object:
    if client not in ("kafka-python", "aiokafka"):
        return text
    return {"true": True, "false": False, "all": "all", "tx": "tx"}.get(
        text, int(text) if text.lstrip("-").isdigit() else text
    )


def _slot(name: str, values: list[object], maybe_absent: bool = False) -> Slot:
    wrapped = [value if isinstance(value, Dynamic) else Literal(value) for value in values]
    return Slot(tuple(Setting(name, name, value, NOWHERE, NOWHERE) for value in wrapped), maybe_absent)


@st.composite
def cases(draw):
    """A client at a version with settings that it can read: each with the value that it has and all that it might."""
    client, version = draw(st.sampled_from(VERSIONS))
    behaviour = CLIENTS[client].at(Version.parse(version))
    found = []
    for role, texts in READABLE.items():
        setting = behaviour.of_role(role)
        if setting is not None and draw(st.booleans()):
            values = [_native(client, text) for text in texts]
            found.append((setting.name, draw(st.sampled_from(values)), values))
    return CLIENTS[client], Version.parse(version), found


@settings(max_examples=150, deadline=None)
@given(cases(), st.data())
def test_the_truth_was_possible_before(case, data) -> None:
    client, version, found = case
    told = [_slot(name, [value]) for name, value, _ in found]
    vague = [
        data.draw(
            st.sampled_from(
                [
                    _slot(name, [value]),
                    _slot(name, [UNKNOWN]),
                    _slot(name, values),
                    _slot(name, [value], maybe_absent=True),
                    _slot(name, [UNKNOWN, value], maybe_absent=True),
                ]
            )
        )
        for name, value, values in found
    ]
    truth = resolve(client, version, told).outcome
    assert truth in possible(client, version, vague)
    answer = resolve(client, version, vague).outcome
    assert answer in (truth, Outcome.UNKNOWN)


@settings(max_examples=100, deadline=None)
@given(cases(), st.data())
def test_what_an_open_configuration_hides_was_possible(case, data) -> None:
    client, version, found = case
    told = [_slot(name, [value]) for name, value, _ in found]
    seen = [slot for slot in told if data.draw(st.booleans())]
    assert resolve(client, version, told).outcome in possible(client, version, seen, ("hidden",))


@settings(max_examples=100, deadline=None)
@given(
    cases(),
    st.lists(
        st.sampled_from(["0.11", "1.0", "1.5", "2.1", "2.3", "3.0.0", "3.0.1", "3.2", "4.0"]), min_size=4, max_size=4
    ),
)
def test_a_narrower_range_has_no_new_verdicts(case, versions) -> None:
    client, _, found = case
    low, inner_low, inner_high, high = sorted(map(Version.parse, versions))
    slots = tuple(_slot(name, [value]) for name, value, _ in found)

    def outcomes(start: Version, end: Version) -> frozenset[Outcome]:
        candidate = Candidate(client.id, VersionRange(start, end, True, True), "")
        return judge(CLIENTS, Producer("", NOWHERE, (candidate,), slots)).outcomes

    assert outcomes(inner_low, inner_high) <= outcomes(low, high)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(VERSIONS),
    st.dictionaries(
        st.sampled_from([name for client in CLIENTS.values() for name in client.eras[-1][1].names])
        | st.text(max_size=8),
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.text(max_size=8)
        | st.binary(max_size=4)
        | st.tuples(st.integers(), st.integers())
        | st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
        max_size=6,
    ),
)
def test_any_input_has_a_verdict(where, given_settings) -> None:
    client, version = where
    found = resolve(CLIENTS[client], Version.parse(version), [_slot(*each) for each in wrapped(given_settings)])
    assert (found.error is not None) == (found.outcome is Outcome.REJECTED)
    assert all(reason.text and not reason.text.endswith(".") for reason in found.reasons)


def wrapped(found: dict[str, object]) -> list[tuple[str, list[object]]]:
    return [(name, [value]) for name, value in found.items()]
