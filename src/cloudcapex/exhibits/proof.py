"""A sentence on the page with its proof: shown on hover, focus and tap, without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from ..facts.links import followed
from ..statements import ProofLine, ProofStep, Statement


def statement_html(told: Statement | str) -> str:
    """Write a sentence for the page; one that claims something carries the id of its proof and can be focused."""
    if isinstance(told, str) or not told.marked:
        return escape(str(told))
    return (
        f'<span class="cc-statement" data-statement="{escape(told.id)}" tabindex="0" '
        f'aria-describedby="proof-{escape(told.id)}">{escape(told.text)}</span>'
    )


def gap(sentence: str) -> str:
    """Return the space after a sentence: a Chinese full stop brings its own."""
    return "" if sentence.endswith("。") else " "


def run_on(told: Iterable[Statement | str], write: Callable[[Statement | str], str] = str) -> str:
    """Write sentences one after another as a paragraph.

    Parameters
    ----------
    told : iterable of Statement or str
        Those without text are left out.
    write : callable
        Writes one of them.
    """
    parts = [s for s in told if str(s)]
    return "".join(write(s) + (gap(str(s)) if n < len(parts) else "") for n, s in enumerate(parts, start=1))


def proof_html(told: Iterable[Statement | str], tag: str = "div") -> str:
    """Write the proofs of sentences, to stand right after the block that holds them.

    Parameters
    ----------
    told : iterable of Statement
        Those that claim nothing have none.
    tag : str
        ``div``, or ``span`` inside of a line.
    """
    return "".join(_proof(s, tag) for s in told if isinstance(s, Statement) and s.marked and s.proof)


def _proof(statement: Statement, tag: str) -> str:
    lines = "".join(_line(line) for line in statement.proof)
    return f'<{tag} class="cc-proof" id="proof-{escape(statement.id)}" role="note">{lines}</{tag}>'


def _line(line: ProofLine) -> str:
    value = (
        f'<a href="{escape(line.url)}" title="{escape(line.document)}">{escape(line.value)}</a>'
        if line.url
        else escape(line.value)
    )
    base = f" <small>{escape(line.base)}</small>" if line.base else ""
    steps = f"<br><small>{''.join(map(_step, line.steps))}</small>" if line.steps else ""
    told = " · ".join(escape(part) for part in (line.who, line.what, line.when) if part)
    return f"<span>{told}: {value}{base}{steps}</span>"


def _step(step: ProofStep) -> str:
    text = escape(step.text)
    return f'<a href="{escape(step.url)}">{text}</a>' if followed(step.url) else text
