"""The page itself: questions with their answers and exhibits, then the readings side by side."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from .... import media
from ....exhibits.exhibit import Bundle, records_of, typst_array, typst_string
from ....exhibits.proof import gap, proof_html, statement_html
from ....language import Language
from ....statements import Statement
from ..context import Review
from .answers import answers
from .readings import readings


@dataclass(frozen=True)
class Answer:
    """One question with the sentences that answer it, and the exhibits that show them by number and name."""

    question: str
    told: Statement
    exhibits: tuple[tuple[int, str], ...]
    language: Language

    def html(self) -> str:
        """Write it as an item of a list."""
        links = self.language.listed(
            f'<a href="#exhibit-{n}">{escape(label)}</a>' for n, label in self.exhibits
        )
        return (
            f"<li><b>{escape(self.question)}</b> {statement_html(self.told)}{gap(str(self.told))}{links}"
            f"{proof_html([self.told])}</li>"
        )

    def typst(self) -> str:
        """Write it as a record."""
        refs = typst_array(
            f'(label: {typst_string(label)}, anchor: "exhibit-{n}")' for n, label in self.exhibits
        )
        return (
            f"(question: {typst_string(self.question)}, told: {typst_string(str(self.told))}, refs: {refs})"
        )


@dataclass(frozen=True)
class Meaning:
    """What the quarter comes down to."""

    answers: tuple[Answer, ...]
    heading: str
    readings: tuple[Statement, ...]

    @property
    def told(self) -> tuple[Statement, ...]:
        """Every sentence of it, in order."""
        return (*(a.told for a in self.answers), *self.readings)

    def _html(self) -> str:
        items = "".join(a.html() for a in self.answers)
        found = f'<section class="cc-takeaways cc-meaning"><ul>{items}</ul></section>'
        if not self.readings:
            return found
        read = "".join(f"<li>{statement_html(r)}{proof_html([r])}</li>" for r in self.readings)
        return f'{found}<section class="cc-takeaways cc-readings"><h3>{escape(self.heading)}</h3><ul>{read}</ul></section>'

    def _typst(self) -> str:
        return (
            f"#meaning(answers: {typst_array(a.typst() for a in self.answers)}, heading: {typst_string(self.heading)}, "
            f"readings: {typst_array(typst_string(str(r)) for r in self.readings)})"
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        plain = [f"{a.question} {a.told}" for a in self.answers]
        return {
            media.PLAIN: "\n".join([*plain, *map(str, self.readings)]),
            media.HTML: self._html(),
            media.TYPST: self._typst(),
            media.PROOFS: records_of(self.told),
        }


@Review.shows
def meaning(review: Review) -> Meaning:
    """Answer five questions from the data of the quarter, and read the same figures in two ways."""
    found = [
        Answer(
            review.say(question),
            review.tell(told, f"meaning.{key}", "takeaway"),
            tuple(sorted((review.number(e), review.label(e)) for e in shown)),
            review.language,
        )
        for key, question, told, shown in answers(review)
    ]
    read = [review.tell(told, f"meaning.reading.{key}", "thesis") for key, told in readings(review)]
    return Meaning(tuple(found), review.say("Two readings of the same figures"), tuple(read))
