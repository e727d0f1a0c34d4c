r"""LaTeX formulas as Typst maths: the common part of LaTeX, written so that the result always compiles.

Nothing is handed through: letters, digits and known commands are written anew, every other character is escaped
or quoted. What is not known raises :class:`UntranslatableError`, and the caller shows the LaTeX as it stands.
(The npm and Typst translators need node or a package download; MathML libraries lose alignment and layout.)
"""

from __future__ import annotations

import re
from collections.abc import Callable

from . import escape
from .maths_commands import Commands
from .maths_symbols import ACCENTS, ALPHABETS, FENCES, IGNORED, OPERATORS, SPACES, SYMBOLS, TEXTS
from .maths_tokens import UntranslatableError, character, join

_BIG = {"big": 1.2, "Big": 1.8, "bigg": 2.4, "Bigg": 3.0}
_DEPTH = 40


def translate(latex: str) -> str:
    r"""Translate a LaTeX formula to the inside of a Typst equation.

    Parameters
    ----------
    latex : str
        Without its dollar signs; environments such as ``\begin{align}`` included.

    Returns
    -------
    str
        Typst maths, for example ``frac(1, attach(x, t: 2))``.

    Raises
    ------
    UntranslatableError
        For commands and environments not known here, and for unbalanced braces.
    """
    if len(latex) > 20_000:
        raise UntranslatableError("a formula of more than 20,000 characters")
    reader = _FormulaReader(latex)
    out = reader.rows(row=" \\ ", cell="&")
    if reader.peek() is not None:
        raise UntranslatableError(f"unbalanced {reader.peek()}")
    return out or "space"


