r"""LaTeX formulas as Typst maths: the common part of LaTeX, written so that the result always compiles.

Nothing is handed through: letters, digits and known commands are written anew, every other character is escaped
or quoted. What is not known raises :class:`UntranslatableError`, and the caller shows the LaTeX as it stands.
(The npm and Typst translators need node or a package download; MathML libraries lose alignment and layout.)
"""

from __future__ import annotations

import re

from . import escape
from .maths_symbols import (
    ACCENTS,
    ALPHABETS,
    DELIMITERS,
    DISPLAYS,
    FENCES,
    IGNORED,
    MATRICES,
    NEGATED,
    OPERATORS,
    SPACES,
    SYMBOLS,
    TEXTS,
)

_TOKEN = re.compile(r"\\(?:[A-Za-z]+\*?|.|\n)|%[^\n]*\n?|\s+|[0-9]+(?:\.[0-9]+)?|.", re.DOTALL)
_BIG = {"big": 1.2, "Big": 1.8, "bigg": 2.4, "Bigg": 3.0}
_LENGTH = re.compile(r"\s*(-?\d*\.?\d+)\s*(em|ex|pt|mu|cm|mm|in)\s*")
_PLAIN = {"-": "−", "*": "∗", "`": "‘", "~": "space"}
_WHOLE = re.compile(r"\s*\\begin\{([a-z]+\*?)\}.*\\end\{\1\}\s*", re.DOTALL)
_DEPTH = 40


class UntranslatableError(ValueError):
    """The formula uses LaTeX that has no translation here; the message names it."""


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
    reader = _Reader(latex)
    out = reader.rows(top=True)
    if reader.peek() is not None:
        raise UntranslatableError(f"unbalanced {reader.peek()}")
    return out or "space"


def _char(c: str) -> str:
    """One character of a formula, inert."""
    if c in _PLAIN:
        return _PLAIN[c]
    if c.isascii():
        return c if c.isalnum() else "\\" + c
    # Letters of other scripts are words; symbols are symbols.
    if c.isalpha() and not (
        0x370 <= ord(c) <= 0x3FF or 0x2100 <= ord(c) <= 0x214F or 0x1D400 <= ord(c) <= 0x1D7FF
    ):
        return escape.string(c)
    return c if c.isprintable() and not c.isspace() else escape.string(c)


def _join(parts: list[str]) -> str:
    """Set pieces side by side; a space where two names or numbers would run together."""
    out = ""
    for part in parts:
        if not part:
            continue
        if out and re.search(r"[\w.]$", out) and re.match(r"[\w#(.]", part):
            out += " "
        out += part
    return out


