"""The pages of every company an edition tells of, one after another in one output."""

from __future__ import annotations

from dataclasses import dataclass

from .... import media
from ....exhibits.exhibit import Bundle, Exhibit
from ..context import Review
from .page import CompanyPage, company_page


@dataclass(frozen=True)
class CompanyPages:
    """Pages that flow one after another.

    Parameters
    ----------
    pages : tuple of CompanyPage
        In their order.
    """

    pages: tuple[CompanyPage, ...]

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
        joined[media.PROOFS] = [record for bundle in bundles for record in bundle[media.PROOFS]]
        records = [bundle[media.EXHIBIT] for bundle in bundles if media.EXHIBIT in bundle]
        return {**joined, media.EXHIBIT: records} if records else joined


@Review.shows
def company_pages(review: Review) -> CompanyPages:
    """Compute the pages of the companies compared, then of those the usual choice follows beside them.

    Parameters
    ----------
    review : Review
        The quarter, the companies, the day and the language.
    """
    return CompanyPages(tuple(company_page(review, company) for company in review.pages))