class _FormulaReader(Commands):
    """Reads one formula: structure here, commands in the class above."""

    def translate(self, latex: str) -> str:
        return translate(latex)

    def rows(self, *, row: str = " ", cell: str = " ") -> str:
        """Read up to the end of the group: rows split at ``\\\\``, cells at ``&``."""
        return row.join(cell.join(cells) for cells in self.grid())

    def grid(self) -> list[list[str]]:
        """Read rows of cells."""
        out: list[list[str]] = [[]]
        while True:
            out[-1].append(self.sequence())
            token = self.peek()
            if token == "&":
                self.take()
            elif token in ("\\\\", "\\cr", "\\newline"):
                self.take()
                if token == "\\\\":
                    if self.peek(blank=True) == "*":
                        self.take()
                    if self.peek(blank=True) == "[":
                        self.optional()
                out.append([])
            else:
                break
        if len(out) > 1 and out[-1] == [""]:
            out.pop()
        return out

    def sequence(self) -> str:
        """Read atoms side by side, up to a token that ends them."""
        self.depth += 1
        if self.depth > _DEPTH:
            raise UntranslatableError("a formula nested too deeply")
        parts: list[str] = []
        while (token := self.peek()) is not None:
            if token in ("}", "&", "\\\\", "\\cr", "\\newline", "\\end", "\\right", "\\middle", "]]"):
                break
            if token in ("\\over", "\\choose", "\\atop"):
                self.take()
                above, below = join(parts) or "space", self.sequence() or "space"
                parts = [f"{'binom' if token == chr(92) + 'choose' else 'frac'}({above}, {below})"]
                break
            parts.append(self.scripted())
        self.depth -= 1
        return join(parts)

    def scripted(self) -> str:
        """Read one atom and what stands above and below it."""
        token = self.peek()
        base = '""' if token in ("^", "_", "'") else self.atom()
        above: list[str] = []
        below: list[str] = []
        while (token := self.peek()) in ("^", "_", "'", "\\limits", "\\nolimits"):
            self.take()
            if token == "'":
                above.append("′")
            elif token == "^":
                above.append(self.argument())
            elif token == "_":
                below.append(self.argument())
            elif base:
                base = f"{'limits' if token == chr(92) + 'limits' else 'scripts'}({base})"
        if not above and not below:
            return base
        call = f"attach({base or chr(34) * 2}"
        if above:
            call += f", t: {join(above) or 'space'}"
        if below:
            call += f", b: {join(below) or 'space'}"
        return call + ")"

    def argument(self) -> str:
        """Read what a command applies to: a group or one atom."""
        if self.peek() == "{":
            return self.group() or "space"
        token = self.peek()
        if token is not None and token.isdigit() and len(token) > 1:
            # \frac12: each digit is an argument of its own
            self.tokens[self.at : self.at + 1] = [token[0], token[1:]]
        if token in ("^", "_", "}", "&", None):
            raise UntranslatableError("a command without its argument")
        return self.atom() or "space"

    def group(self) -> str:
        self.take()
        out = self.rows()
        if self.peek() != "}":
            raise UntranslatableError("unbalanced braces")
        self.take()
        return out

    # ---- atoms

    def atom(self) -> str:
        token = self.peek()
        if token == "{":
            return self.group()
        self.take()
        assert token is not None
        if not token.startswith("\\"):
            return token if token[0].isdigit() and token.isascii() else join([character(c) for c in token])
        return self.command(token[1:])

    def command(self, name: str) -> str:
        """Read what belongs to a command and translate it."""
        if name.endswith("*") and name not in SYMBOLS:
            if name[:-1] not in ("operatorname", "hspace", "tag"):
                # the star belongs to the formula, not to the name
                self.tokens.insert(self.at, "*")
            name = name[:-1]
        if name in SYMBOLS:
            return character(SYMBOLS[name])
        if name in FENCES:
            return FENCES[name]
        if name in OPERATORS:
            return self.operator(name, OPERATORS[name])
        if name in ACCENTS:
            return self.accent(ACCENTS[name])
        if name in ALPHABETS:
            return self.alphabet(ALPHABETS[name])
        if name in TEXTS:
            return TEXTS[name].format(self.words(self.verbatim()))
        if name in SPACES:
            return SPACES[name]
        if name in IGNORED:
            return ""
        method: Callable[[], str] | None = getattr(self, "_" + name, None) if name.isalpha() else None
        if method is None and name[:-1] in _BIG and name[-1] in "lrm":
            name = name[:-1]
        if name in _BIG:
            return f"lr(size: #{_BIG[name]}em, {self.delimiter() or 'space'})"
        if method is None:
            raise UntranslatableError(f"\\{name}")
        return method()

    @staticmethod
    def operator(name: str, limits: bool) -> str:
        name = {"limsup": "lim sup", "liminf": "lim inf", "argmax": "arg max", "argmin": "arg min"}.get(
            name, name
        )
        return f"op({escape.string(name)}{', limits: #true' if limits else ''})"

    def accent(self, function: str) -> str:
        body = self.argument()
        brace = function in ("overbrace", "underbrace", "overbracket", "underbracket")
        if brace and self.peek() == ("^" if function.startswith("over") else "_"):
            self.take()
            return f"{function}({body}, {self.argument()})"
        if function in ("circle", "arrow.l", "dot.triple"):
            return f"accent({body}, {function})"
        return f"{function}({body})"

    def alphabet(self, pattern: str) -> str:
        if self.peek() == "{":
            words = "".join(self.tokens[self.at + 1 : self.at + 3])
            if pattern.startswith("upright") and re.fullmatch(r"[A-Za-z0-9]+\}?", words):
                saved = self.at
                inner = self.verbatim()
                if re.fullmatch(r"[A-Za-z0-9 .-]+", inner):
                    # a word: set as one, not as a product of letters
                    return escape.string(re.sub(r"\s+", "", inner))
                self.at = saved
        return pattern.format(self.argument())

    def words(self, raw: str) -> str:
        """Words inside a formula; a ``$…$`` inside them is a formula again."""
        out = []
        for number, piece in enumerate(re.split(r"(?<!\\)\$", raw)):
            if number % 2:
                out.append(translate(piece))
                continue
            piece = re.sub(r"\\(?:text|mathrm|mbox)\{([^{}]*)\}", r"\1", piece)
            piece = (
                re.sub(r"\\([%$#&_{} ])", r"\1", piece)
                .replace("~", " ")
                .replace("---", "—")
                .replace("--", "–")
            )
            if re.search(r"\\[A-Za-z]", piece):
                raise UntranslatableError("\\" + re.findall(r"\\([A-Za-z]+)", piece)[0] + " in text")
            if piece:
                out.append(escape.string(re.sub(r"\s+", " ", re.sub(r"[{}]", "", piece))))
        return join(out) or '""'
