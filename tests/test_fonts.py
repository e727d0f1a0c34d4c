"""The static cuts: told apart by matplotlib, the same everywhere, whole under two makers."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import pytest
from fontTools.ttLib import TTFont

from cloudcapex import fonts
from cloudcapex.language.currency import mark
from cloudcapex.schema.words import CURRENCIES

NAMES = (
    "SourceSans3-Bold.ttf",
    "SourceSans3-Italic.ttf",
    "SourceSans3-Regular.ttf",
    "SourceSans3-SemiBold.ttf",
)
_MAKE = "from cloudcapex import fonts; print(fonts.font_dir())"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Make the cuts by two processes at once, in an empty cache."""
    cache = tmp_path_factory.mktemp("cache")
    environment = os.environ | {"CLOUDCAPEX_CACHE": str(cache)}
    makers = [
        subprocess.Popen([sys.executable, "-c", _MAKE], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    folders = {maker.communicate(timeout=120)[0].strip() for maker in makers}
    assert [maker.returncode for maker in makers] == [0, 0]
    assert len(folders) == 1
    return cache


def test_two_makers_at_once_leave_one_whole_folder(made):
    (folder,) = made.iterdir()
    assert sorted(p.name for p in folder.iterdir()) == sorted(NAMES)


def test_the_cuts_are_the_same_bytes_wherever_they_are_made(made):
    (folder,) = made.iterdir()
    own = fonts.font_dir()
    for name in NAMES:
        digests = {hashlib.sha256((place / name).read_bytes()).hexdigest() for place in (own, folder)}
        assert len(digests) == 1, name


def test_matplotlib_tells_the_weights_apart():
    from matplotlib.font_manager import FontManager, FontProperties

    manager = FontManager.__new__(FontManager)
    manager.__init__(size=None, weight="normal")  # type: ignore[misc]
    manager.ttflist = []
    for name in NAMES:
        manager.addfont(fonts.font_dir() / name)
    for weight, style, name in [
        (400, "normal", "SourceSans3-Regular.ttf"),
        (600, "normal", "SourceSans3-SemiBold.ttf"),
        (700, "normal", "SourceSans3-Bold.ttf"),
        (400, "italic", "SourceSans3-Italic.ttf"),
    ]:
        wanted = FontProperties(family=fonts.FAMILY, weight=weight, style=style)
        found = manager.findfont(wanted, fallback_to_default=False, rebuild_if_missing=False)
        assert found.endswith(name)


def test_a_broken_leftover_in_the_cache_is_replaced(made):
    (folder,) = made.iterdir()
    (folder / NAMES[0]).unlink()
    environment = os.environ | {"CLOUDCAPEX_CACHE": str(made)}
    subprocess.run(
        [sys.executable, "-c", _MAKE], env=environment, check=True, capture_output=True, timeout=120
    )
    assert (folder / NAMES[0]).is_file()


def test_a_cache_that_cannot_be_written_is_said_in_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    environment = os.environ | {"CLOUDCAPEX_CACHE": str(tmp_path / "file")}
    script = (
        "from cloudcapex import fonts, errors\ntry: fonts.font_dir()\nexcept errors.BuildError as e: print(e)"
    )
    out = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=60
    )
    assert "the font cache cannot be written" in out.stdout
    assert "CLOUDCAPEX_CACHE" in out.stdout


def test_latin_stands_before_chinese_and_the_script_is_the_readers():
    assert fonts.families("en")[0] == fonts.families("zh-Hant")[0] == "Source Sans 3"
    assert fonts.families("zh-Hans")[1] == "Noto Sans CJK SC"
    assert fonts.families("zh-Hant")[1] == "Noto Sans CJK TC"


def test_chinese_of_regular_weight_in_a_drawing_has_its_weight_named():
    light = '<svg><text style="font: 11px \'Source Sans 3\'" x="300">亿美元</text><text>USD</text></svg>'
    assert fonts.steady_weights(light).count("font-variation-settings") == 1
    for bold in ('style="font: 600 11px x"', 'font-weight="bold"', 'style="font-weight: 700"'):
        drawing = f"<svg><text {bold}>亿美元</text></svg>"
        assert fonts.steady_weights(drawing) == drawing


def test_every_currency_is_written_with_letters_that_the_fonts_have():
    folders = {path if path.is_dir() else path.parent for path in fonts.typst_font_paths("en")}
    latin = next(file for folder in folders for file in folder.rglob("SourceSans3-Regular.ttf"))
    drawn = TTFont(latin).getBestCmap()
    assert [c for c in CURRENCIES if not all(ord(sign) in drawn for sign in mark(c))] == []
