"""The words of an edition in its reader's language, from gettext catalogues; numbers and dates are not made here."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from ..errors import UsageError
from .tags import DEFAULT, LANGUAGES, Tag

LOCALE_DIR = Path(__file__).resolve().parents[1] / "locale"

_FENCE = re.compile(r"\s*(```|~~~)")
# What Markdown puts before a paragraph: marks of a heading, a list or a quotation. Their words are a message alone.
_LEAD = re.compile(r"\s*(?:#{1,6} +|[-*+] +|\d+[.)] +|> *)?")


def N_(message: str) -> str:  # noqa: N802 - the name gettext extractors know
    """Mark a message for translation without translating it yet."""
    return message


def path_of(language: str) -> Path:
    """Return where a language's catalogue is, or would be."""
    return LOCALE_DIR / Tag(language).folder / "LC_MESSAGES" / "messages.po"


def available_languages() -> list[str]:
    """Return the languages that have a catalogue, English first, which needs none."""
    return [language for language in LANGUAGES if language == DEFAULT or path_of(language).is_file()]


@functools.cache
def messages(language: str) -> dict[str, str]:
    """Read the translations of one language, once; English needs none.

    Raises
    ------
    UsageError
        When the language has no catalogue.
    """
    if language == DEFAULT:
        return {}
    path = path_of(language) if language in LANGUAGES else None
    if path is None or not path.is_file():
        raise UsageError(f"no translations for language {language!r}", valid=available_languages())
    from babel.messages.pofile import read_po  # a tenth of a second that English editions do not need

    with path.open("rb") as handle:
        catalogue = read_po(handle)
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string and not m.fuzzy}


def sayable(language: str) -> list[str]:
    """Return every message of the catalogues as a language says it; in English the messages themselves.

    Parameters
    ----------
    language : str
        One of `LANGUAGES`.
    """
    if language != DEFAULT:
        return [*messages(language).values()]
    return [*next((messages(other) for other in available_languages() if other != DEFAULT), {})]


def said(language: str) -> list[str]:
    """Return what this process has said without a translation: in English all of it.

    Parameters
    ----------
    language : str
        One of `LANGUAGES`.
    """
    return [*_said.get(language, ())]


_said: dict[str, dict[str, None]] = {}


def translate(message: str, language: str) -> str:
    """Return a message in a language; one without a translation stays English.

    The test of the catalogues keeps a message without a translation from being shipped.

    Parameters
    ----------
    message : str
        In English, its places in braces.
    language : str
        One of `LANGUAGES`.
    """
    words = messages(language).get(message)
    if words is None:
        _said.setdefault(language, {})[message] = None
    return message if words is None else words


def pieces(markdown: str) -> list[tuple[str, str]]:
    """Take Markdown apart into what is kept and what is translated.

    Parameters
    ----------
    markdown : str
        Source of a notebook's Markdown cell.

    Returns
    -------
    list of (str, str)
        What stands as it is, and the message after it, its lines joined by spaces. A paragraph, a heading and
        an item of a list are a message each; code between fences is none.
    """
    found: list[tuple[str, str]] = []
    kept, words, fenced, heading = "", "", False, False
    for line in markdown.splitlines(keepends=True):
        fence = _FENCE.match(line) is not None
        lead = _LEAD.match(line)
        starts = lead is not None and lead[0].strip() != ""
        text = line[lead.end() :].strip() if lead else ""
        if words and (heading or fence or fenced or starts or not line.strip()):
            found.append((kept, words))
            kept, words = "\n", ""
        heading = "#" in lead[0] if lead else False
        if fence or fenced or not line.strip():
            kept += line
            fenced ^= fence
        elif words:
            words += f" {text}"
        else:
            kept, words = kept + (lead[0] if lead else ""), text
    found.append((kept if words else kept.rstrip("\n"), words))
    return found


def translate_markdown(source: str, language: str) -> str:
    """Return the Markdown of a cell in a language, paragraph by paragraph.

    Parameters
    ----------
    source : str
        In English.
    language : str
        One of `LANGUAGES`.
    """
    if language == DEFAULT:
        return source
    return "".join(kept + (translate(words, language) if words else "") for kept, words in pieces(source))
