"""What a cloud's revenue gained over a year: a fall is told as a fall, under whatever name, and no loss of money."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest

import newcomers
from cloudcapex.reports import review as show
from cloudcapex.statements.proof import prove

ODD = "* Newcomer0 \\ {name} 360 Co., Ltd."
ENDS = (dt.date(2025, 6, 30), dt.date(2026, 6, 30))


@pytest.fixture
def revenue_of(tmp_path, checkout, monkeypatch):
    """Give a function that makes a company with a cloud of these two quarters, and its review."""

    def made(then: int, now: int, language: str) -> show.Review:
        (company,) = (c for c in newcomers.drawn(2) if c.cells["cloud_segment"] == ODD)
        facts = [
            ("cloud_revenue", end.replace(month=4, day=1), end, value)
            for end, value in zip(ENDS, (then, now), strict=True)
        ]
        cells = company.cells | {"fiscal_year_end": "12-31", "fiscal_year_end_month": 12}
        shutil.copytree(checkout / "data", tmp_path / "data")
        newcomers.add(tmp_path / "data", company._replace(cells=cells, facts=facts, laboratory=False))
        monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
        newcomers.migrated()
        return show.Review("2026Q2", [company.slug], language=language)

    return made


@pytest.mark.parametrize(
    ("then", "now", "language", "said"),
    [
        (40_000_000_000, 52_000_000_000, "en", f"{ODD} added ZAR\u00a012bn over the year"),
        (40_142_000_000, 36_142_000_000, "en", f"{ODD} revenue fell by ZAR\u00a04bn over the year"),
        (40_142_000_000, 36_142_000_000, "zh-Hans", f"{ODD}收入一年间减少40亿南非兰特"),
        (40_142_000_000, 36_142_000_000, "zh-Hant", f"{ODD}營收一年間減少40億南非蘭特"),
        (40_142_000_000, 40_000_000_000, "en", f"{ODD} revenue held on the year"),
        (40_142_000_000, 40_200_000_000, "zh-Hans", f"{ODD}收入同比持平"),
        (40_142_000_000, 40_000_000_000, "zh-Hant", f"{ODD}營收與去年同期持平"),
    ],
)
def test_what_a_year_changed_is_told_as_it_moved_and_proved(revenue_of, then, now, language, said):
    report = revenue_of(then, now, language)
    assert show.added_dollars(report).title.text == said
    assert [str(f) for f in prove([r for s in report.statements.values() for r in s.records()])] == []
