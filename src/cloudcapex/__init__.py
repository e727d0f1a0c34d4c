"""Quarterly editions of cloud and capital-expenditure reports."""

__version__ = "0.1.0"
