"""The words, numbers and days of an edition in its reader's language."""

from .catalogue import LANGUAGES, N_, available_languages
from .number import Number, Place
from .writer import Language

__all__ = ["LANGUAGES", "N_", "Language", "Number", "Place", "available_languages"]
