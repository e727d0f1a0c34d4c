"""What paper says of itself: what it leaves to the web edition, and once what the marks mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..exhibits.exhibit import Body, Cut, Legend
from ..language import Language
from ..language.marks import is_marked, raised


def left_off(language: Language, body: Body) -> str:
    """Say which columns of a body paper leaves off, and how many rows; nothing where it prints all."""
    rows, columns = body.unprinted if isinstance(body, Cut) else (0, ())
    parts = [language.say("column “{name}”", name=language.sentence(name)) for name in columns]
    if rows:
        parts.append(language.say("rows: {number}", number=rows))
    return language.say("Only in the web edition: {list}.", list=language.clauses(parts)) if parts else ""


def legend_of_marks(language: Language) -> Legend:
    """Explain the marks of missing values and the footnote letters."""
    return Legend(
        language.say(
            "n/d in no document of the data, n/e published but not in the data, n/y not yet filed, – does not apply, "
            "n/c cannot be computed. "
            "d derived from filed figures, e estimated, r restated since first reported, s secondary source."
        )
    )


def _explains(note: str, letter: str) -> bool:
    """Tell whether a note explains a letter: nowhere else does one stand for itself."""
    return bool(re.search(rf"(?:^|[\s，。；、：（(]){letter}(?![\w’'.-])", note, re.ASCII))


def legend_of_letters(language: Language, sentence: str, notes: Sequence[str]) -> str:
    """Explain the letters that stand beside numbers of a sentence; nothing where a note explains them already."""
    if not is_marked(sentence):
        return ""
    estimated, second_hand = (
        raised(letter) in sentence and not any(_explains(note, letter) for note in notes) for letter in "es"
    )
    if not (estimated or second_hand):
        return ""
    if estimated and second_hand:
        text = language.say(
            "{e} estimated, {s} from the press or a secondary source.", e=raised("e"), s=raised("s")
        )
    elif estimated:
        text = language.say("{e} estimated.", e=raised("e"))
    else:
        text = language.say("{s} from the press or a secondary source.", s=raised("s"))
    return Legend(text)


def lettered(language: Language, sentence: str, notes: Sequence[str]) -> tuple[str, ...]:
    """Return the notes of an exhibit, with what explains the letters of its title where none of them does.

    Parameters
    ----------
    language : Language
        Of the edition.
    sentence : str
        The title.
    notes : sequence of str
        Empty ones are left out.
    """
    return tuple(filter(None, (*notes, legend_of_letters(language, sentence, notes))))
