"""Digests, which show whether plain data has changed."""

from __future__ import annotations

import hashlib

__all__ = ["digest", "digest_of_bytes"]


def digest(view: object) -> str:
    """Return a short text that is equal for equal views, and only for those."""
    # the repr of frozen data is complete, and the same in every process
    return digest_of_bytes(repr(view).encode("utf-8", "surrogatepass"))


def digest_of_bytes(data: bytes) -> str:
    """Return a short text that is equal for equal *data*, and only then."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()
