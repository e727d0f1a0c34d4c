"""Typst source to PDF: in a folder that holds the outputs only, with the packaged fonts only.

Compiling starts Typst's threads, and a process forked afterwards hangs for ever: a parent that forks may call
:func:`fonts`, never :func:`to_pdf`.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from .. import fonts as packaged
from ..errors import BuildError
from ..language import DEFAULT
from ..media import Json

_MISSING = re.compile(r"the text `?\"?(.+?)\"?`? could not be displayed with font")
# They change how their neighbours look and show nothing themselves.
_JOINERS = frozenset("\u200b\u200c\u200d\ufe0e\ufe0f")
_LINE = re.compile(r"__typst_py_bytes__\.typ:(\d+)")
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


@dataclass
class Job:
    """One document to compile: the source, the files it names, the moment it was made, its language, how close it is set.

    Closeness is a share of the room that a page gives its parts: see :mod:`.settle`.
    """

    source: str
    files: dict[str, bytes] = field(default_factory=dict)
    timestamp: int | None = None
    language: str = DEFAULT
    closeness: float = 1.0


@lru_cache(maxsize=2)
def fonts(language: str = DEFAULT) -> Any:
    """Load a language's packaged fonts and Typst's own, no system fonts: the same page on every machine."""
    import typst

    paths = [str(path) for path in packaged.typst_font_paths(language)]
    return typst.Fonts(include_system_fonts=False, font_paths=paths)


def moment(generated: object) -> int | None:
    """Seconds since 1970 for the document's date: the stated day, else ``SOURCE_DATE_EPOCH``, else none."""
    if generated:
        try:
            stated = datetime.fromisoformat(str(generated))
        except ValueError:
            stated = None
        if stated is not None:
            return int((stated if stated.tzinfo else stated.replace(tzinfo=UTC)).timestamp())
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(epoch) if epoch.isdigit() else None


def to_pdf(job: Job, *, accessible: bool = True) -> bytes:
    """Compile once.

    Parameters
    ----------
    job : Job
        What to compile.
    accessible : bool
        Ask the compiler for PDF/UA-1, which refuses a picture without words and a character without a glyph.

    Returns
    -------
    bytes
        The tagged PDF; the same bytes for the same job.

    Raises
    ------
    CompileError
        With the cells it points at.
    """
    import typst

    pdf = _run(
        job,
        typst.compile,
        format="pdf",
        pdf_standards=["ua-1"] if accessible else [],
        # Without a moment Typst would write the clock's.
        timestamp=job.timestamp if job.timestamp is not None else 0,
    )
    assert isinstance(pdf, bytes)
    return pdf


def labelled(job: Job, label: str) -> list[Json]:
    """Lay a document out and return the values of its metadata of a label, in their order.

    Raises
    ------
    CompileError
        Without the cells it points at: only compiling names them.
    """
    import typst

    try:
        found: list[Json] = json.loads(str(_run(job, typst.query, selector=f"<{label}>", field="value")))
    except RuntimeError as error:  # what a question raises, unlike compiling
        raise CompileError(str(error), [], [], False) from None
    return found


def _run(job: Job, do: Callable[..., object], **given: object) -> object:
    """Call the compiler in a folder that holds the document's files only."""
    import typst

    with tempfile.TemporaryDirectory(prefix="cloudcapex-typst-") as folder:
        root = Path(folder).resolve()
        for name, data in job.files.items():
            inside = PurePosixPath(name)
            if inside.is_absolute() or ".." in inside.parts:
                raise BuildError("a picture may not lie outside the document", where=name)
            path = root.joinpath(*inside.parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        try:
            return do(
                job.source.encode("utf-8"),
                root=str(root),
                font_paths=fonts(job.language),
                ignore_system_fonts=True,
                sys_inputs={"closeness": str(job.closeness)},
                # Packages would be fetched from the web; there are none here.
                package_path=str(root),
                package_cache_path=str(root),
                **given,
            )
        except typst.TypstError as error:
            raise _explained(error, job.source) from None
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
