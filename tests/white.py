"""How much of each page is white, measured on the drawn page."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

needs_poppler = pytest.mark.skipif(not shutil.which("pdftoppm"), reason="pdftoppm (poppler-utils)")
_DPI = 50
_BAND = round(12 / 25.4 * _DPI)  # a band across the page is white from 12 mm on
_HEAD, _FOOT = 0.055, 0.952  # where running head and foot stand, as shares of the page's height
_WHITE = 200  # grey levels from here on


def white_of_drawn_pages(pdf: bytes) -> list[float]:
    """Return the white share of each page, between its running head and foot: every band across it, at its foot or within."""
    with tempfile.TemporaryDirectory() as folder:
        name = Path(folder, "report.pdf")
        name.write_bytes(pdf)
        subprocess.run(["pdftoppm", "-r", str(_DPI), "-gray", str(name), f"{folder}/p"], check=True)
        return [_white(page.read_bytes()) for page in sorted(Path(folder).glob("p-*.pgm"))]


def _white(picture: bytes) -> float:
    found = re.match(rb"P5\s+(\d+)\s+(\d+)\s+\d+\s", picture)
    assert found is not None
    width, height, pixels = int(found[1]), int(found[2]), picture[found.end() :]
    top, foot = round(_HEAD * height), round(_FOOT * height)
    blank = [min(pixels[y * width : (y + 1) * width]) >= _WHITE for y in range(top, foot)]
    bands = (len(list(run)) for white, run in itertools.groupby(blank) if white)
    return sum(band for band in bands if band > _BAND) / (foot - top)
