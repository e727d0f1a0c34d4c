"""The page of each company."""

from .page import company_page

__all__ = ["company_page"]
