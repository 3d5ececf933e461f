"""Measurements of whole builds, each in its own process: ``python -m bench``."""
