"""A company that the data do not have, looked up at the SEC by its ticker or its number."""

from __future__ import annotations

from ..errors import DataError, UsageError, near
from ..intake.filed import FilerFacts
from .sec import Edgar, NotThereError, Registrant


def look_up(edgar: Edgar, text: str) -> tuple[Registrant, FilerFacts]:
    """Look a company up.

    Parameters
    ----------
    edgar : Edgar
        The SEC, or a mirror of it.
    text : str
        A ticker, such as ``AAPL``, or a number, such as ``320193`` or ``CIK0000320193``.

    Returns
    -------
    tuple
        Who it is and what it filed, and its company facts.

    Raises
    ------
    UsageError
        Nobody files under that name or number.
    DataError
        It has no company facts, as most who file on Form 20-F have none, or the answer cannot be had or read.
    """
    cik = _number(edgar, text.strip())
    try:
        who = edgar.registrant(cik)
    except NotThereError:
        raise UsageError(
            f"nobody files under CIK {cik}", where=text, remedy="look it up on sec.gov"
        ) from None
    try:
        return who, edgar.facts(cik)
    except NotThereError:
        forms = ", ".join(dict.fromkeys(f.form for f in who.filings[:20])) or "nothing"
        raise DataError(
            f"{who.name} has no company facts at the SEC; of late it filed {forms}",
            where=text,
            remedy="type its rows in: cloudcapex add --template companies, then --template disclosures",
        ) from None


def _number(edgar: Edgar, text: str) -> int:
    digits = text.upper().removeprefix("CIK")
    if digits.isascii() and digits.isdigit():
        return int(digits)
    known = edgar.tickers()
    ticker = text.upper().replace(".", "-")
    if ticker not in known:
        close = near(ticker, known)
        raise UsageError(
            f"no filer has the ticker {text[:20]!r}",
            valid="a ticker, or a number such as CIK0000320193",
            remedy=f"did you mean {' or '.join(close)}?" if close else None,
        )
    return known[ticker]
