"""Addresses of documents that a reader may follow."""

from __future__ import annotations


def followed(url: str) -> str:
    """Return an address of the web, and nothing for any other, which a browser might run."""
    return url if url.startswith(("https://", "http://")) else ""
