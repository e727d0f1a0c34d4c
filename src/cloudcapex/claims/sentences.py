"""The sentences of a Markdown text, marks taken off and digits made plain."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Full-width digits, letters and signs stand for the plain ones; punctuation keeps its width.
_PLAIN: dict[int, int | str | None] = {
    **{
        full: full - 0xFEE0
        for span in ((0xFF10, 0xFF1A), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B))
        for full in range(*span)
    },
    **{
        ord(full): plain
        for full, plain in zip("％＄．＋－\u202f\u00a0\u2009\u3000", "%$.+-    ", strict=True)
    },
}


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a Markdown text with the line each begins on, marks of Markdown taken off."""
    body = re.sub(r"\A---\n.*?\n---\n", lambda m: "\n" * m[0].count("\n"), text, count=1, flags=re.S)
    body = re.sub(r"(?ms)^(```|~~~).*?^\1", lambda m: "\n" * m[0].count("\n"), body)
    line = 1
    for block in re.split(r"(\n\s*\n|\n(?=[-*+#>|] ?))", body):
        if block.strip():
            start = line + len(block) - len(block.lstrip("\n"))
            yield from _split(_unmarked(block.strip("\n")), start)
        line += block.count("\n")


def _unmarked(block: str) -> str:
    block = re.sub(r"!?\[((?:\\.|[^\]\\])*)\]\([^)]*\)", r"\1", block)
    block = re.sub(r"`[^`\n]*`", lambda m: " " * len(m[0]), block)
    block = re.sub(r"(?m)^\s*(?:#{1,6}|[-*+>]|\d+\.)\s+", "", block)
    block = re.sub(r"\\([\\`*_\[\]<>$~|])", r"\1", re.sub(r"(?<!\\)\*+|(?<!\\)~~", "", block))
    return block.translate(_PLAIN)


def _split(block: str, line: int) -> Iterator[tuple[int, str]]:
    position = 0
    for end in [*(m.end() for m in re.finditer(r"[.!?](?=\s+[^\sa-z])|[。！？]", block)), len(block)]:
        sentence = block[position:end]
        if sentence.strip():
            lead = len(sentence) - len(sentence.lstrip())
            yield line + block.count("\n", 0, position + lead), re.sub(r"\s+", " ", sentence.strip())
        position = end
