"""What a tree of Kubernetes' resources costs: `python tests/benchmarks/kubernetes.py [--rounds N] [--files N]`.

YAML alone, one file in a hundred about Kafka: workers and producers in ConfigMaps, variables of containers, Strimzi's
resources, a chart with templates. Beside yamllint, which parses every file, and a search for the same strings.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from run import WORDS, console, needles, table, tool

SHARE = 100
"""One file in so many is about Kafka."""
KAFKA = (
    """\
apiVersion: v1
kind: ConfigMap
metadata: {name: connect}
data:
  connect-distributed.properties: |
    bootstrap.servers=kafka:9092
    group.id=connect
    offset.storage.topic=offsets
    producer.acks=1
  application.yml: |
    spring:
      kafka:
        producer: {acks: 1}
""",
    """\
apiVersion: kafka.strimzi.io/v1beta2
kind: KafkaConnect
metadata: {name: connect}
spec:
  bootstrapServers: kafka:9092
  config:
    producer.acks: 1
""",
    """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "x.fullname" . }}
data:
  producer.properties: |
    bootstrap.servers=kafka:9092
    acks=1
    {{- with .Values.extra }}
    linger.ms={{ .linger }}
    {{- end }}
""",
)


def main() -> None:
    """Measure, and print a table beside each of the other tools."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--files", type=int, default=10_000)
    wanted = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kafkalint-benchmark-"))
    try:
        plant(folder, wanted.files)
        title = f"{wanted.files:,} resources of Kubernetes, one in {SHARE} about Kafka, {wanted.rounds} rounds"
        for name, command in yardsticks().items():
            compared = {name: command, **kafkalint()}
            table(title, {each: [*words, str(folder)] for each, words in compared.items()}, wanted.rounds)
    finally:
        shutil.rmtree(folder)


def yardsticks() -> dict[str, Sequence[str]]:
    """The other tools that are installed."""
    found: dict[str, Sequence[str]] = {}
    linter, search = tool("yamllint"), tool("rg")
    if linter:
        found["yamllint"] = [linter, "-d", "{extends: relaxed, rules: {line-length: disable}}"]
    if search:
        found["rg -l, the same strings"] = [search, "-liF", *(f"-e{needle}" for needle in needles(".yaml"))]
    return found


def kafkalint() -> dict[str, Sequence[str]]:
    """A check by one process, and by two."""
    return {f"kafkalint check --jobs {jobs}": [console(), "check", "--jobs", jobs, "--quiet"] for jobs in ("1", "2")}


def plant(folder: Path, files: int) -> None:
    """The same tree every time, a hundred files to a folder."""
    chance = random.Random(0)
    resources = [resource(chance) for _ in range(300)]
    for number in range(files):
        inner = folder / f"team{number // 100}"
        inner.mkdir(exist_ok=True)
        own = number % SHARE == 0
        text = KAFKA[number // SHARE % len(KAFKA)] if own else resources[number % len(resources)]
        inner.joinpath(f"resource{number % 100}.yaml").write_text(text, "utf-8")


def resource(chance: random.Random) -> str:
    """A Deployment, its Service and its ConfigMap, of usual size, with nothing of Kafka."""
    name = "-".join(chance.sample(WORDS, 2))
    variables = "".join(
        f"            - name: {chance.choice(WORDS).upper()}_{number}\n              value: '{number}'\n"
        for number in range(chance.randint(3, 25))
    )
    lines = "".join(f"    {chance.choice(WORDS)}.{number}={number}\n" for number in range(chance.randint(3, 25)))
    return f"""\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {name}
  labels: {{app: {name}}}
spec:
  replicas: {chance.randint(1, 9)}
  selector:
    matchLabels: {{app: {name}}}
  template:
    spec:
      containers:
        - name: {name}
          image: registry.example/{name}:{chance.randint(1, 99)}
          env:
{variables}          livenessProbe:
            httpGet: {{path: /health, port: 8080}}
---
apiVersion: v1
kind: Service
metadata:
  name: {name}
spec:
  ports:
    - port: 80
      targetPort: 8080
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {name}
data:
  application.properties: |
{lines}"""


if __name__ == "__main__":
    main()
