"""What somebody said, argued or observed, told in our own words in each language of editions."""

from __future__ import annotations

from .companies import Names


class InOurWords:
    """A row with a gist in three languages: its columns ``gist``, ``gist_zh_hans`` and ``gist_zh_hant``."""

    __slots__ = ()

    gist: str
    gist_zh_hans: str
    gist_zh_hant: str

    @property
    def words(self) -> Names:
        """The gist, by language."""
        return Names((self.gist, self.gist_zh_hans, self.gist_zh_hant))
