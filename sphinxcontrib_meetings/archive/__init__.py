"""Questions to all meetings: order, selection, neighbours, and what pages show of them.

In: records and registries. Out: plain data, which two builds of the same notes make equal.

Not here: HTML, nodes, addresses relative to a page, or anything that Sphinx knows.
"""
