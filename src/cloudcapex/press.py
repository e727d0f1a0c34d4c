"""Typst source to PDF and to pictures: in a folder that holds the outputs only, with the packaged fonts only.

Compiling starts Typst's threads, and a process forked afterwards hangs for ever: a parent that forks may call
:func:`fonts`, never open a :class:`Press`.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Literal, Self

from . import fonts as packaged
from .errors import BuildError
from .language import DEFAULT
from .media import Json

_MISSING = re.compile(r"the text `?\"?(.+?)\"?`? could not be displayed with font")
# They change how their neighbours look and show nothing themselves.
_JOINERS = frozenset("\u200b\u200c\u200d\ufe0e\ufe0f")
# What lies in the folder beside the document's own files.
_SOURCE, _SETTING, _EMPTY = _OWN = ("document.typ", "setting.json", "empty.typ")
# Typst drops what so many compilations have not read; and as how many a layout counts here. A layout of a review is
# 100 MB: what shares nothing with the newest five is let go.
_KEPT_FOR, _AGED_BY_LAYOUT = 11, 2
# Shares of its height at which a chart may stand on paper besides its own: where the next exhibit just fails to find
# room, where it fails by more, and where a page would be left white.
HEIGHTS = {"low": 0.75, "lowest": 0.6, "high": 1.3}
_LINE = re.compile(rf"{re.escape(_SOURCE)}:(\d+)")
_CELL = re.compile(r"^// cell (\d+)", re.MULTILINE)


class CompileError(Exception):
    """Typst refused the source.

    Attributes
    ----------
    cells : list of int
        Numbers of the cells it points at; empty where it points at none.
    glyphs : list of str
        Characters no font can show, under PDF/UA.
    accessibility : bool
        Whether only the accessibility standard was broken.
    """

    def __init__(self, message: str, cells: list[int], glyphs: list[str], accessibility: bool) -> None:
        super().__init__(message)
        self.cells = cells
        self.glyphs = glyphs
        self.accessibility = accessibility


@dataclass(frozen=True)
class Setting:
    """How close a document is set, how high the charts of some exhibits are, and which of them may go over a page.

    Closeness is a share of the room that a page gives its parts; heights are by the anchors of exhibits, and flowing
    names those that may be parted although one page would hold them: see :mod:`.typeset.settle`. Drawings are those
    charts as SVG at these heights; where one is not given, a blank sheet of its size stands in its place.
    """

    closeness: float = 1.0
    heights: Mapping[str, str] = field(default_factory=dict)
    flowing: tuple[str, ...] = ()
    drawings: Mapping[str, str] = field(default_factory=dict)


USUAL = Setting()
# What draws the charts of this process at another height, by their names: a page asks for few of them, and to lay one
# out it is enough to know how high they would be. A session of days draws charts without end: those that were asked for
# longest ago are forgotten, some times as many as an edition has in all its languages being kept.
_ANEW: OrderedDict[str, Callable[[str], str]] = OrderedDict()
_MOST_ANEW = 2000


def may_be_drawn(name: str, anew: Callable[[str], str]) -> None:
    """Tell how a chart is drawn at another height, should a page ask for it.

    Parameters
    ----------
    name : str
        Of the chart, which its mark in a document has, too: the same for the same drawing alone.
    anew : callable
        Given one of `HEIGHTS`, draws it as SVG.
    """
    _ANEW[name] = anew
    _ANEW.move_to_end(name)
    while len(_ANEW) > _MOST_ANEW:
        _ANEW.popitem(last=False)


def can_be_drawn(name: str) -> bool:
    """Whether this process knows how to draw a chart at another height; it does not of a notebook that ran elsewhere."""
    return name in _ANEW


def drawn(name: str, height: str) -> str:
    """Draw a chart at another height than its own.

    Parameters
    ----------
    name : str
        Of a chart that `can_be_drawn`.
    height : str
        One of `HEIGHTS`.

    Returns
    -------
    str
        Its SVG.
    """
    _ANEW.move_to_end(name)
    return _ANEW[name](height)


@dataclass(frozen=True)
class Job:
    """One document to compile: the source, the files it names, the moment it was made and its language.

    Names are those that no line parts, as a regular expression.
    """

    source: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    timestamp: int | None = None
    language: str = DEFAULT
    names: str = ""


@lru_cache(maxsize=2)
def fonts(language: str = DEFAULT) -> Any:
    """Load a language's packaged fonts and Typst's own, no system fonts: the same page on every machine.

    Returns
    -------
    typst.Fonts
        What the compiler takes as ``font_paths``.
    """
    import typst

    paths = [str(path) for path in packaged.typst_font_paths(language)]
    return typst.Fonts(include_system_fonts=False, font_paths=paths)


def moment(generated: object) -> int | None:
    """Find the document's date: the stated day, else ``SOURCE_DATE_EPOCH``, else none.

    Returns
    -------
    int or None
        Seconds since 1970.
    """
    if generated:
        try:
            stated = datetime.fromisoformat(str(generated))
        except ValueError:
            stated = None
        if stated is not None:
            return int((stated if stated.tzinfo else stated.replace(tzinfo=UTC)).timestamp())
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(epoch) if epoch.isdigit() else None


class Press:
    """A compiler of one document: what it has laid out it keeps, so that another setting costs a tenth of the first.

    What Typst has laid out it takes again only where all that was read for it is the same, and the options of a call
    count as read by everything. So the setting lies in a file of the document's folder, of which each part reads its
    own share.

    Parameters
    ----------
    job : Job
        The document. Its files lie in a folder of their own, beside nothing else, until the press is closed.
    """

    def __init__(self, job: Job) -> None:
        import typst

        for name in job.files:
            inside = PurePosixPath(name)
            if inside.is_absolute() or ".." in inside.parts or name in _OWN:
                raise BuildError("a picture may not lie outside the document", where=name)
        self._job = job
        self._folder = tempfile.TemporaryDirectory(prefix="cloudcapex-typst-")
        root = Path(self._folder.name).resolve()
        self._setting = root / _SETTING
        self._set: Setting | None = None
        for name, data in {**job.files, _SOURCE: job.source.encode("utf-8"), _EMPTY: b""}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        self._compiler, self._aging = (
            typst.Compiler(
                str(root / name),
                root=str(root),
                font_paths=fonts(job.language),
                ignore_system_fonts=True,
                sys_inputs={"setting": f"/{_SETTING}"},
                # Packages would be fetched from the web; there are none here.
                package_path=str(root),
                package_cache_path=str(root),
            )
            for name in (_SOURCE, _EMPTY)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._forget(_KEPT_FOR)
        self._folder.cleanup()

    def _forget(self, compilations: int) -> None:
        """Let what is kept grow older by some compilations, of nothing: a question alone ages nothing."""
        for _ in range(compilations):
            self._aging.compile(format="svg")

    def to_pdf(self, setting: Setting = USUAL, *, accessible: bool = True) -> bytes:
        """Compile once.

        Parameters
        ----------
        setting : Setting
            How the document is set.
        accessible : bool
            Ask the compiler for PDF/UA-1, which refuses a picture without words and a character without a glyph.

        Returns
        -------
        bytes
            The tagged PDF; the same bytes for the same job and setting, whatever was laid out before.

        Raises
        ------
        CompileError
            With the cells it points at.
        """
        pdf = self._run(
            setting,
            self._compiler.compile,
            format="pdf",
            pdf_standards=["ua-1"] if accessible else [],
            # Without a moment Typst would write the clock's.
            timestamp=self._job.timestamp if self._job.timestamp is not None else 0,
        )
        assert isinstance(pdf, bytes)
        return pdf

    def to_picture(self, form: Literal["png", "svg"], *, dots: float = 144.0) -> bytes:
        """Compile a document of one page into a picture of it.

        Parameters
        ----------
        form : {'png', 'svg'}
            Points of colour, or shapes; an SVG holds the shapes of its letters.
        dots : float
            Of a PNG, an inch.

        Returns
        -------
        bytes
            The same bytes for the same job.

        Raises
        ------
        CompileError
            With what Typst says.
        """
        picture = self._run(USUAL, self._compiler.compile, format=form, ppi=dots)
        assert isinstance(picture, bytes)
        return picture

    def labelled(self, label: str, setting: Setting = USUAL) -> list[Json]:
        """Lay the document out and return the values of its metadata of a label, in their order.

        Parameters
        ----------
        label : str
            Without its brackets.
        setting : Setting
            How the document is set.

        Raises
        ------
        CompileError
            Without the cells it points at: only compiling names them.
        """
        try:
            told = self._run(setting, self._compiler.query, selector=f"<{label}>", field="value")
        except RuntimeError as error:  # what a question raises, unlike compiling
            raise CompileError(str(error), [], [], False) from None
        self._forget(_AGED_BY_LAYOUT)
        found: list[Json] = json.loads(str(told))
        return found

    def _run(self, setting: Setting, do: Callable[..., object], **given: object) -> object:
        import typst

        if setting != self._set:
            told = {**asdict(setting), "names": self._job.names}
            self._setting.write_text(json.dumps(told, sort_keys=True), encoding="utf-8")
            self._set = setting
        try:
            return do(**given)
        except typst.TypstError as error:
            raise _explained(error, self._job.source) from None
        except BaseException as error:
            # A panic of the compiler is no ``Exception``; the notebook's reader still gets one line.
            if type(error).__name__ != "PanicException":
                raise
            raise CompileError(f"the compiler stopped: {error}", [], [], False) from None


def _explained(error: Any, source: str) -> CompileError:
    report = error.diagnostic or str(error)
    heads = [line for line in report.splitlines() if line.startswith("error:")]
    glyphs = []
    for found in _MISSING.findall(report):
        glyphs.append(re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: chr(int(m[1], 16)), found))
    begun = [(source.count("\n", 0, m.start()) + 1, int(m[1])) for m in _CELL.finditer(source)]
    cells = []
    for line in {int(n) for n in _LINE.findall(report + "\n".join(error.trace or []))}:
        before = [number for at, number in begun if at <= line]
        if before:
            cells.append(before[-1])
    message = "; ".join(dict.fromkeys(h.removeprefix("error: ") for h in heads)) or error.message
    only_ua = bool(heads) and all("PDF/UA-1" in h for h in heads)
    return CompileError(message, sorted(set(cells)), list(dict.fromkeys(glyphs)), only_ua)


def name_of(char: str) -> str:
    """What is printed for a character no font has: a symbol's Unicode name, else the number."""
    if char in _JOINERS:
        return ""
    number = f"U+{ord(char):04X}"
    return f"<{unicodedata.name(char, number).lower() if unicodedata.category(char)[0] == 'S' else number}>"
