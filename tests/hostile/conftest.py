"""By what chance notes are made: the same in each run, unless ``MEETINGS_ROUNDS`` is set."""

from __future__ import annotations

import os
import random

import pytest

#: rounds at random; without, there is one, which is the same each time
ROUNDS = int(os.environ.get("MEETINGS_ROUNDS") or 0)
#: the number that a failed test has printed
SEED = os.environ.get("MEETINGS_SEED")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "chance" in metafunc.fixturenames:
        metafunc.parametrize("chance", range(ROUNDS or 1), indirect=True)


@pytest.fixture
def chance() -> random.Random:
    seed = int(SEED or (random.randrange(1 << 32) if ROUNDS else 0))
    print(f"to try this again: MEETINGS_SEED={seed}")
    return random.Random(seed)
