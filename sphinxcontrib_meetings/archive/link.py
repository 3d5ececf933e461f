"""Links between pages, before any builder knows their addresses."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Link"]


@dataclass(frozen=True, slots=True, repr=False)
class Link:
    """A text, and the place on this site that it leads to, if any."""

    text: str
    docname: str = ""
    anchor: str = ""
    #: address of an image of the person that it leads to
    image: str = ""

    def __repr__(self) -> str:
        """Return what distinguishes links; it is fast, since digests use thousands of them."""
        return f"Link({self.text!r}, {self.docname!r}, {self.anchor!r}, {self.image!r})"
