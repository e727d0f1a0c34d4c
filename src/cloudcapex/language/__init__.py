"""The words, numbers and days of an edition in its reader's language."""

from .catalogue import N_, available_languages
from .digits import unbroken, unparted
from .number import Number, Place
from .tags import DEFAULT, LANGUAGES, Tag, is_chinese, known_language
from .writer import ColumnWriter, Language

__all__ = [
    "DEFAULT",
    "LANGUAGES",
    "N_",
    "ColumnWriter",
    "Language",
    "Number",
    "Place",
    "Tag",
    "available_languages",
    "is_chinese",
    "known_language",
    "unbroken",
    "unparted",
]
