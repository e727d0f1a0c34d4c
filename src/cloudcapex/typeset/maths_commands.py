"""LaTeX commands and environments that need more than a name to be translated."""

from __future__ import annotations

import re

from . import escape
from .maths_symbols import DELIMITERS, DISPLAYS, MATRICES, NEGATED
from .maths_tokens import Tokens, UntranslatableError, character, join

_LENGTH = re.compile(r"\s*(-?\d*\.?\d+)\s*(em|ex|pt|mu|cm|mm|in)\s*")


class Commands(Tokens):
    """One method per command, named by LaTeX with an underscore before it; each gives Typst maths."""

    def argument(self) -> str:
        """Read what a command applies to."""
        raise NotImplementedError

    def atom(self) -> str:
        """Read one atom."""
        raise NotImplementedError

    def grid(self) -> list[list[str]]:
        """Read rows of cells."""
        raise NotImplementedError

    def rows(self, *, row: str = " ", cell: str = " ") -> str:
        """Read rows and join them."""
        raise NotImplementedError

    def translate(self, latex: str) -> str:
        """Translate a formula within this one."""
        raise NotImplementedError

    def delimiter(self) -> str:
        token = self.take()
        if token not in DELIMITERS:
            raise UntranslatableError(f"the delimiter {token}")
        mark = DELIMITERS[token]
        return character(mark) if mark else ""

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
        return f"root({self.translate(index)}, {body})" if index else f"sqrt({body})"

    def _left(self) -> str:
        opening = self.delimiter()
        parts = [opening, self.rows()]
        while self.peek() == "\\middle":
            self.take()
            mark = self.delimiter()
            parts.append(f"mid({mark or 'space'})")
            parts.append(self.rows())
        if self.peek() != "\\right":
            raise UntranslatableError("\\left without \\right")
        self.take()
        parts.append(self.delimiter())
        return f"lr({join(parts) or 'space'})"

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
        return out + (f", b: {self.translate(below)})" if below else ")")

    def _substack(self) -> str:
        if self.take() != "{":
            raise UntranslatableError("\\substack without braces")
        rows = self.grid()
        self.take()
        return "mat(delim: #none, " + "; ".join(join(r) or "space" for r in rows) + ")"

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
