"""While Sphinx writes: views become parts of documents and pages of their own.

In: the archive's views. Out: HTML or nodes, generated pages, and their exactness in
incremental builds.

Not here: reading notes, or deciding what the archive contains.
"""
