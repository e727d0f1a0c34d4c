"""A filing's own document with inline XBRL: its numbers, with the segments and the concepts that the API leaves out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import NamedTuple
from xml.etree import ElementTree

from ..errors import DataError, UsageError
from .filed import FiledFact, FilerFacts, amount_told, cik_told

Element = ElementTree.Element

_IX = ("{http://www.xbrl.org/2013/inlineXBRL}", "{http://www.xbrl.org/2008/inlineXBRL}")
_XBRLI, _DIMENSION = "{http://www.xbrl.org/2003/instance}", "{http://xbrl.org/2006/xbrldi}"
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_ACCESSION = re.compile(r"(\d{10})-?(\d{2})-?(\d{6})")
# No power of ten beyond which a figure is somebody's joke: 10 to the 12th is a trillion.
_MOST_SCALE = 12


class _Period(NamedTuple):
    """A context: of which days, and which members."""

    start: str
    end: str
    member: str


def read_inline(name: str, content: bytes, *, accession: str = "", filed: str = "") -> FilerFacts:
    """Read the numbers of a document.

    Parameters
    ----------
    name : str
        The file, for messages; an accession number in it is taken where none is given.
    content : bytes
        The document.
    accession, filed : str
        What the document itself does not say: under which number and on which day it was filed.

    Raises
    ------
    UsageError
        The number or the day is lacking.
    DataError
        It is no well-formed document, declares entities, or holds no inline XBRL; one line.
    """
    root = _parsed(name, content)
    about = {e.get("name", ""): _text(e) for e in root.iter() if e.tag in _named("nonNumeric")}
    numbers = [e for e in root.iter() if e.tag in _named("nonFraction")]
    if not numbers:
        raise DataError(
            "holds no inline XBRL", where=name, valid="a filing's main document, as EDGAR keeps it"
        )
    found = _ACCESSION.search(accession or name)
    if not found:
        raise UsageError(
            "under which number was it filed?", where=name, remedy="give --accession 0000789019-26-000001"
        )
    if not filed:
        raise UsageError("on which day was it filed?", where=name, remedy="give --filed 2026-10-28")
    contexts, ciks = _contexts(root)
    units = {e.get("id", ""): _unit(e) for e in root.iter(f"{_XBRLI}unit")}
    cik = about.get("dei:EntityCentralIndexKey") or next(iter(ciks), "")
    try:
        number_of_filer = cik_told(cik)
    except ValueError:
        number_of_filer = 0
    if not number_of_filer or len(ciks) > 1:
        raise DataError("names no one filer", where=name, valid="one central index key")
    form = about.get("dei:DocumentType", "")
    facts, unread = [], []
    for number, element in enumerate(numbers, start=1):
        place = f"{name}, fact {element.get('id') or number}"
        period = contexts.get(element.get("contextRef", ""))
        try:
            value = _value(element)
        except (ValueError, ArithmeticError):
            raise DataError(
                f"{element.get('name', '')[:60]} is {_text(element)[:30]!a}, beyond any amount",
                where=place,
                remedy="fetch the file again; nothing was taken",
            ) from None
        if value is None and element.get(_NIL) != "true":
            unread.append((element.get("name", ""), _text(element)))
        if period is None or value is None:
            continue
        facts.append(
            FiledFact(
                concept=element.get("name", "").removeprefix("us-gaap:"),
                member=period.member,
                unit=units.get(element.get("unitRef", ""), ""),
                start=period.start,
                end=period.end,
                value=value,
                form=form,
                accession="-".join(found.groups()),
                filed=filed,
                place=place,
            )
        )
    name_of_filer = about.get("dei:EntityRegistrantName", "")
    return FilerFacts(number_of_filer, name_of_filer, tuple(facts), unread=tuple(unread))


def _parsed(name: str, content: bytes) -> Element:
    # A document of a filing declares no entities of its own; what does may unpack without end or read other files.
    if re.search(rb"<!ENTITY|<!DOCTYPE[^>]*\[", content):
        raise DataError(
            "declares entities", where=name, valid="a document without them", remedy="nothing was read"
        )
    try:
        return ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise DataError(
            f"not well-formed ({' '.join(str(error).split())[:90]})",
            where=name,
            valid="XHTML, as EDGAR keeps a filing",
            remedy="fetch the file again; nothing was taken",
        ) from None


def _named(local: str) -> tuple[str, ...]:
    return tuple(f"{namespace}{local}" for namespace in _IX)


def _text(element: Element) -> str:
    """Join what stands in an element, without what is marked as not part of it."""
    # Without recursion: a page may nest its elements deeper than Python calls.
    parts, left_out = [element.text or ""], _named("exclude")
    waiting = _inside(element)
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            parts.append(one)
        elif one.tag not in left_out:
            parts.append(one.text or "")
            waiting += _inside(one)
    return " ".join("".join(parts).split())


def _inside(element: Element) -> list[Element | str]:
    """Return the children of an element and what follows each, the last first."""
    found: list[Element | str] = []
    for child in reversed(element):
        found += [child.tail or "", child]
    return found


def _contexts(root: Element) -> tuple[dict[str, _Period], set[str]]:
    found, ciks = {}, set()
    for context in root.iter(f"{_XBRLI}context"):
        ciks |= {(e.text or "").strip() for e in context.iter(f"{_XBRLI}identifier")}
        if any(e.tag == f"{_DIMENSION}typedMember" for e in context.iter()):
            continue
        members = sorted(
            f"{e.get('dimension')}={(e.text or '').strip()}"
            for e in context.iter(f"{_DIMENSION}explicitMember")
        )
        days = {e.tag.removeprefix(_XBRLI): (e.text or "").strip()[:10] for e in context.iter()}
        end = days.get("endDate") or days.get("instant") or ""
        found[context.get("id", "")] = _Period(days.get("startDate", ""), end, "; ".join(members))
    return found, {cik.lstrip("0") for cik in ciks if cik}


def _unit(element: Element) -> str:
    if element.find(f"{_XBRLI}divide") is not None:
        return ""
    measure = (element.findtext(f"{_XBRLI}measure") or "").strip()
    return (
        measure.removeprefix("iso4217:") if measure.startswith("iso4217:") else measure.removeprefix("xbrli:")
    )


def _value(element: Element) -> Decimal | None:
    """Return the number an element stands for; None for one that is nil, or written in words.

    Raises
    ------
    ValueError, ArithmeticError
        It is beyond any amount.
    """
    shape = element.get("format", "").rpartition(":")[2]
    if element.get(_NIL) == "true":
        return None
    if shape in ("fixed-zero", "zerodash", "numdash"):
        return Decimal(0)
    text = _digits(_text(element), comma_is_point=shape in ("num-comma-decimal", "numcommadecimal"))
    try:
        value, scale = Decimal(text), int(element.get("scale") or 0)
    except (InvalidOperation, ValueError):
        return None
    if not value.is_finite() or abs(scale) > _MOST_SCALE:
        return None
    amount = amount_told(value.scaleb(scale))
    return -amount if element.get("sign") == "-" else amount


_THOUSANDS: Mapping[bool, str] = {False: ", \u00a0\u202f’'", True: ". \u00a0\u202f’'"}


def _digits(text: str, *, comma_is_point: bool) -> str:
    for mark in _THOUSANDS[comma_is_point]:
        text = text.replace(mark, "")
    return text.replace(",", ".")
