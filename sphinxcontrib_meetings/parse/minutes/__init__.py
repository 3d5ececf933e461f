"""Minutes: who was there, what was decided, what is to do, in the ways that people write them.

In: the lines of a note (``lines``). Out: findings (``rule``), by the rules that are asked for
(``rules``, ``reader``). Each rule recognizes a form exactly, or leaves it as text; none guesses.
"""
