"""Our nodes of docutils, how HTML writes them, and what every other builder gets instead.

In: parsed recordings and turns. Out: nodes, and their visitors.

Not here: what a note means, the archive, or the events of a build.
"""
