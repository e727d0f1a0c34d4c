"""One exhibit as a picture in a file: set by Typst as the PDF sets it, on a sheet of its own or on a slide."""

from __future__ import annotations

import os
import re
import tempfile
from importlib import resources
from pathlib import Path
from typing import Literal, cast, get_args

from .. import fonts
from ..errors import BuildError, UsageError, unknown
from ..language import Tag
from ..press import CompileError, Job, Press
from .theme import FULL_WIDTH, HALF_WIDTH

Size = Literal["page", "slide"]
Form = Literal["png", "svg"]

_MARGIN = 8.0  # Around an exhibit on a sheet of its own, in points.
_SLIDE = (960.0, 540.0)  # 13⅓ by 7½ inches, in points, as slides of sixteen to nine are.
_SLIDE_MARGIN = 36.0
_LEAST = 1.0  # On a slide nothing is set smaller than on the page.
_DOTS = {"page": 220.0, "slide": 144.0}  # Of a PNG, an inch: a slide is 1920 by 1080 of them.
_HIGH = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def save_picture(
    exhibit: str, path: str | os.PathLike[str], *, language: str, wide: bool, size: str = "page"
) -> Path:
    """Write the picture of an exhibit into a file, whole or not at all.

    Parameters
    ----------
    exhibit : str
        The exhibit as Typst.
    path : path
        Ends in ``.png`` or ``.svg``; its folder exists. What stands there before is replaced.
    language : str
        Of the edition it is of.
    wide : bool
        Whether it takes the whole measure of a page.
    size : {'page', 'slide'}
        As wide as on a page and as high as it is, or a slide of sixteen to nine that it fills.

    Returns
    -------
    Path
        Of the file.

    Raises
    ------
    UsageError
        For another ending or size, a folder that is not there, or an exhibit too long for a slide.
    BuildError
        Where the file cannot be written.
    """
    form = form_of(path, size)
    target = Path(path)
    measure = (FULL_WIDTH if wide else HALF_WIDTH) * 72
    try:
        page = _source(
            exhibit, language, f"(width: {measure + 2 * _MARGIN}pt, height: auto, margin: {_MARGIN}pt)"
        )
        if size == "slide":
            with Press(page) as press:
                found = _HIGH.search(press.to_picture("svg").decode("utf-8"))
            assert found is not None
            page = _source(exhibit, language, *_on_slide(measure, float(found[2]) - 2 * _MARGIN, target))
        with Press(page) as press:
            made = press.to_picture(form, dots=_DOTS[size])
    except CompileError as error:
        raise BuildError(f"the exhibit cannot be set ({error})", where=str(target)) from error
    _write(target, made)
    return target


def form_of(path: str | os.PathLike[str], size: str) -> Form:
    """Tell what a file of a picture holds, before anything is made of it.

    Parameters
    ----------
    path, size
        As of `save_picture`.

    Raises
    ------
    UsageError
        For another ending or size, or a folder that is not there.
    """
    target = Path(path)
    ending = target.suffix.lower().removeprefix(".")
    if ending not in get_args(Form):
        remedy = "csv() returns the figures of an exhibit as text" if ending == "csv" else None
        said = (
            f"a picture does not end in {target.suffix!r}"
            if ending
            else "the name of a picture needs an ending"
        )
        raise UsageError(said, where=str(target), valid=(f".{e}" for e in get_args(Form)), remedy=remedy)
    if size not in get_args(Size):
        raise unknown("size", size, get_args(Size))
    if not target.parent.is_dir():
        raise UsageError(
            "there is no such folder", where=str(target.parent), remedy="make it, or name another"
        )
    return cast(Form, ending)


def _on_slide(measure: float, high: float, target: Path) -> tuple[str, str]:
    """Return the sheet of a slide, and what enlarges an exhibit of some size to fill it."""
    wide, tall = (side - 2 * _SLIDE_MARGIN for side in _SLIDE)
    factor = min(wide / measure, tall / high)
    if factor < _LEAST:
        raise UsageError(
            "the exhibit is too high for a slide that can be read",
            where=str(target),
            remedy="save it at size 'page', or take its figures with csv()",
        )
    sheet = f"(width: {_SLIDE[0]}pt, height: {_SLIDE[1]}pt, margin: {_SLIDE_MARGIN}pt)"
    return (
        sheet,
        f"align(center + horizon, scale({factor} * 100%, reflow: true, box(width: {measure}pt, align(left, {{}}))))",
    )


def _source(exhibit: str, language: str, sheet: str, around: str = "{}") -> Job:
    """Put the document of one exhibit together."""
    tag = Tag(language)
    families = "".join(f'"{name}", ' for name in fonts.families(language))
    region = f'"{tag.region}"' if tag.chinese else "none"
    template = resources.files("cloudcapex").joinpath("template")
    parts = [template.joinpath(name).read_text(encoding="utf-8") for name in ("type.typ", "exhibit.typ")]
    return Job(
        "\n".join(
            [
                *parts,
                "#let travels = false",
                f"#set page(..{sheet}, fill: white)",
                f'#show: house-type.with(({families}), "{tag.tongue}", {region})',
                "#set block(above: 0pt)",
                f"#{around.replace('{}', exhibit)}",
            ]
        ),
        language=language,
    )


def _write(target: Path, made: bytes) -> None:
    """Write a file beside its place and move it there: a reader never finds half of it."""
    part = None
    try:
        handle, part = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(made)
        Path(part).chmod(0o666 & ~_umask())
        Path(part).replace(target)
    except OSError as error:
        if part is not None:
            Path(part).unlink(missing_ok=True)
        raise BuildError(f"the picture cannot be written ({error.strerror})", where=str(target)) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
