"""A picture for each recording that has no poster: drawn from a name, always in the same way."""

from __future__ import annotations

import hashlib

__all__ = ["pattern"]

_CIRCLES = 4
#: bytes of a digest that a circle takes
_OF_CIRCLE = 3
#: of a circle, so that white text on several of them can be read
_LIGHT = 40


def pattern(name: str) -> str:
    """Return a drawing in SVG that is made from *name* alone.

    It needs no file, no style and no script, so that any Content-Security-Policy allows it.
    """
    seed = hashlib.sha256(name.encode()).digest()
    hue = seed[0] * 360 // 256
    parts = [f'<rect width="160" height="90" fill="hsl({hue} 35% 20%)"/>']
    for number in range(_CIRCLES):
        first = 1 + number * _OF_CIRCLE
        x, y, size = seed[first : first + _OF_CIRCLE]
        parts.append(
            f'<circle cx="{x * 160 // 256}" cy="{y * 90 // 256}" r="{15 + size // 6}" '
            f'fill="hsl({(hue + 25 * number) % 360} 45% {_LIGHT}%)" fill-opacity=".35"/>'
        )
    return (
        '<svg class="meetings-pattern" aria-hidden="true" viewBox="0 0 160 90" '
        f'preserveAspectRatio="xMidYMid slice">{"".join(parts)}</svg>'
    )
