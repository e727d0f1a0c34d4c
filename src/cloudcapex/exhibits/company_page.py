"""The page of a company: a heading with its data, a paragraph, one exhibit; and such pages one after another."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from .. import media
from ..statements import Statement
from .exhibit import Bundle, Exhibit, records_of, typst_string
from .proof import proof_html, run_on, statement_html
from .theme import company_colour, css_definitions


@dataclass(frozen=True)
class CompanyPage:
    """The page of one company: a heading with its data, a paragraph, one exhibit.

    Parameters
    ----------
    slug, name : str
        The company.
    about : str
        Ticker, end of the fiscal year, CIK, fiscal quarter.
    summary : tuple of Statement
        Computed sentences; where there is no exhibit, why.
    exhibit : Exhibit or None
        None where the company has no figure at all.
    """

    slug: str
    name: str
    about: str
    summary: tuple[Statement, ...]
    exhibit: Exhibit | None

    @property
    def anchor(self) -> str:
        return f"company-{self.slug}"

    def _html(self) -> str:
        colour = f"var(--cc-{self.slug})"
        return (
            f'<section class="cc-company" id="{self.anchor}"><h2 style="{css_definitions(colour)};border-color:{colour}">'
            f'{escape(self.name)} <small>{escape(self.about)}</small></h2>'
            f'<p class="cc-finding">{run_on(self.summary, statement_html)}</p>{proof_html(self.summary)}'
            f"{self.exhibit.html() if self.exhibit else ''}</section>"
        )  # fmt: skip

    def _typst(self) -> str:
        body = self.exhibit.typst() if self.exhibit else "none"
        return (
            f"#company-page(anchor: {typst_string(self.anchor)}, "
            f"exhibit: {typst_string(self.exhibit.anchor if self.exhibit else '')}, name: {typst_string(self.name)}, "
            f"about: {typst_string(self.about)}, summary: {typst_string(run_on(self.summary))}, "
            f"colour: {typst_string(company_colour(self.slug))}, {body})"
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        bundle: Bundle = {
            media.PLAIN: "\n".join([self.name, run_on(self.summary)]),
            media.HTML: self._html(),
            media.TYPST: self._typst(),
        }
        bundle[media.PROOFS] = records_of((*self.summary, *([self.exhibit.title] if self.exhibit else [])))
        if self.exhibit:
            section = {"title": self.name, "anchor": self.anchor}
            bundle[media.EXHIBIT] = {**self.exhibit.record(), "section": section}
        return bundle


@dataclass(frozen=True)
class CompanyPages:
    """Pages that flow one after another.

    Parameters
    ----------
    pages : tuple of CompanyPage
        In their order.
    elsewhere : str
        What of them paper leaves to the web edition.
    """

    pages: tuple[CompanyPage, ...]
    elsewhere: str

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """The exhibits of those that have any figure."""
        return tuple(page.exhibit for page in self.pages if page.exhibit)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        bundles = [page._repr_mimebundle_() for page in self.pages]
        joined: Bundle = {
            kind: "\n".join(bundle[kind] for bundle in bundles)
            for kind in (media.PLAIN, media.HTML, media.TYPST)
        }
        joined[media.TYPST] += f"\n#elsewhere({typst_string(self.elsewhere)})"
        joined[media.PROOFS] = [record for bundle in bundles for record in bundle[media.PROOFS]]
        records = [bundle[media.EXHIBIT] for bundle in bundles if media.EXHIBIT in bundle]
        return {**joined, media.EXHIBIT: records} if records else joined
