"""From text to values: front matter, dates, people, recordings, captions.

In: text, or values from YAML. Out: values and records of ``model``, and problems with their lines
and how to fix them. Functions that read a single value raise ``ValueError``.

Not here: Sphinx, docutils and markdown-it; which documents there are; the archive.
"""
