"""From text to values: front matter, dates, people, recordings, captions.

In: text, or what YAML made of it. Out: values and records of ``model``, and problems that say
the line and what would be right. Functions that read one value raise ``ValueError``.

Not here: Sphinx, docutils and markdown-it; which documents there are; the archive.
"""
