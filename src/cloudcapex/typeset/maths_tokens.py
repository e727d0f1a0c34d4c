"""The tokens of a LaTeX formula, and how one character of it is written in Typst."""

from __future__ import annotations

import re

from . import escape

_TOKEN = re.compile(r"\\(?:[A-Za-z]+\*?|.|\n)|%[^\n]*\n?|\s+|[0-9]+(?:\.[0-9]+)?|.", re.DOTALL)
_WHOLE = re.compile(r"\s*\\begin\{([a-z]+\*?)\}.*\\end\{\1\}\s*", re.DOTALL)
_PLAIN = {"-": "−", "*": "∗", "`": "‘", "~": "space"}


class UntranslatableError(ValueError):
    """The formula uses LaTeX that has no translation here; the message names it."""


def character(c: str) -> str:
    """One character of a formula, inert."""
    if c in _PLAIN:
        return _PLAIN[c]
    if c.isascii() and c.isalnum():
        return c
    if c.isspace() or not c.isprintable():
        return escape.string(c)
    # Letters of other scripts are words; symbols are symbols, and Greek letters are.
    symbol = (0x370, 0x3FF), (0x2100, 0x214F), (0x1D400, 0x1D7FF)
    if c.isalpha() and not any(first <= ord(c) <= last for first, last in symbol):
        return escape.string(c)
    # Escaped whatever it is: √ and the brackets of all kinds have a meaning of their own.
    return "\\" + c


def join(parts: list[str]) -> str:
    """Set pieces side by side; a space where two names or numbers would run together."""
    out = ""
    for part in parts:
        if not part:
            continue
        if out and re.search(r"[\w.]$", out) and re.match(r"[\w#(.]", part):
            out += " "
        out += part
    return out


class Tokens:
    """Reads tokens one after another; white space counts only where it is asked for."""

    def __init__(self, latex: str) -> None:
        self.tokens = [t for t in _TOKEN.findall(latex) if not t.startswith("%")]
        self.at = 0
        self.depth = 0
        self.whole = _WHOLE.fullmatch(latex) is not None

    # ---- tokens

    def peek(self, blank: bool = False) -> str | None:
        """The next token, not taken; white space is passed over unless asked for."""
        if not blank:
            while self.at < len(self.tokens) and self.tokens[self.at].isspace():
                self.at += 1
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, blank: bool = False) -> str:
        token = self.peek(blank)
        if token is None:
            raise UntranslatableError("a formula that stops in the middle")
        self.at += 1
        return token

    def verbatim(self) -> str:
        """Take a braced argument as it stands."""
        if self.peek() != "{":
            return self.take()
        self.take()
        level = 1
        out: list[str] = []
        while True:
            token = self.take(blank=True)
            level += (token == "{") - (token == "}")
            if not level:
                return "".join(out)
            out.append(token)

    def optional(self) -> str | None:
        """Take a ``[…]`` argument as it stands, if one is there."""
        if self.peek() != "[":
            return None
        self.take()
        out: list[str] = []
        while (token := self.take(blank=True)) != "]":
            out.append(token)
        return "".join(out)
