"""What a drawing can do without: ids of nothing, and frames of lines that stay within them."""

from __future__ import annotations

import re

import pytest

from cloudcapex.exhibits.charts.slim import slim

FRAMED = (
    '<svg viewBox="0 0 100 100"><path d="{}" clip-path="url(#p1)" style="stroke: red"/>'
    '<defs><clipPath id="p1"><rect x="10" y="10" width="80" height="80"/></clipPath></defs></svg>'
)


@pytest.mark.parametrize(
    ("path", "framed"),
    [
        ("M 10 50 L 90 50", False),  # from side to side
        ("M 50 90 L 50 10", False),
        ("M 12 12 L 88 40 L 60 60", False),
        ("M 10 10 L 90 10", True),  # along a side: half of its stroke is cut
        ("M 10.5 12 L 88 40", True),
        ("M 5 50 L 90 50", True),
        ("M 12 12 C 20 20 30 30 40 40", True),
    ],
)
def test_a_line_within_its_frame_needs_none(path, framed):
    assert ("clip-path" in slim(FRAMED.format(path))) is framed


def test_ids_are_short_and_no_two_drawings_share_one():
    one, other = (slim(FRAMED.format(path)) for path in ("M 5 50 L 90 50", "M 5 51 L 90 51"))
    (first,), (second,) = (re.findall(r' id="([^"]+)"', svg) for svg in (one, other))
    assert f"url(#{first})" in one
    assert first != second
    assert len(first) == 9
    assert ' id="' not in slim(one.replace(f' clip-path="url(#{first})"', ""))
