"""A project whose notes are parsed one by one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.notes import Note, Project, make_project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return make_project(tmp_path_factory.mktemp("project") / "src", meetings_static="static")


@pytest.fixture(scope="module")
def parse(project: Project) -> Callable[[str], Note]:
    return project.parse


@pytest.fixture
def configured(tmp_path: Path) -> Callable[..., Project]:
    def configure(**conf: Any) -> Project:
        return make_project(tmp_path / "src", **conf)

    return configure
