"""Notebook to PDF through Typst: two nbconvert exporters that need pip only."""

from .exporter import TypstExporter, TypstPDFExporter

__all__ = ["TypstExporter", "TypstPDFExporter"]
