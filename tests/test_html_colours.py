"""The colours of the web edition: readable on both papers, told apart in grey and by colour-blind eyes."""

from __future__ import annotations

import re
from itertools import combinations

import numpy as np
import pytest

from cloudcapex import facts, fonts
from cloudcapex.exhibits import theme
from cloudcapex.publish import html
from cloudcapex.schema.colours import RESERVE, contrast, fault, luminance

SHEET = (html._PACKAGE / "template" / "report.css").read_text(encoding="utf-8")
PAIRS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in re.findall(r"--cc-([a-z-]+): light-dark\((#\w{6}), (#\w{6})\);", SHEET)
}
OWN = theme.colours()
COMPARED, ABROAD = facts.in_role("compared"), facts.in_role("abroad")
PAIRS |= {slug: {"light": c.fill, "dark": c.dark} for slug, c in OWN.items()}
PAIRS |= {f"{slug}-text": {"light": c.words, "dark": c.dark} for slug, c in OWN.items()}
# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
BLINDNESS = {
    "none": np.eye(3),
    "protan": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deutan": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritan": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}


def linear(colour: str) -> np.ndarray:
    values = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def oklab(rgb: np.ndarray) -> np.ndarray:
    cones = np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    )
    lab = np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ]
    )
    return lab @ np.cbrt(cones @ np.clip(rgb, 0, 1))


def difference(one: str, other: str, sight: str) -> float:
    """How far apart two colours are, in hundredths of OKLab; about 2 can just be seen."""
    a, b = (oklab(BLINDNESS[sight] @ linear(c)) for c in (one, other))
    return float(np.linalg.norm(a - b) * 100)


def test_known_contrasts():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_contrast_on_paper(mode):
    paper, panel = PAIRS["paper"][mode], PAIRS["panel"][mode]
    for name in OWN:
        assert contrast(PAIRS[name][mode], paper) >= 3, name
        text = PAIRS[f"{name}-text"][mode]
        assert contrast(text, paper) >= 4.5, f"{name} as text"
    for name in ("ink", "muted", "heading", "link", "accent", "up", "down"):
        assert contrast(PAIRS[name][mode], paper) >= 4.5, name
        assert contrast(PAIRS[name][mode], panel) >= 4.5, f"{name} on a panel"
    assert contrast(PAIRS["band"][mode], "#ffffff") >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("sight", list(BLINDNESS))
def test_companies_shown_together_are_told_apart(mode, sight):
    for group, least in ((COMPARED, 7), (ABROAD, 7), (tuple(facts.companies()), 3.5)):
        for one, other in combinations(group, 2):
            apart = difference(PAIRS[one][mode], PAIRS[other][mode], sight)
            assert apart >= least, f"{one} and {other}: {apart:.1f}"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_companies_shown_together_are_told_apart_in_grey(mode):
    for group in (COMPARED, ABROAD):
        greys = sorted(116 * np.cbrt(luminance(PAIRS[name][mode])) - 16 for name in group)
        assert np.diff(greys).min() >= 4


def test_every_variable_that_is_used_is_defined():
    used = set(re.findall(r"var\(--cc-([a-z-]+)", SHEET))
    assert used <= set(re.findall(r"--cc-([a-z-]+):", fonts.style_rules() + SHEET))


def test_charts_and_page_agree_on_every_colour():
    """A chart on paper and the same chart on the light page look alike."""
    for colour, variable in theme.CSS_VARIABLES.items():
        assert PAIRS[variable.removeprefix("--cc-")]["light"] == colour, variable


def test_what_is_drawn_in_a_companys_colour_brings_it_along():
    """The sheet knows no company: each exhibit defines the variables it uses, light and dark."""
    assert not set(OWN) & set(re.findall(r"--cc-([a-z]+)", SHEET))
    told = theme.css_definitions(
        "<text style='fill:var(--cc-amazon-text)'/><path style='fill:var(--cc-meta)'/>"
    )
    assert told == "--cc-amazon-text:light-dark(#b06100,#e5a34c);--cc-meta:light-dark(#54269a,#967ffd)"
    for slug, colour in OWN.items():
        assert theme.css_variables()[colour.fill] == f"--cc-{slug}"


def test_the_reserve_can_be_read_and_is_nobodys():
    others = [colours for colours in OWN.values() if colours not in RESERVE]
    taken = {c for colours in others for c in colours}
    for colours in RESERVE:
        assert fault(*colours) is None
        assert not taken & set(colours)
    fills = [*(c.fill for c in others), *(c.fill for c in RESERVE)]
    for sight in BLINDNESS:
        for one, other in combinations(fills, 2):
            if one in {c.fill for c in RESERVE} or other in {c.fill for c in RESERVE}:
                assert difference(one, other, sight) >= 3.5, (sight, one, other)
