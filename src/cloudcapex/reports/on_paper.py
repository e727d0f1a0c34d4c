"""What paper says of itself: what it leaves to the web edition, and once what the marks mean."""

from __future__ import annotations

from ..exhibits.exhibit import Body, Cut, Legend
from ..language import Language


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
            "n/d not disclosed, n/e published but not in the data, n/y not yet filed, – does not apply, "
            "n/c cannot be computed. "
            "d derived from filed figures, e estimated, r restated since first reported, s secondary source."
        )
    )
