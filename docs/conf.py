"""Configuration of the documentation, which is itself built with the extension."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

from sphinxcontrib_meetings import __version__

project = "sphinxcontrib-meetings"
author = "The sphinxcontrib-meetings contributors"
project_copyright = author
release = __version__

# `reference` renders the tables of these pages from those of the code: _ext/reference.py
extensions = ["sphinxcontrib_meetings", "reference"]
exclude_patterns = ["_build", "_ext"]

# the meetings of the example archive stay the latest and the next one for ever
meetings_today = "2026-05-20"
meetings_title = "Example archive"
meetings_schedule = "meetings/series.yml"

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = project
html_static_path = ["_static"]
html_css_files = ["docs.css"]
