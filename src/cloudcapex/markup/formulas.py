"""What is a formula and what is money: the one rule, for the web and for paper alike.

Formulas stand as Jupyter writes them: ``$…$``, ``$$…$$``, ``\\\\(…\\\\)``, ``\\\\[…\\\\]`` and whole environments.
Only the single dollar is in doubt, because reports are full of prices. It opens a formula only if

1. a second one closes it, both hugging what is between them or neither, and no digit follows (Pandoc's rule:
   ``$24bn, up from $12bn`` is money);
2. no Latin letter stands before it, as in ``US$m`` or ``HK$``, unless an index or a command follows, as in
   ``CO$_2$``;
3. no code and no element ends between them: ``$5 and `x$` `` is money and code;
4. what is between them is neither an amount with words, ``$24bn and HK$``, nor words alone, ``in $ and in $``.
"""

from __future__ import annotations

import re
from typing import Any

import mistune

FORMULA = "formula"
_OPEN = r"\$\$|\$|\\\\\[|\\\\\(|\\begin\{[a-z]*\*?\}"
# At the start of a line; what is displayed may hold blank lines, which end a paragraph elsewhere.
_OPEN_DISPLAY = r"^ {0,3}(?P<opening>\$\$|\\\\\[|\\begin\{[a-z]*\*?\})"
_CLOSE = {"$$": "$$", "\\\\[": "\\\\]", "\\\\(": "\\\\)"}
_BETWEEN_DOLLARS = re.compile(r"\$((?:\\.|[^$\\])+)\$", re.DOTALL)
_WHOLE = re.compile(
    r"\$\$(?P<dollars>(?:\\.|[^$\\])+)\$\$|\\\[(?P<brackets>.+)\\\]|\$(?P<inline>(?:\\.|[^$\\])+)\$",
    re.DOTALL,
)
_DIGIT = r"[0-9０-９]"
_AMOUNT = re.compile(_DIGIT)
_NO_PROSE = re.compile(r"\\[A-Za-z]+|\{[^{}]*\}")
# Two words in a row, one that joins, or Chinese: none stands in a formula outside \text{}.
_PROSE = re.compile(
    r"[A-Za-z]{2,}[*_,;:.)\]]*\s+[*_(\[]*[A-Za-z]{2,}"
    r"|\b(?:and|at|by|down|for|from|in|of|or|per|than|to|up|vs|versus)\b"
    r"|[\u3001-\u303f\u3400-\u9fff\uff01-\uff0f\uff1a-\uff60]"
)


def is_formula(before: str, body: str, after: str) -> bool:
    """Whether two dollars enclose a formula; else they are money, or mere signs.

    Parameters
    ----------
    before, after : str
        The text up to the first dollar and from the second.
    body : str
        What is between them.
    """
    apart = body[0].isspace()
    if apart != body[-1].isspace() or not body.strip():
        return False
    if re.match(rf"\s*{_DIGIT}" if apart else _DIGIT, after):
        return False
    if before[-1:].isascii() and before[-1:].isalpha() and body[0] not in "_^\\{":
        return False
    if "</" in body or _in_code(body, after):
        return False
    return not (
        (apart or _AMOUNT.match(body)) and _PROSE.search(_NO_PROSE.sub(" ", _NO_PROSE.sub(" ", body)))
    )


def whole_formula(text: str) -> tuple[str, bool] | None:
    """Give the one formula a LaTeX output consists of, and whether it is displayed; None where it is more.

    Returns
    -------
    (str, bool) or None
        LaTeX without its delimiters, and whether it stands on lines of its own.
    """
    text = text.strip()
    if text.startswith("\\begin"):
        return text, True
    found = _WHOLE.fullmatch(text)
    return (str(found[found.lastgroup or 0]), found.lastgroup != "inline") if found else None


def formulas(md: mistune.Markdown) -> None:
    """Teach a Markdown reader formulas: a mistune plugin."""
    md.inline.register(FORMULA, _OPEN, _parse_formula, before="escape", start_chars=("$", "\\"))
    md.block.register("display", _OPEN_DISPLAY, _parse_display, before="fenced_code")
    for rules in (md.block.list_rules, md.block.block_quote_rules):
        md.block.insert_rule(rules, "display", before="fenced_code")


def _in_code(body: str, after: str) -> bool:
    """Whether a code span that begins between the dollars ends after them."""
    marks: list[str] = re.findall(r"`+", body)
    return len(marks) % 2 == 1 and marks[-1] in after


def _closed(text: str, opening: str, start: int) -> tuple[str, int] | None:
    """Find the body of a formula opened before ``start`` and where its closing mark ends."""
    closing = _CLOSE.get(opening) or opening.replace("\\begin", "\\end")
    end = text.find(closing, start)
    while end > start and text[end - 1] == "\\":
        end = text.find(closing, end + 1)
    return (text[start:end], end + len(closing)) if end >= start else None


def _parse_formula(inline: Any, match: re.Match[str], state: Any) -> int | None:
    opening, text = match[FORMULA], state.src
    if opening == "$":
        found = _BETWEEN_DOLLARS.match(text, match.start())
        if found is None or not is_formula(text[: match.start()], found[1], text[found.end() :]):
            return None
        body, end = found[1], found.end()
    else:
        closed = _closed(text, opening, match.end())
        if closed is None or not closed[0].strip():
            return None
        body, end = closed
    if opening.startswith("\\begin"):
        body = text[match.start() : end]
    display = opening not in ("$", "\\\\(")
    state.append_token({"type": FORMULA, "raw": body, "attrs": {"display": display}})
    return end


def _parse_display(block: Any, match: re.Match[str], state: Any) -> int | None:
    """Keep a displayed formula together: its lines are no list, heading or rule, its blank lines end nothing."""
    closed = _closed(state.src, match["opening"], match.end())
    if closed is None:
        return None
    state.add_paragraph(state.src[match.start() : closed[1]])
    return closed[1]
