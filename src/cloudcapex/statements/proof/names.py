"""Companies as words name them: by their own names and by those of their clouds, in three scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

# Columns of companies.csv that hold a name.
_COLUMN = re.compile(r"name|short_name|name_zh\w*|cloud_segment|cloud_name\w*")
# Between commas that part no digits; full stops inside numbers do not end a clause.
_CLAUSE = re.compile(r"(?:[^,;:.，；：。、]|[.,](?=\d))+")
_LATIN = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True)
class Name:
    """A name in a text."""

    slug: str
    start: int
    end: int


@dataclass(frozen=True)
class Clause:
    """A part of a sentence, and where it stands."""

    text: str
    start: int
    end: int


class CompanyNames:
    """Every name of every company.

    Parameters
    ----------
    companies : DataFrame
        From `facts.load_companies`.
    """

    def __init__(self, companies: pd.DataFrame) -> None:
        self._owners: dict[str, str] = {}
        for column in companies.columns:
            if _COLUMN.fullmatch(str(column)):
                for slug, name in zip(companies["slug"], companies[column], strict=True):
                    self._add(str(slug), name)
        self._pattern = _any_of(sorted(self._owners, key=len, reverse=True))

    def _add(self, slug: str, name: object) -> None:
        if isinstance(name, str) and name.strip():
            for form in (name, *_short(name)):
                self._owners.setdefault(form, slug)

    def find(self, text: str) -> list[Name]:
        """Find the companies that a text names, in their order."""
        return [
            Name(self._owners[match[0]], match.start(), match.end()) for match in self._pattern.finditer(text)
        ]

    def every(self) -> list[str]:
        """Return every name of everybody."""
        return [*self._owners]

    def called(self, slug: str) -> list[str]:
        """Return every name of a company."""
        return [name for name, owner in self._owners.items() if owner == slug]

    def spoken(self, text: str) -> set[str]:
        """Return the slugs of the companies that a text names."""
        return {name.slug for name in self.find(text)}

    def clauses(self, text: str) -> Iterator[Clause]:
        """Part a sentence at its commas, colons and stops; those inside a name, as of *Foo Co., Ltd.*, part nothing."""
        whole = self._pattern.sub(lambda name: "x" * len(name[0]), text)
        for found in _CLAUSE.finditer(whole):
            yield Clause(text[found.start() : found.end()], found.start(), found.end())

    def marked(self, text: str, mark: str) -> str:
        """Put a mark in the place of each name in a text."""
        return self._pattern.sub(mark, text)

    def blank(self, text: str) -> str:
        """Put spaces in the place of the names in a text."""
        for name in self.find(text):
            text = text[: name.start] + " " * (name.end - name.start) + text[name.end :]
        return text


def _short(name: str) -> Iterator[str]:
    """Give what everybody says for a long name: Google for Google Cloud, OCI for Oracle Cloud Infrastructure."""
    words = name.split()
    if len(words) > 2 and all(word[:1].isupper() for word in words):
        initials = "".join(word[0] for word in words)
        yield initials
        yield f"{words[0]} {initials}"
    if len(words) == 2 and words[1] == "Cloud":
        yield words[0]


def _any_of(names: Sequence[str]) -> re.Pattern[str]:
    """Make the pattern of any name, the first of the list first; it looks no further where none begins."""
    begins = re.escape("".join(sorted({name[0] for name in names})))
    return re.compile(f"(?=[{begins}])(?:{'|'.join(map(_bounded, names))})" if names else r"(?!)")


def _bounded(name: str) -> str:
    """Hold a Latin name to whole words; Chinese has no spaces."""
    front = r"(?<![A-Za-z0-9])" if _LATIN.match(name[0]) else ""
    back = r"(?![A-Za-z0-9])" if _LATIN.match(name[-1]) else ""
    return front + re.escape(name) + back
