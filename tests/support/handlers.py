"""An extension that connects what a test hands over in its configuration."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    for name, event in (
        ("handler", "meetings-record-read"),
        ("on_archive", "meetings-archive-built"),
        ("on_artifacts", "meetings-collect-artifacts"),
    ):
        app.add_config_value(name, None, "")
        if handler := app.config._raw_config.get(name) or app.config.overrides.get(name):
            app.connect(event, handler)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
