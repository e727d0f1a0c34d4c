"""What the text of an SVG needs before Typst sets it, which does nothing for Chinese there: a weight, and room."""

from __future__ import annotations

import re

_SVG_TEXT = re.compile(r"<text\b([^>]*)>(.*?)</text>", re.DOTALL)
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_WEIGHTED = re.compile(
    r"font-weight\s*[:=]\s*[\"']?(?!normal|400)|font:[^;\"]*\b(?:bold|[1-35-9]00)\b|font-variation-settings"
)

# Between a Chinese character and a letter or digit, as browsers leave it: an eighth of an em.
HAN_GAP = 0.125
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_LATIN = r"A-Za-z0-9\u00c0-\u024f"
_ANCHOR = re.compile(r"text-anchor\s*[:=]\s*\"?(\w+)")
_MEETING = re.compile(f"(?<=[{_HAN}])(?=[{_LATIN}])|(?<=[{_LATIN}])(?=[{_HAN}])")


def gaps(text: str) -> int:
    """Count the places where Chinese and Latin meet without a space.

    Returns
    -------
    int
        0 where there is none.
    """
    return len(_MEETING.findall(text))


def spaced(svg: str) -> str:
    """Leave room between Chinese and Latin in the texts of a drawing, as the page around it does.

    Parameters
    ----------
    svg : str
        A drawing with its text kept as text.

    Returns
    -------
    str
        The same words, nothing is added to what is read or copied.
    """

    def apart(match: re.Match[str]) -> str:
        first, *others = _MEETING.split(match[2])
        if not others:
            return match[0]
        # Typst anchors a text by its width without the room, so what does not start at its place is moved back.
        anchor = _ANCHOR.search(match[1])
        back = {"middle": 0.5, "end": 1.0}.get(anchor[1] if anchor else "", 0.0) * len(others) * HAN_GAP
        begun = f'<tspan dx="{-back:g}em">{first}</tspan>' if back else first
        moved = "".join(f'<tspan dx="{HAN_GAP}em">{part}</tspan>' for part in others)
        return f"<text{match[1]}>{begun}{moved}</text>"

    return _SVG_TEXT.sub(apart, svg) if _CHINESE.search(svg) else svg


def steady_weights(svg: str) -> str:
    """Say the weight of Chinese text in an SVG twice, for Typst's sake.

    Typst 0.15 sets text of regular weight from the variable Chinese font in its thinnest cut inside an SVG
    (bold is right, and so is text outside of pictures), unless the font variation itself is named.

    Parameters
    ----------
    svg : str
        A drawing with its text kept as text.

    Returns
    -------
    str
        The same drawing; browsers show it as before.
    """

    def steady(match: re.Match[str]) -> str:
        attributes, inner = match[1], match[2]
        if not _CHINESE.search(inner) or _WEIGHTED.search(attributes):
            return match[0]
        return f"<text font-variation-settings=\"'wght' 400\"{attributes}>{inner}</text>"

    return _SVG_TEXT.sub(steady, svg) if _CHINESE.search(svg) else svg
