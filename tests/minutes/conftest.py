"""Tables of truth: what careful readers found in real notes."""
