"""The languages an edition can be written in: the one table, and what the rest of the house asks of it.

A new language is a line of `Tag`, and what each has of its own: a catalogue in ``locale/``, its names in ``data/`` (a
column beside the English one), its large units (`written`), the words that claim something (`statements`: the lexicon
and the proof's), and, if it is written in characters, its face (`fonts.order`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Tag(StrEnum):
    """A language by its BCP 47 tag: its script, its region, and other places whose readers read it.

    The first is what messages are written in, and editions of which nobody says in what. Among those of one tongue
    the first is taken where a tag names neither script nor place.
    """

    ENGLISH = "en", "Latn", "GB", ()
    SIMPLIFIED = "zh-Hans", "Hans", "CN", ("sg",)
    TRADITIONAL = "zh-Hant", "Hant", "TW", ("hk", "mo")

    script: str
    region: str
    places: tuple[str, ...]

    def __new__(cls, tag: str, script: str = "", region: str = "", places: tuple[str, ...] = ()) -> Self:
        """Make the text of the tag, with the columns of its line."""
        member = str.__new__(cls, tag)
        member._value_ = tag
        member.script, member.region, member.places = script, region, places
        return member

    @property
    def tongue(self) -> str:
        """What is spoken, whatever it is written in: ``zh``."""
        return self.value.partition("-")[0]

    @property
    def chinese(self) -> bool:
        """Whether it is written in Chinese characters."""
        return self.script.startswith("Han")

    @property
    def folder(self) -> str:
        """Where its catalogue stands in ``locale/``: ``zh_Hant``."""
        return self.value.replace("-", "_")

    @property
    def locale(self) -> str:
        """Its CLDR locale: ``en_GB``, ``zh_Hant_TW``."""
        return f"{self.folder}_{self.region}"

    def column(self, stem: str) -> str:
        """Name the column of a table that holds a name in this language: ``label``, ``label_zh_hant``."""
        return stem if self == DEFAULT else f"{stem}_{self.folder.lower()}"


LANGUAGES: tuple[str, ...] = tuple(tag.value for tag in Tag)
DEFAULT: str = LANGUAGES[0]


def is_chinese(language: str) -> bool:
    """Tell whether the words of a language are Chinese."""
    return Tag(language).chinese


def known_language(stated: object) -> str:
    """Bring any tag to the language of an edition that its readers read: ``zh_TW`` to Traditional Chinese, others to English."""
    subtags = str(stated or DEFAULT).lower().replace("_", "-").split("-")
    same = [tag for tag in Tag if tag.tongue == subtags[0]]
    placed = [tag for tag in same if {tag.script.lower(), tag.region.lower(), *tag.places} & set(subtags[1:])]
    return (placed or same or [Tag(DEFAULT)])[0].value