class _Reader:
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

    # ---- structure

    def rows(self, *, top: bool = False, row: str = " \\ ", cell: str = "&") -> str:
        """Read up to the end of the group: rows split at ``\\\\``, cells at ``&``."""
        return row.join(cell.join(cells) for cells in self.grid())

    def grid(self) -> list[list[str]]:
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
                above, below = _join(parts) or "space", self.sequence() or "space"
                parts = [f"{'binom' if token == chr(92) + 'choose' else 'frac'}({above}, {below})"]
                break
            parts.append(self.scripted())
        self.depth -= 1
        return _join(parts)

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
            call += f", t: {_join(above) or 'space'}"
        if below:
            call += f", b: {_join(below) or 'space'}"
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
        out = self.rows(row=" ", cell=" ")
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
            return token if token[0].isdigit() and token.isascii() else _join([_char(c) for c in token])
        return self.command(token[1:])

    def command(self, name: str) -> str:
        if name.endswith("*") and name not in SYMBOLS:
            if name[:-1] not in ("operatorname", "hspace", "tag"):
                # the star belongs to the formula, not to the name
                self.tokens.insert(self.at, "*")
            name = name[:-1]
        if name in SYMBOLS:
            return _char(SYMBOLS[name])
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
        method = getattr(self, "_" + name, None) if name.isalpha() else None
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
        return _join(out) or '""'

    def delimiter(self) -> str:
        token = self.take()
        if token not in DELIMITERS:
            raise UntranslatableError(f"the delimiter {token}")
        mark = DELIMITERS[token]
        return _char(mark) if mark else ""

    # ---- commands with a method of their own (named by LaTeX)

    def _frac(self) -> str:
        above = self.argument()
        return f"frac({above}, {self.argument()})"

    _dfrac = _tfrac = _cfrac = _nicefrac = _sfrac = _frac

    def _binom(self) -> str:
        above = self.argument()
        return f"binom({above}, {self.argument()})"

    _dbinom = _tbinom = _binom

    def _sqrt(self) -> str:
        index = self.optional()
        body = self.argument()
        return f"root({translate(index)}, {body})" if index else f"sqrt({body})"

    def _left(self) -> str:
        opening = self.delimiter()
        parts = [opening, self.rows(row=" ", cell=" ")]
        while self.peek() == "\\middle":
            self.take()
            mark = self.delimiter()
            parts.append(f"mid({mark or 'space'})")
            parts.append(self.rows(row=" ", cell=" "))
        if self.peek() != "\\right":
            raise UntranslatableError("\\left without \\right")
        self.take()
        parts.append(self.delimiter())
        return f"lr({_join(parts) or 'space'})"

    def _operatorname(self) -> str:
        limits = self.tokens[self.at - 1].endswith("*")
        name = re.sub(r"\\!|\\text\w*|\\math\w*|[{}]", "", re.sub(r"\\[,;: ]|~", " ", self.verbatim()))
        if "\\" in name:
            raise UntranslatableError("a command in \\operatorname")
        return f"op({escape.string(name)}{', limits: #true' if limits else ''})"

    def _overset(self) -> str:
        above = self.argument()
        return f"attach(limits({self.argument()}), t: {above})"

    _stackrel = _overset

    def _underset(self) -> str:
        below = self.argument()
        return f"attach(limits({self.argument()}), b: {below})"

    def _xrightarrow(self) -> str:
        below = self.optional()
        out = f"attach(limits(⟶), t: {self.argument()}"
        return out + (f", b: {translate(below)})" if below else ")")

    def _substack(self) -> str:
        if self.take() != "{":
            raise UntranslatableError("\\substack without braces")
        rows = self.grid()
        self.take()
        return "mat(delim: #none, " + "; ".join(_join(r) or "space" for r in rows) + ")"

    def _not(self) -> str:
        what = self.atom()
        plain = what.lstrip("\\")
        return NEGATED.get(plain) or f"cancel({what or 'space'})"

    def _hspace(self) -> str:
        raw = self.verbatim()
        match = _LENGTH.fullmatch(raw)
        if not match:
            raise UntranslatableError(f"the length {raw}")
        number, unit = float(match[1]), match[2]
        scale = {"ex": (0.43, "em"), "mu": (1 / 18, "em")}.get(unit, (1.0, unit))
        return f"#h({max(-5.0, min(number * scale[0], 40.0)):.4g}{scale[1]})"

    def _color(self) -> str:
        self.verbatim()  # the colour: a formula is printed in the colour of the text
        return ""

    def _textcolor(self) -> str:
        self.verbatim()
        return self.argument()

    def _label(self) -> str:
        self.verbatim()
        return ""

    def _tag(self) -> str:
        return f"quad {escape.string('(' + self.verbatim() + ')')}"

    def _pmod(self) -> str:
        return f'quad \\(op("mod"){self.argument()}\\)'

    def _bmod(self) -> str:
        return 'class("binary", "mod")'

    def _mod(self) -> str:
        return f'quad op("mod") {self.argument()}'

    def _begin(self) -> str:
        name = self.verbatim()
        plain = name.rstrip("*")
        if plain in MATRICES:
            out = f"mat(delim: {MATRICES[plain]}, {self._matrix()})"
        elif plain == "array":
            self.optional()
            columns = re.sub(r"[^lcr|]", "", self.verbatim())
            lines = [m.start() - n for n, m in enumerate(re.finditer(r"\|", columns))]
            inner = [str(x) for x in lines if 0 < x < len(columns.replace("|", ""))]
            augment = f"augment: #(vline: ({', '.join(inner)},)), " if inner else ""
            out = f"mat(delim: #none, {augment}{self._matrix()})"
        elif plain in ("cases", "dcases", "rcases"):
            rows = ["& quad ".join(c or "space" for c in cells) for cells in self.grid()]
            out = f"cases({'reverse: #true, ' if plain == 'rcases' else ''}{', '.join(r or 'space' for r in rows)})"
        elif plain in DISPLAYS:
            if plain in ("alignat", "alignedat"):
                self.verbatim()
            if plain in ("aligned", "gathered", "split", "alignedat"):
                self.optional()
            out = self._display(plain)
        else:
            raise UntranslatableError(f"\\begin{{{name}}}")
        if self.peek() != "\\end":
            raise UntranslatableError(f"\\begin{{{name}}} without its end")
        self.take()
        if self.verbatim() != name:
            raise UntranslatableError(f"\\begin{{{name}}} ended by another")
        return out

    def _matrix(self) -> str:
        rows = self.grid()
        width = max(len(r) for r in rows)
        return "; ".join(", ".join((c or "space") for c in r + [""] * (width - len(r))) for r in rows)

    def _display(self, plain: str) -> str:
        # Alone, rows are rows of the equation; within something they are a grid of one column.
        alone = self.whole and self.depth == 1
        rows = self.grid()
        lines = [("" if plain == "gather" else "&").join(cells) for cells in rows]
        if len(lines) == 1:
            return lines[0].replace("&", " ") if not alone else lines[0]
        if alone:
            return " \\ ".join(lines)
        return "mat(delim: #none, " + "; ".join(x or "space" for x in lines) + ")"
