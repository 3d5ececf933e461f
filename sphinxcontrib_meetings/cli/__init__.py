"""The command ``sphinx-meetings``, over the same functions as ``conf.py``.

In: arguments. Out: a site, or the schedule in a file of another tool, and an exit code.

Not here: anything that a build by ``sphinx-build`` would need.
"""

from sphinxcontrib_meetings.cli.build import main

__all__ = ["main"]
