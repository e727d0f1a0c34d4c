"""Who is left out: a comparison said of some companies of a paragraph, and not of another of whom it holds as well."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ...errors import CloudcapexError
from .predicates import PREDICATES
from .references import CommentaryError, Words

_NAMED = re.compile(r"(?<![\w.])([a-z]\w*)\.([\w.]+)(\s*@\s*\w+)?")
_COMPARED = re.compile(rf"(?:{'|'.join(PREDICATES)})\(")
_WORDS = re.compile(r'"[^"]*"')


def hold_of_all_named(paragraph: list[str], evaluate: Callable[[str], Words]) -> None:
    """Refuse a comparison that is silent on a company whose like figure stands beside it: a reader takes it as denied.

    Parameters
    ----------
    paragraph : list of str
        The references of one paragraph, as they are written.
    evaluate : callable
        Gives the words of a reference.

    Raises
    ------
    CommentaryError
        For one that holds of a company of which it is not said.
    """
    figures = [_NAMED.findall(_WORDS.sub("", reference)) for reference in paragraph]
    compared = [(text, names) for text, names in zip(paragraph, figures, strict=True) if _of_one(text, names)]
    for text, names in compared:
        company, *figure = names[0]
        said = {other[0][0] for one, other in compared if _like(one, other[0][0]) == _like(text, company)}
        beside = dict.fromkeys(name[0] for found in figures for name in found if [*name[1:]] == figure)
        for other in _held_of(text, company, [name for name in beside if name not in said], evaluate):
            raise CommentaryError(
                f"{text.strip()!r} holds of {other} as well, whose figure stands in the paragraph",
                remedy=f"say it of {other}, too, or compare elsewhere",
            )


def _of_one(reference: str, names: list[tuple[str, ...]]) -> bool:
    """Whether a reference compares figures of one company with one another, or with a number."""
    return bool(_COMPARED.match(reference.strip())) and len({name[0] for name in names}) == 1


def _like(reference: str, company: str) -> str:
    """What is compared, whosever it is."""
    return re.sub(rf"\b{company}\.", "", _WORDS.sub("", reference)).strip()


def _held_of(
    reference: str, company: str, others: list[str], evaluate: Callable[[str], Words]
) -> Iterator[str]:
    """Give the others of whom it holds; what of one is not known holds of nobody."""
    for other in others:
        try:
            evaluate(re.sub(rf"\b{company}\.", f"{other}.", reference))
        except CloudcapexError:
            continue
        yield other
