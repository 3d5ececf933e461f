"""Sparing the garbage collector what stays in memory until the process ends.

While Python loads modules and the environment, while it reads documents, and once more
when it exits, it looks through all objects for cycles again and again, though nearly none
of them goes away: a quarter of the time of a build that follows an edit, and a seventh of
one that reads all notes. Frozen objects it leaves alone.

https://docs.python.org/3/library/gc.html#gc.freeze
"""

from __future__ import annotations

import gc
import itertools
import sys
from typing import TYPE_CHECKING, Any

from sphinxcontrib_meetings.config import options_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

__all__ = ["setup"]

#: PyPy's collector works in another way
_CAN_FREEZE = sys.implementation.name == "cpython"
#: numbers the builds of this process, which has one collector for all of them
_builds = itertools.count()
#: generation of the objects that have survived longest
_OLDEST = 2


def setup(app: Sphinx) -> None:
    """Set up what spares the collector."""
    if not _CAN_FREEZE:
        return
    if next(_builds):
        # not the first one: what that left behind may go
        gc.unfreeze()
        return
    app.connect("config-inited", on_config_inited)
    app.connect("builder-inited", on_builder_inited)
    app.connect("env-before-read-docs", on_env_before_read_docs)
    app.connect("env-updated", on_env_updated)
    app.connect("build-finished", on_build_finished)


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Freeze what was imported."""
    if _is_wanted(config):
        gc.freeze()


def on_builder_inited(app: Sphinx) -> None:
    """Freeze the environment, too."""
    if _is_wanted(app.config):
        gc.freeze()


def on_env_before_read_docs(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Freeze what survives while documents are read: Sphinx keeps them until they are written."""
    if _is_wanted(app.config):
        gc.callbacks.append(_freeze_survivors)


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """End that."""
    _end()
    return []


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """End it where reading failed."""
    _end()


def _is_wanted(config: Config) -> bool:
    return options_of(config).freeze_gc


def _freeze_survivors(phase: str, info: dict[str, Any]) -> None:
    if phase == "stop" and info["generation"] == _OLDEST:
        gc.freeze()


def _end() -> None:
    if _freeze_survivors in gc.callbacks:
        gc.callbacks.remove(_freeze_survivors)
