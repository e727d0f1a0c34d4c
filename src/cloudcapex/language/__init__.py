"""The words, numbers and days of an edition in its reader's language."""

from .catalogue import N_, available_languages
from .digits import COUNTED, LEADING, ONE_WORD, unbroken, unparted, whole
from .number import Number, Place
from .tags import DEFAULT, LANGUAGES, Tag, is_chinese, known_language
from .writer import ColumnWriter, Language

__all__ = [
    "COUNTED",
    "DEFAULT",
    "LANGUAGES",
    "LEADING",
    "N_",
    "ONE_WORD",
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
    "whole",
]
