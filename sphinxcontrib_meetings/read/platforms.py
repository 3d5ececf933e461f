"""The platforms of recordings that an application has besides those that are built in."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinxcontrib_meetings.parse.platforms import use_platforms

__all__ = ["COLLECT_PLATFORMS", "on_env_before_read_docs"]

#: event whose handlers return subclasses of ``Platform``
COLLECT_PLATFORMS = "meetings-collect-platforms"


def on_env_before_read_docs(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Let this build, and no other application of the process, know the platforms of *app*."""
    collected = app.emit(COLLECT_PLATFORMS)
    use_platforms(platform for platforms in collected for platform in platforms or ())
