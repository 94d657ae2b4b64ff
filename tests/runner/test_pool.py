"""Several processes: the same results, and a process that dies takes one file with it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from kafkalint.runner import pool
from kafkalint.runner.file import Checked
from kafkalint.runner.options import Options
from kafkalint.runner.run import run

DIES = "__import__('os')._exit(9)"
KILLED = "__import__('os').kill(__import__('os').getpid(), 9)"
CRASHES = "__import__('os').kill(__import__('os').getpid(), __import__('signal').SIGSEGV)"
Make = Callable[[dict[str, str]], Path]


def lost(task: str) -> str:
    return f"lost {task[-7:]}"


@pytest.mark.parametrize(
    "tasks",
    [
        [],
        ["1"],
        [str(number) for number in range(9)],
        [DIES],
        ["0", DIES, "2"],
        [DIES, "1", "2", "3", "4", "5", DIES, "7", DIES],
    ],
)
def test_every_task_is_answered_in_order(tasks: list[str]) -> None:
    found = list(pool.spread(eval, tasks, 2, lost))
    assert found == ["lost exit(9)" if task == DIES else int(task) for task in tasks]


@pytest.mark.parametrize("end", [KILLED, CRASHES])
def test_a_process_that_is_ended_from_outside_costs_one_result(end: str) -> None:
    tasks = [*map(str, range(9)), end, *map(str, range(10, 20))]
    found = list(pool.spread(eval, tasks, 2, lost))
    assert found == [int(task) if task.isdigit() else lost(task) for task in tasks]


def check_or_die(task: pool.Task) -> Checked:
    """What a worker does, if a parser could be brought down by a file of this name."""
    if "deadly" in task[0]:
        os.kill(os.getpid(), signal.SIGSEGV)
    return pool._in_worker(task)


def test_a_file_that_brings_the_parser_down_is_a_failure(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "from kafka import KafkaProducer\nKafkaProducer(enable_idempotence=True, acks=1)\n"
    make({f"{name}.py": text for name in ("a", "b", "c", "d", "deadly", "f", "g", "h")})
    monkeypatch.setattr(pool, "WORTHWHILE", 0.0)
    monkeypatch.setattr(pool, "_in_worker", check_or_die)
    report = run(Options(jobs=2))[0]
    assert [(one.path, one.kind) for one in report.failures] == [("deadly.py", "unparsable")]
    assert {one.site.path[0] for one in report.findings} == set("abcdfgh")


def test_what_the_work_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        list(pool.spread(eval, ["1", "1/0"], 2, lost))


def test_the_report_is_the_same_for_any_number_of_processes(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "from kafka import KafkaProducer\nKafkaProducer(acks={})\n"
    files = {f"f{number}.py": text.format(number % 3) for number in range(12)}
    make({**files, "broken.py": "import kafka\ndef (:\n", "t.yaml": "kafka: [\n"})
    one = run(Options(jobs=1))
    monkeypatch.setattr(pool, "WORTHWHILE", 0.0)
    assert run(Options(jobs=2)) == one
    assert one[0].findings
    assert one[0].failures
    assert one[0].undecided


def test_few_files_start_no_process(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    make({f"f{number}.py": "from kafka import KafkaProducer\nKafkaProducer(acks=1)\n" for number in range(3)})
    monkeypatch.setattr(pool, "spread", None)
    assert len(run(Options(jobs=8))[0].findings) == 3
