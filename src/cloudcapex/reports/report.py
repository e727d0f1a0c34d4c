"""A report in the making: its day, its language, every figure looked up once, every exhibit put together alike."""

from __future__ import annotations

import copy
import datetime as dt
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, Self, TypeVar, cast

import pandas as pd

from .. import facts, metrics, paths
from ..errors import UsageError
from ..exhibits.absence import Absence
from ..exhibits.carried import cell_of_point, rounding_notes
from ..exhibits.charts.canvas import Chart
from ..exhibits.exhibit import Body, Exhibit, Lettered
from ..exhibits.sources import Source, SourceLine, unique_sources
from ..exhibits.tables.table import Cell, missing
from ..exhibits.voice import TITLE_WIDTH
from ..language import DEFAULT, Language
from ..metrics.points import Point, no_point, points_frame, points_of
from ..periods import Quarter, parse_date
from ..schema.grades import is_second_hand
from ..statements import EditionKey, Evidence, Population, Statement, Teller, absence
from ..statements.population import Kind as BaseKind
from ..statements.statement import Place
from .compared import compared
from .definition_names import named_by_day
from .documents import Sourced, document_rows, newest_of, source_line, title
from .member_names import member_name
from .on_paper import left_off, legend_of_marks, lettered
from .proofs import proof_lines

R = TypeVar("R", bound="Report")
Made = TypeVar("Made")


