"""Which exhibits share a page is reckoned for the whole document at once."""

from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudcapex.press import HEIGHTS, Job, Press, Setting
from cloudcapex.typeset.packing import OnPage, packed
from cloudcapex.typeset.settle import white_of_pages

ROOM = 700.0


def stacked(*sizes: tuple[float, bool], page: int = 1) -> list[OnPage]:
    """Exhibits one under another: how high each is, and whether it is drawn, a hundred points of it."""
    blocks, top = list[OnPage](), 0.0
    for n, (size, drawn) in enumerate(sizes):
        if top + size > ROOM:
            page, top = page + 1, 0.0
        changes = [{name: 100 * (share - 1) for name, share in HEIGHTS.items()} if drawn else {}]
        blocks.append(OnPage(page, top, [f"e{n}"], page, top + size, changes=changes))
        top += size
    return blocks


def best_of(blocks: list[OnPage]) -> Setting:
    return packed(blocks, blocks[-1].last, ROOM, Setting(), 1)[0][0]


def test_a_chart_is_lowered_by_what_the_next_exhibit_lacks():
    # 480 points and 240 with the 8 between them do not share 700: 40 less are enough, 25 are not.
    assert best_of(stacked((480, False), (240, True), (600, False))).heights == {"e1": "lowest"}


def test_no_page_is_filled_at_the_cost_of_the_next_one():
    # e1 would find room on page one, lower; page two would then hold e2 alone, 260 points of 700, before the 690 of e3.
    blocks = stacked((500, True), (230, True), (260, False), (690, False), (500, False))
    assert best_of(blocks).heights == {"e0": "high", "e1": "high"}


def test_a_document_that_fills_its_pages_is_left_alone():
    assert best_of(stacked((680, False), (690, True), (300, True))) == Setting()


def test_tables_side_by_side_go_over_no_page():
    first, beside, last = stacked((500, False), (400, False), (690, False))
    beside.anchors, beside.breaks = ["e1", "e2"], True
    white = packed([first, beside, last], 3, ROOM, Setting(), 1)[0][1]
    assert white[0] == pytest.approx(200 / ROOM)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(60, 690), st.booleans()), min_size=1, max_size=9), st.floats(0.6, 1.2))
def test_only_what_is_drawn_is_made_lower_or_higher(sizes, closeness):
    blocks = stacked(*sizes)
    drawn = {block.anchors[0] for block, (_, drawn) in zip(blocks, sizes, strict=True) if drawn}
    ways = packed(blocks, blocks[-1].last, ROOM, Setting(closeness), 3)
    assert ways
    for way, white in ways:
        assert set(way.heights) <= drawn
        assert (way.closeness, way.flowing) == (closeness, ())
        assert all(0 <= share <= 1 for share in white)


@pytest.mark.parametrize("notes", ["", '"a note",'])
def test_a_list_without_a_number_fills_the_pages_that_it_goes_over(notes):
    template = resources.files("cloudcapex").joinpath("template", "exhibit.typ").read_text("utf-8")
    rows = "for n in range(40) { block(height: 30pt, above: 0pt, below: 0pt)[x] }"
    source = (
        f"{template}\n#set page(width: 300pt, height: 804.9pt, margin: (top: 56.7pt, bottom: 48.2pt, x: 20pt))\n"
        f'#listing(title: "Claims", notes: ({notes}), {{ {rows} }})\n#mark-place("document")\n'
    )
    with Press(Job(source)) as press:
        white = white_of_pages(press.labelled("nb-place"), ROOM)
    assert white[0] == 0.0
    assert len(white) == 2
