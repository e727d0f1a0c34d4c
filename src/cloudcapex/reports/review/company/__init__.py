"""The page of each company."""

from .page import company_page, company_pages

__all__ = ["company_page", "company_pages"]
