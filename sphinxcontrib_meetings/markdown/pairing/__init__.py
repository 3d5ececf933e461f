"""Pairs the opening and closing tags of elements among markdown-it's tokens."""
