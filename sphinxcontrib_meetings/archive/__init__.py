"""Queries over all meetings: order, selection, neighbours, and what pages show.

In: records and registries. Out: plain data, which is equal in two builds of the same notes.

Not here: HTML, nodes, addresses relative to a page, or anything that Sphinx knows.
"""
