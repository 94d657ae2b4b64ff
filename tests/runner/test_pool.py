"""Several processes: the same results, and a process that dies takes one file with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kafkalint.runner import pool
from kafkalint.runner.options import Options
from kafkalint.runner.run import run

DIES = "__import__('os')._exit(9)"
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
