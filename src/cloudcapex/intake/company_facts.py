"""The JSON that the SEC's API gives of a company: every fact of its filings, without segments and own concepts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ..errors import DataError
from .filed import FiledFact, FilerFacts, accession_told, amount_told, cik_told, name_told

# Of a taxonomy by concept: its units, and the facts in each.
_Tags = Mapping[str, Mapping[str, Mapping[str, Sequence[Mapping[str, object]]]]]
_NEEDED = ("end", "val", "accn", "form", "filed")
# Facts about the document and its shares: none of them is a figure of the house, and they are dated after the period.
_ABOUT = ("dei", "srt", "ffd", "ecd")


def read_company_facts(name: str, content: bytes) -> FilerFacts:
    """Read the facts of a company.

    Parameters
    ----------
    name : str
        The file, for messages.
    content : bytes
        Text as of ``/api/xbrl/companyfacts/CIK##########.json``.

    Raises
    ------
    DataError
        It is cut off, no JSON, or of another shape; one line.
    """
    shape = "cik, entityName and facts by taxonomy, concept and unit, as of /api/xbrl/companyfacts/"
    try:
        told = json.loads(content.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise DataError(
            f"no whole JSON ({' '.join(str(error).split())[:90]})",
            where=name,
            remedy="fetch the file again; nothing was taken",
        ) from None
    try:
        cik, entity, by_taxonomy = cik_told(told["cik"]), name_told(told["entityName"]), told["facts"]
        facts = [*_facts(name, by_taxonomy)]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        said = (
            f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else " ".join(str(error).split())
        )
        raise DataError(f"no company facts ({said[:240]})", where=name, valid=shape) from None
    return FilerFacts(cik, entity, tuple(facts), _public_float(by_taxonomy))


def _refuse(text: str) -> object:
    raise ValueError(f"{text} is no number")


def _facts(name: str, by_taxonomy: Mapping[str, _Tags]) -> Iterator[FiledFact]:
    for taxonomy, tags in by_taxonomy.items():
        if taxonomy in _ABOUT:
            continue
        for tag, told in tags.items():
            concept = tag if taxonomy == "us-gaap" else f"{taxonomy}:{tag}"
            for unit, entries in told["units"].items():
                for number, entry in enumerate(entries):
                    yield _fact(f"{name}, {taxonomy}:{tag} in {unit}, fact {number}", concept, unit, entry)


def _public_float(by_taxonomy: Mapping[str, _Tags]) -> Decimal | None:
    """Return the newest that a filer tells, None for none or for one of another shape: nothing but a set rests on it."""
    try:
        told = by_taxonomy["dei"]["EntityPublicFloat"]["units"]["USD"]
        return Decimal(str(max(told, key=lambda entry: str(entry["filed"]))["val"]))
    except (KeyError, TypeError, ValueError, ArithmeticError):
        return None


def _fact(place: str, concept: str, unit: str, entry: Mapping[str, object]) -> FiledFact:
    lacking = [key for key in _NEEDED if entry.get(key) is None]
    if lacking:
        raise ValueError(f"{place} lacks {', '.join(lacking)}")
    value = entry["val"]
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError(f"{place}: val is {value!r}, no number")
    try:
        accession, amount = accession_told(entry["accn"]), amount_told(value)
    except ValueError as error:
        raise ValueError(f"{place}: {error}") from None
    return FiledFact(
        concept=concept,
        member="",
        unit=unit,
        start=str(entry.get("start") or ""),
        end=str(entry["end"]),
        value=amount,
        form=str(entry["form"]),
        accession=accession,
        filed=str(entry["filed"]),
        place=place,
    )