class Report:
    """What the exhibits of every report need: names, figures and sources as known on one day.

    Parameters
    ----------
    quarter : str or Quarter
        The calendar quarter the report is about; series end here.
    as_of : str or date, optional
        Nothing filed after this day is seen; by default the newest filing day in the data.
    window : int
        Quarters shown in charts, the last one included.
    language : str
        One of `LANGUAGES`.
    companies : sequence of str
        Slugs of those it compares; the report's own set by default.

    Raises
    ------
    UsageError
        For a quarter of which none of them has filed a figure by that day.

    Attributes
    ----------
    name : str
        Of its notebook.
    statements : dict of str to Statement
        Every sentence put in its place so far, by id.
    order : tuple of str
        The fixed order of the report's exhibits: a number means the same exhibit in every edition.
    makers : dict
        What makes each exhibit of the report, and whatever else rests on documents, by key; see `shows`.
    usual : bool
        Whether the report is about what its commentaries are about: no choice of a reader's has changed that.
    """

    name: ClassVar[str] = ""
    nothing_found: ClassVar[str] = ""  # what a display says where nothing was found; without it, its title
    order: tuple[str, ...] = ()
    makers: ClassVar[dict[str, Callable[[Any], object]]] = {}
    usual: bool = True

    def __init_subclass__(cls, **more: Any) -> None:
        super().__init_subclass__(**more)
        cls.makers = {}

    def __init__(
        self,
        quarter: str | Quarter,
        as_of: str | dt.date | None = None,
        window: int = 30,
        language: str = DEFAULT,
        companies: Sequence[str] = (),
    ) -> None:
        self.quarter = Quarter.parse(quarter)
        metrics.hold_open(compared(self.name, companies), self.quarter, as_of or None)
        self.as_of = parse_date(as_of) if as_of else facts.newest_day()
        self.window = window
        self.language = Language(language, functools.partial(facts.wording, as_of=self.as_of))
        self.say, self.possessive = self.language.say, self.language.possessive
        teller = Teller(self.language, quarter=self.quarter)
        self.phrase, self.state, self.counted = teller.phrase, teller.state, teller.counted
        self.clauses, self.range, self.grown = teller.clauses, teller.range, teller.grown
        self.carried, self.multiple, self.quotient = teller.carried, teller.multiple, teller.quotient
        asked = {"quarter": quarter, "as_of": as_of, "window": window, "language": language}
        self.asked: dict[str, object] = {**asked}
        first = max(Quarter(2018, 1), self.quarter - (window - 1))
        self.quarters = [first + n for n in range(self.quarter - first + 1)]
        self._companies = facts.companies()
        self.statements: dict[str, Statement] = {}
        self._used: set[str] = set()
        self._made: dict[str, Any] = {}
        self._frames: dict[tuple[str, str | None], dict[tuple[str, Quarter], Point]] = {}

    # names ---------------------------------------------------------------------------------

    def company(self, slug: str) -> str:
        """Name a company as its home language of the edition does."""
        return self.named(facts.company(slug).name)

    def cloud(self, slug: str) -> str:
        """Name a company's cloud: ``AWS`` rather than ``Amazon``; the company where it has none."""
        return self.named(facts.company(slug).cloud) or self.company(slug)

    def member(self, of: facts.Member) -> str:
        """Name a company as a set of the tables does there."""
        return self.named(of.name) or self.company(of.company)

    def party(self, who: str) -> str:
        """Name a party of deals: a company as everywhere, others as the table of parties does."""
        return self.company(who) if who in self._companies else self.named(facts.parties()[who].name)

    def named(self, names: facts.Names, **values: object) -> str:
        """Return a name of the tables in the edition's language, its places filled."""
        return self.say(names.of(self.language.code), **values)

    def name_of(self, member: str) -> str:
        """Name a member of a sentence: a company as such, another table's row as that names it."""
        return member_name(self, member)

    # figures -------------------------------------------------------------------------------

    def points(self, metric: str, definition: str | None = None) -> dict[tuple[str, Quarter], Point]:
        """Every value of a metric as known on ``as_of``, by company and quarter."""
        key = (metric, definition)
        if key not in self._frames:
            self._frames[key] = {
                (p.company, p.quarter): p
                for p in points_of(
                    metrics.series(
                        metric,
                        list(self._companies),
                        start="2018Q1",
                        end=str(self.quarter),
                        as_of=self.as_of,
                        definition=definition,
                    )
                )
            }
        return self._frames[key]

    def point(
        self, metric: str, company: str, quarter: Quarter | None = None, definition: str | None = None
    ) -> Point:
        """Look up one value; one that the series does not even ask for is not applicable.

        What nothing was told of on a definition is missing for the reason of the metric itself.
        """
        quarter = quarter or self.quarter
        found = self.points(metric, definition).get((company, quarter))
        if found is not None:
            return found
        reason = self.point(metric, company, quarter).reason if definition else "not_applicable"
        return no_point(company, metric, quarter, reason or "not_disclosed")

    def row(self, metric: str, company: str, definition: str | None = None) -> list[Point]:
        """One company's points over the window, oldest first."""
        return [self.point(metric, company, q, definition) for q in self.quarters]

    def values(self, metric: str, company: str, definition: str | None = None) -> tuple[float, ...]:
        """One company's values over the window; NaN where missing."""
        return tuple(p.value for p in self.row(metric, company, definition))

    # sentences -----------------------------------------------------------------------------

    def evidence(
        self,
        measure: str | Mapping[str, str],
        population: Population,
        base: BaseKind = "none",
        quarter: Quarter | None = None,
        digits: int = 0,
    ) -> Evidence:
        """Look one measure of a population up, each value with its base, see `statements.Evidence`."""
        return Evidence(self.point, measure, population, quarter or self.quarter, base, digits)

    def nothing(self, message: str, /, *evidence: Evidence, **values: object) -> Statement:
        """Say that the data hold nothing of what was asked, see `statements.absence`."""
        return self.state(message, *map(absence, evidence), **values)

    @functools.cached_property
    def edition(self) -> EditionKey:
        """Which edition the statements stand in."""
        asked = self.as_of if self.asked.get("as_of") else None
        rest = tuple(
            (name, tuple(value) if isinstance(value, list | tuple) else value)
            for name, value in self.asked.items()
            if name not in ("quarter", "as_of", "language")
        )
        return EditionKey(self.name, self.quarter, self.language.code, asked, rest)

    def known_on(self, day: dt.date) -> Self:
        """Return the report as it looks figures up on another day; what is made and told counts in this one."""
        if day == self.as_of:
            return self
        seen = copy.copy(self)
        for name in list(vars(seen)):
            if isinstance(getattr(type(seen), name, None), functools.cached_property):
                del seen.__dict__[name]
        seen.as_of, seen._frames, seen.asked = day, {}, {**self.asked, "as_of": day}
        return seen

    def tell(self, sentence: Statement, id: str, place: Place, exhibit: str = "") -> Statement:
        """Put a sentence in its place in the edition, where it is found with its proof."""
        placed = sentence.placed(id, place, self.edition, exhibit)
        placed = placed.proved(proof_lines(self, placed))
        self.statements[id] = placed
        return placed

    # making exhibits -----------------------------------------------------------------------

    def number(self, key: str) -> int:
        """Place of an exhibit in the report's fixed order; 0 for one outside it, such as the scorecard."""
        return self.order.index(key) + 1 if key in self.order else 0

    def label(self, key: str) -> str:
        """Name an exhibit: its number, or the name of one that has none."""
        if key == "scorecard":
            return self.say("Scorecard")
        if key == "what_changed":
            return self.say("Changes")
        return self.say("Exhibit\u00a0{number}", number=self.number(key))

    def source(self, source_id: str) -> Source:
        row = document_rows().get(source_id)
        if row is None:
            return Source(source_id, source_id)
        return Source(source_id, title(self.language, row), row["url"])

    def source_row(self, source_id: str) -> dict[str, str]:
        """Everything known of a document: title, url, kind, form, publisher, filed."""
        empty = {"title": source_id, "url": "", "kind": "", "form": "", "publisher": "", "filed": ""}
        return document_rows().get(source_id, empty)

    @classmethod
    def shows(cls, make: Callable[[R], Made]) -> Callable[[R], Made]:
        """Enter a function or spec among the report's makers, under its name; an edition runs each of them once.

        Raises
        ------
        UsageError
            For a second one of a name.
        """
        if make.__name__ in cls.makers:
            raise UsageError(
                f"two exhibits of one key, {make.__name__!r}", where=cls.__name__, remedy="rename one"
            )

        @functools.wraps(make)
        def once(report: R) -> Made:
            return report.made(make.__name__, lambda: make(report))

        cls.makers[make.__name__] = once
        return once

    def made(self, key: str, make: Callable[[], Made]) -> Made:
        """Return what was made under a key, made now where it was not yet."""
        if key not in self._made:
            with paths.standing_still():
                self._made[key] = make()
        return cast("Made", self._made[key])

    def used_sources(self) -> list[str]:
        """Ids of the documents behind the exhibits of the report, whether they were shown yet or not."""
        for make in self.makers.values():
            make(self)
        return sorted(self._used)

    def note_sources(self, found: Iterable[Sourced]) -> None:
        """Count the documents behind some points, or verdicts, among those of the edition."""
        self._used.update(s for one in found for s in one.sources)

    def source_line(self, points: Sequence[Point], extra: Sequence[str] = ()) -> SourceLine:
        """Name the main documents that some figures come from, and say as of when."""
        return source_line(self, points, extra)

    def exhibit(
        self,
        key: str,
        *,
        title: Statement,
        subtitle: str,
        body: Body | None,
        points: Sequence[Point],
        alt: str,
        notes: Sequence[str] = (),
        wide: bool = True,
        tall: bool = False,
        data: pd.DataFrame | None = None,
        extra_sources: Sequence[str] = (),
        absent: str = "",
        on_paper: bool = True,
        paper_notes: Sequence[str] | None = None,
    ) -> Exhibit:
        """Put an exhibit together from its parts and the points it shows; without a value in it, it says so."""
        if body is None or (isinstance(body, Chart) and body.blank):
            alt = absent or self.say(
                "By {day} this was known for none of these companies in the quarters shown.",
                day=self.language.date(self.as_of),
            )
            body, notes = Absence(alt), ()
        shown = [p for p in points if p.known]
        behind = {s for p in shown for s in p.sources} | set(extra_sources)
        self._used |= behind
        sources = unique_sources([self.source(s) for s in behind])
        frame = named_by_day(data if data is not None else points_frame(points, self.newest_id), self.as_of)
        told = self.tell(title.fitting(TITLE_WIDTH), f"{key}.title", "title", key)
        notes = (*notes, *rounding_notes(self.language, shown, frame, body))
        return Exhibit(
            number=self.number(key),
            label=self.label(key),
            title=told,
            subtitle=subtitle,
            body=body.in_language(self.language.code) if isinstance(body, Lettered) else body,
            sources=sources or (self.source_of_absence(),),
            alt=alt,
            data=frame,
            notes=lettered(self.language, told.text, notes),
            source_line=self.source_line(shown, extra_sources),
            wide=wide,
            tall=tall,
            key=key,
            on_paper=on_paper,
            left_off=left_off(self.language, body),
            paper_notes=None if paper_notes is None else lettered(self.language, told.text, paper_notes),
            language=self.language.code,
        )

    def source_of_absence(self) -> Source:
        """Name what was searched when an exhibit has nothing to show."""
        text = self.say("no document in the data states this by {day}", day=self.language.date(self.as_of))
        return Source("data", text)

    def cell(self, point: Point, write: Callable[[float], str]) -> Cell:
        """Print one point as a table cell that links to its newest document."""
        if not point.known:
            return missing(point.reason or "not_disclosed")
        return cell_of_point(self.linked("", *point.sources, marks=point.marks), point, write)

    def linked(self, text: str, *sources: str, marks: str = "") -> Cell:
        """Print a figure that links to its document, to the newest where it has several."""
        source = self.newest_document(sources)
        return Cell(
            text,
            url=source.url if source else "",
            marks=marks,
            kind="figure",
            hint=source.title if source else "",
        )

    def told_cell(self, text: str, source_id: str, evidence: str = "") -> Cell:
        """Print a figure that one document tells, marked where that is the press or a secondary source."""
        return self.linked(text, source_id, marks="s" if is_second_hand(evidence) else "")

    def newest_id(self, point: Point) -> str:
        """Name the newest document behind a figure; nothing where there is none."""
        source = self.newest_source(point)
        return source.id if source else ""

    def newest_source(self, point: Point) -> Source | None:
        """Return the document a figure is linked to: the newest of those behind it."""
        return self.newest_document(point.sources)

    def newest_document(self, sources: Sequence[str]) -> Source | None:
        """Return the newest of some documents; None where there are none."""
        if not sources:
            return None
        return self.source(newest_of(sources))

    def reason_name(self, reason: str) -> str:
        """Say why a value is missing."""
        return {
            "not_entered": self.say("published, not in the data"),
            "not_yet_filed": self.say("not yet filed"),
            "not_applicable": self.say("does not apply"),
            "not_derivable": self.say("cannot be computed"),
            "redefined": self.say("on another definition a period before"),
        }.get(reason, self.say("in no document of the data"))

    def missing_note(self, shown: object = None) -> str:
        """Explain the marks of missing values and the footnote letters."""
        return legend_of_marks(self.language)
