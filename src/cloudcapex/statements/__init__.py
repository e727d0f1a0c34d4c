"""Assertions over series, the words they allow, and what proves them."""
