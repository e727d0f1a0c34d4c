"""Bring the catalogues up to date: new messages enter without a translation, gone ones leave, none is lost in between."""

from __future__ import annotations

import io
from collections.abc import Iterable

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from .. import media
from ..language import DEFAULT, LANGUAGES, Tag
from ..language.catalogue import path_of
from .sources import every_message

NOTE = """\
# Translations of cloudcapex. Only msgstr is written by hand: `python -m cloudcapex.locale` keeps the rest.
# A new msgid comes in with an empty msgstr or, after a small change of its English, with the old one
# marked fuzzy: write it anew or mend it, and take the mark away."""


def template(found: Iterable[tuple[str, str]] | None = None) -> Catalog:
    """Return what there is to translate, each message once, with the files it stands in."""
    catalogue = _catalogue(None)
    for message, file in every_message() if found is None else found:
        catalogue.add(message, locations=[(file, 1)])
    return catalogue


def read(language: str) -> Catalog:
    """Read a language's catalogue as it lies; an empty one where there is none yet."""
    path = path_of(language)
    if not path.is_file():
        return _catalogue(language)
    with path.open("rb") as handle:
        return read_po(handle, locale=language.replace("-", "_"))


def refreshed(language: str, wanted: Catalog) -> Catalog:
    """Return a language's catalogue with the messages of now and the translations of before.

    A message whose English changed a little takes the old translation along, marked fuzzy; one that is gone
    from the reports is left out, and stays in the history of the file.
    """
    known = read(language)
    renewed = _catalogue(language)
    for message in wanted:
        if message.id:
            old = known.get(message.id)
            renewed.add(message.id, string=old.string if old else "", locations=message.locations)
            if old and old.fuzzy:
                renewed[message.id].flags.add("fuzzy")
    _guess(renewed, known)
    return renewed


def _guess(renewed: Catalog, known: Catalog) -> None:
    """Offer the translation of a message that is gone to a new one that reads much like it."""
    from difflib import get_close_matches

    gone = {str(m.id): str(m.string) for m in known if m.id and m.string and m.id not in renewed}
    for message in list(renewed):
        if message.id and not message.string and gone:
            near = get_close_matches(str(message.id), gone, n=1, cutoff=0.75)
            if near:
                message.string = gone[near[0]]
                message.flags.add("fuzzy")


def text_of(catalogue: Catalog) -> bytes:
    """Write a catalogue: the same messages give the same bytes."""
    out = io.BytesIO()
    write_po(out, catalogue, width=0, include_lineno=False, omit_header=True)
    language = str(catalogue.locale) if catalogue.locale else ""
    head = f'{NOTE}\nmsgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: {media.PLAIN}; charset=utf-8\\n"\n\n'
    return head.encode() + out.getvalue()


def refresh() -> dict[str, tuple[int, int]]:
    """Write every catalogue anew where something changed.

    Returns
    -------
    dict
        By language: how many messages there are, and how many of them wait for a translator.
    """
    wanted, counts = template(), {}
    for language in LANGUAGES:
        if language == DEFAULT:
            continue
        catalogue = refreshed(language, wanted)
        path, text = path_of(language), text_of(catalogue)
        if not path.is_file() or path.read_bytes() != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
        counts[language] = (len(catalogue), sum(not m.string or m.fuzzy for m in catalogue if m.id))
    return counts


def _catalogue(language: str | None) -> Catalog:
    return Catalog(locale=Tag(language).folder if language else None, charset="utf-8", fuzzy=False)
