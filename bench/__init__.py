"""Measurements of whole builds, each in a process of its own: ``python -m bench``."""
