"""Paths written as steps lead to the same places."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex.exhibits.charts.steps import stepped

HUNDREDTH = st.integers(-60_000, 60_000).map(lambda n: n / 100)
PLACES = st.lists(st.lists(st.tuples(HUNDREDTH, HUNDREDTH), min_size=1, max_size=9), min_size=1, max_size=4)


def places(path: str) -> list[tuple[float, float]]:
    """Walk a path, as a browser does."""
    x = y = 0.0
    found, start = [], (0.0, 0.0)
    for letter, numbers in re.findall(r"([MLlhvz])([^MLlhvz]*)", path):
        told = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", numbers)]
        size = {"h": 1, "v": 1, "z": 0}.get(letter, 2)
        assert len(told) == size or (letter in "lhv" and told and len(told) % size == 0)
        for n in range(0, max(len(told), 1), max(size, 1)):
            step = told[n : n + size]
            if letter in "ML":
                x, y = step
                start = (x, y) if letter == "M" else start
            elif letter == "z":
                x, y = start
            else:
                x += 0 if letter == "v" else step[0]
                y += 0 if letter == "h" else step[-1]
            found.append((x, y))
    return found


@given(PLACES, st.booleans())
def test_steps_lead_to_the_same_places(runs, closed):
    path = "".join(
        "".join(f"{'L' if n else 'M'}{x:g} {y:g}" for n, (x, y) in enumerate(run)) + "z" * closed
        for run in runs
    )
    (told,) = re.findall(r'd="([^"]*)"', stepped(f'<path d="{path}"/>'))
    led, meant = places(told), places(path)
    assert len(led) == len(meant)
    assert all(
        abs(a - b) <= 0.0501
        for one, other in zip(led, meant, strict=True)
        for a, b in zip(one, other, strict=True)
    )


def test_no_rounding_adds_up_along_a_path():
    path = "M0 0" + "".join(f"L{n * 0.04:g} {n * 0.06:g}" for n in range(1, 1001))
    (told,) = re.findall(r'd="([^"]*)"', stepped(f'<path d="{path}"/>'))
    assert places(told)[-1] == pytest.approx((40, 60), abs=1e-6)


def test_a_run_of_steps_has_its_letter_once():
    assert stepped('<path d="M0.5 1L1 1.5L1.5 1L1.5 0.5"/>') == '<path d="M.5 1l.5 .5 .5-.5v-.5"/>'


def test_words_and_marks_stand_to_a_tenth_of_a_point():
    assert stepped('<text x="42.86" y="-0.04">9.87</text>') == '<text x="42.9" y="0">9.87</text>'


def test_curves_and_other_commands_stay_as_they_are():
    for path in ("M0 1.7C0.45 1.7 0.88 1.52 1.2 1.2z", "M1 2L3 4Q5 6 7 8", "M1 2 3 4"):
        assert stepped(f'<path d="{path}"/>') == f'<path d="{path}"/>'
    assert stepped('<path d="M1 2L3 2L3 5L1 5z"/>') == '<path d="M1 2h2v3h-2z"/>'
