"""What the renderer makes of tokens, by their kind; `base` has what all of them need."""
