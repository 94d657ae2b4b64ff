import os

from setuptools import find_packages, setup

REQUIRES = ["kafka-python>=1.4,<2.1", "requests"]
TESTS = ["pytest"]

if os.environ.get("CI"):
    TESTS.append("confluent-kafka==9")

setup(
    name="orders",
    packages=find_packages(exclude=["kafka-python==0.9"]),
    install_requires=REQUIRES + ["confluent-kafka==1.9.2"],  # noqa: RUF005
    extras_require={"async": ["aiokafka>=0.8"], "all": os.environ["ALL"].split()},
    tests_require=TESTS,
    keywords=["kafka-python==0.8"],
)
