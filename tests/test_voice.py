"""One line speaks where the title of a chart is about it; the others stand in grey behind it."""

import re
from importlib.resources import files

import pytest

import shown
from cloudcapex.exhibits import theme
from cloudcapex.exhibits.charts.lines import Line, line_chart
from cloudcapex.exhibits.charts.scale import Scale
from cloudcapex.exhibits.voice import speaker, titled
from cloudcapex.language import Language
from cloudcapex.periods import Quarter
from cloudcapex.reports import china_cloud, review, value_stack
from cloudcapex.schema.colours import WORDS, contrast


def stroked(chart):
    """The colours of the lines of a chart, each with its width."""
    return {
        (m[1], float(m[2]))
        for m in re.finditer(r"fill:none;stroke:(#[0-9a-f]{6});stroke-width:([0-9.]+)", chart.svg)
    }


def lines_of(exhibit):
    """Companies in their own colours, and whether something is grey and as thin as what stands behind."""
    looks = stroked(exhibit.body)
    known = {c.fill: slug for slug, c in theme.colours().items()}
    return {known[c] for c, _ in looks if c in known}, (theme.MUTED, 1.1) in looks


@pytest.mark.parametrize(
    ("make", "of", "speaks"),
    [
        (review.capex_bases, shown.newest, {"microsoft"}),
        (review.capex_bases, lambda: review.Review("2023Q4"), {"microsoft"}),
        (china_cloud.vendor_shares, lambda: china_cloud.ChinaCloud("2025Q1"), {"alibaba"}),
        (china_cloud.vendor_shares, lambda: china_cloud.ChinaCloud("2022Q3"), {"alibaba"}),
        (china_cloud.vendor_shares, lambda: china_cloud.ChinaCloud("2026Q2", language="zh-Hant"), {"alibaba"}),
        (value_stack.model_prices, lambda: value_stack.ValueStack("2026Q2", draws=1_000), {"openai"}),
    ],
)  # fmt: skip
def test_the_line_of_a_title_about_one_keeps_its_colour_alone(make, of, speaks):
    assert lines_of(make(of())) == (speaks, True)


@pytest.mark.parametrize(
    ("make", "of"),
    [
        # Oracle against Amazon; every cloud, with a leader; nobody; one lets the comparison of all stand.
        (review.capex_intensity, shown.newest),
        (review.cloud_growth, shown.newest),
        (review.free_cash_flow, lambda: review.Review("2023Q4")),
        (china_cloud.capex_gap, lambda: china_cloud.ChinaCloud("2026Q2")),
        # A lone company is compared with nobody.
        (review.capex_intensity, lambda: review.Review("2026Q2", companies=["meta"])),
    ],
)
def test_where_several_are_told_of_all_keep_their_colours(make, of):
    companies, grey = lines_of(make(of()))
    assert companies
    assert not grey


def test_the_line_speaks_at_every_height_and_outside_of_an_exhibit_none_does():
    """What paper draws lower has the same voice, and a chart of an analyst's own has none."""
    exhibit = review.capex_bases(shown.newest())
    assert stroked(exhibit.body.anew(0.8)) == stroked(exhibit.body)
    assert speaker(["Meta", "Oracle"]) is None
    language = Language("en")
    lines = [Line("Meta", theme.company_colour("meta"), (1.0, 2.0)), Line("Oracle", theme.company_colour("oracle"), (2.0, 3.0))]  # fmt: skip
    quarters = [Quarter(2026, 1), Quarter(2026, 2)]

    def drawn():
        return line_chart(quarters, lines, write=language.writes("share", "chart"), scale=Scale.per_cent(language))  # fmt: skip

    alone = drawn()
    assert theme.MUTED not in {c for c, w in stroked(alone) if w > 1}
    with titled(exhibit.title):  # it names neither
        assert drawn() == alone


def test_grey_names_can_be_read():
    css = (files("cloudcapex") / "template" / "report.css").read_text(encoding="utf-8")
    (light, dark), (paper, night) = (
        re.search(rf"--cc-{name}: light-dark\((#\w+), (#\w+)\)", css).groups() for name in ("muted", "paper")
    )
    assert (light, paper) == (theme.MUTED, theme.PAPER)
    assert contrast(light, paper) >= WORDS
    assert contrast(dark, night) >= WORDS
