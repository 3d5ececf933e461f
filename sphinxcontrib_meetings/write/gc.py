"""Keeping the garbage collector away from objects that live as long as the process.

Python repeatedly searches all objects for cycles: while it loads modules and the environment,
while documents are read and written, and when it exits. Nearly all of these objects stay alive.
The searches take a quarter of the time of a build. The collector ignores frozen objects.

https://docs.python.org/3/library/gc.html#gc.freeze
"""

from __future__ import annotations

import gc
import itertools
import sys
from typing import TYPE_CHECKING

from sphinxcontrib_meetings.config import options_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = ["setup"]

#: PyPy's collector works differently
_CAN_FREEZE = sys.implementation.name == "cpython"
#: counts the builds of this process
_builds = itertools.count()
#: new objects after which a search between two documents pays: about one document
_NEW = 1_500
#: new objects after which Python searches by itself, within a document that is very large
_VERY_LARGE = 100_000
#: searches of the youngest objects, while documents are written, before one of their survivors
_SEARCHES = 50


def setup(app: Sphinx) -> None:
    """Register the handlers for the first build of a process."""
    if not _CAN_FREEZE:
        return
    if next(_builds):
        _searches.thaw()
        return
    app.connect("config-inited", _searches.freeze_modules)
    app.connect("builder-inited", _searches.begin)
    app.connect("source-read", _searches.search)
    app.connect("env-updated", _searches.after_documents)
    app.connect("build-finished", _searches.end)


class _Searches:
    """Searches before each document is read, and freezes what is left.

    What reading the one before needed is gone then, and the rest stays: its doctree, and what
    the environment has of it. So each object is looked at once. While documents are written there
    is no such moment: a search always finds the doctree of one, which is not to stay.
    """

    def __init__(self) -> None:
        self._usual: tuple[int, int, int] | None = None
        self._has_frozen = False

    def thaw(self) -> None:
        """Let objects of the first build be collected, as a later one begins.

        What others have frozen stays, if that build has frozen nothing.
        """
        if self._has_frozen:
            gc.unfreeze()
            self._has_frozen = False

    def freeze_modules(self, app: Sphinx, config: Config) -> None:
        """Freeze imported modules."""
        if _is_wanted(config):
            self._freeze()

    def begin(self, app: Sphinx) -> None:
        """Freeze the environment, and begin, if that is wanted."""
        if _is_wanted(app.config):
            self._freeze()
            self._usual = gc.get_threshold()
            gc.set_threshold(_VERY_LARGE, *self._usual[1:])

    def search(self, *_: object) -> None:
        """Search what is new, if there is enough of it."""
        if self._usual and gc.get_count()[0] >= _NEW:
            # what a very large document left in the second generation, too
            gc.collect(1)
            self._freeze()

    def after_documents(self, *_: object) -> list[str]:
        """Search for the last time before documents are written."""
        self.search()
        if self._usual:
            young, middle, old = self._usual
            gc.set_threshold(young, max(middle, _SEARCHES), old)
        return []

    def end(self, *_: object) -> None:
        """Let Python search as it did before."""
        if self._usual:
            gc.set_threshold(*self._usual)
            self._usual = None

    def _freeze(self) -> None:
        gc.freeze()
        self._has_frozen = True


#: of the first build of this process, as all builds of one share its collector
_searches = _Searches()


def _is_wanted(config: Config) -> bool:
    return options_of(config).freeze_gc
