"""The look of charts for an analyst's own: seaborn draws in it, each company in its own colour."""

from __future__ import annotations

import subprocess
import sys

import matplotlib
import pandas as pd
import pytest
import seaborn
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from cloudcapex.exhibits import theme
from cloudcapex.exhibits.charts.axes import Box, plot, quarter_axis, value_axis
from cloudcapex.exhibits.charts.scale import Scale
from cloudcapex.language import Language
from cloudcapex.periods import quarters_between

QUARTERS = quarters_between("2024Q1", "2026Q2")
ROWS = pd.DataFrame(
    [
        {"quarter": str(q), "company": name, "value": 1e9 * (n + start)}
        for name, start in (("amazon", 20), ("Microsoft", 15), ("Meta Platforms", 9))
        for n, q in enumerate(QUARTERS)
    ]
)


@pytest.fixture
def in_use():
    with matplotlib.rc_context():
        theme.use()
        yield


def test_an_analysts_lines_have_the_colours_of_their_companies_however_named(in_use):
    axes = Figure().add_subplot()
    seaborn.lineplot(ROWS, x="quarter", y="value", hue="company", palette=theme.palette(), ax=axes)
    drawn = [to_hex(line.get_color()) for line in axes.lines if len(line.get_xdata())]
    assert drawn == [theme.company_colour(slug) for slug in ("amazon", "microsoft", "meta")]


def test_an_analysts_axes_look_as_ours_do(in_use):
    theirs = Figure().add_subplot()
    seaborn.lineplot(ROWS, x="quarter", y="value", hue="company", palette=theme.palette(), ax=theirs)
    theirs.figure.canvas.draw()
    with matplotlib.rc_context(theme.style()):
        ours = plot(theme.figure(theme.FULL_WIDTH, 2.0), Box())
        quarter_axis(ours, QUARTERS)
        value_axis(ours, Scale.money(Language()).from_zero(ROWS["value"]))
    for side in ("top", "right", "left"):
        assert theirs.spines[side].get_visible() is ours.spines[side].get_visible() is False
    for name in ("get_xticklabels", "get_yticklabels"):
        a, b = getattr(theirs, name)()[0], getattr(ours, name)()[0]
        for look in ("get_color", "get_fontsize", "get_fontfamily"):
            assert getattr(a, look)() == getattr(b, look)()
    lines = [axes.get_ygridlines()[1] for axes in (theirs, ours)]
    assert {(line.get_color(), line.get_linewidth(), line.get_visible()) for line in lines} == {
        (theme.GRID, 0.6, True)
    }


def test_what_no_company_owns_is_drawn_in_the_colours_of_the_house(in_use):
    assert seaborn.color_palette(n_colors=1).as_hex() == [next(iter(theme.colours().values())).fill]


def test_a_company_keeps_its_colour_in_every_script():
    known = theme.palette()
    assert known["alibaba"] == known["阿里巴巴"] == theme.company_colour("alibaba")
    assert known["微软"] == known["微軟"] == theme.company_colour("microsoft")


def test_nobody_waits_for_seaborn_who_draws_no_map():
    asked = (
        "import sys, cloudcapex.exhibits.theme, cloudcapex.reports.review; print('seaborn' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
