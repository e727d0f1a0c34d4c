"""The words the page itself says, in the languages of the editions."""

from __future__ import annotations

from ..language.catalogue import N_, translate

_WORDS = {
    "contents": N_("Contents"),
    "as_of": N_("data as of {0}"),
    "page": N_("page {0} of {1}"),
    "columns": N_("Columns {0}–{1} of {2}"),
    "unprintable": N_("An output of this cell has no printable form: {0}."),
    "also": N_("Shown as text; {0} cannot be printed."),
    "raw": N_("A raw cell of the format {0} is not printed."),
    "image": N_("Picture not included: {0}"),
    "element": N_("Not printable: <{0}>"),
    "latex": N_("LaTeX, as written"),
    "plain_cell": N_("This cell could not be typeset and is shown as plain text."),
    "data": N_("The figures behind the exhibits, as CSV files."),
    "figure": N_("Figure made by cell {0}"),
    "picture": N_("Picture"),
    "invalid": N_("damaged or of an unknown kind"),
    "remote": N_("on the web at {0}"),
}


def say(key: str, language: str, *parts: object) -> str:
    """Say one of the page's own phrases.

    Parameters
    ----------
    key : str
        Which phrase.
    language : str
        In which language.
    *parts : object
        What fills its gaps, in order.
    """
    return translate(_WORDS[key], language).format(*parts)
