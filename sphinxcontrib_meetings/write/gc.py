"""Keeping the garbage collector away from objects that live as long as the process.

Python repeatedly searches all objects for cycles: while it loads modules and the environment,
while documents are read, and when it exits. Nearly all of these objects stay alive. The
searches take a quarter of the time of a rebuild after an edit, and a sixth of that of a full
build. The collector ignores frozen objects.

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

#: PyPy's collector works differently
_CAN_FREEZE = sys.implementation.name == "cpython"
#: counts the builds of this process, which share one collector
_builds = itertools.count()
#: generation whose survivors are frozen while documents are read. In 3.14 the collector searches
#: a part of the old objects each time, so that nothing of that has survived for long.
_SURVIVORS = 1 if sys.version_info < (3, 14) else 2
#: searches of the youngest objects before one of those that survived them: until then, most of
#: what reads a document is gone
_SEARCHES = 50


def setup(app: Sphinx) -> None:
    """Register the handlers for the first build of a process."""
    if not _CAN_FREEZE:
        return
    if next(_builds):
        # a later build: objects of the first one may be collected
        gc.unfreeze()
        return
    app.connect("config-inited", on_config_inited)
    app.connect("builder-inited", on_builder_inited)
    reading = _Reading()
    app.connect("env-before-read-docs", reading.begin)
    app.connect("env-updated", reading.end)
    # in case that reading fails
    app.connect("build-finished", reading.end)


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Freeze imported modules."""
    if _is_wanted(config):
        gc.freeze()


def on_builder_inited(app: Sphinx) -> None:
    """Freeze the environment."""
    if _is_wanted(app.config):
        gc.freeze()


class _Reading:
    """Freezes surviving objects while documents are read, since Sphinx keeps their doctrees."""

    def __init__(self) -> None:
        self._usual = gc.get_threshold()

    def begin(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Begin, if that is wanted."""
        if not _is_wanted(app.config):
            return
        if _SURVIVORS == 1:
            young, middle, old = self._usual
            gc.set_threshold(young, max(middle, _SEARCHES), old)
        gc.callbacks.append(_freeze_survivors)

    def end(self, app: Sphinx, *_: object) -> list[str]:
        """Stop, if that has not happened yet."""
        if _freeze_survivors in gc.callbacks:
            gc.callbacks.remove(_freeze_survivors)
            gc.set_threshold(*self._usual)
        return []


def _is_wanted(config: Config) -> bool:
    return options_of(config).freeze_gc


def _freeze_survivors(phase: str, info: dict[str, Any]) -> None:
    if phase == "stop" and info["generation"] >= _SURVIVORS:
        gc.freeze()
