"""Which family a script is set in: Latin first, then the one face of Chinese that the edition's readers know."""

from __future__ import annotations

from dataclasses import dataclass

from ..language import DEFAULT, Tag

FAMILY = "Source Sans 3"
_MONO = "DejaVu Sans Mono"
_MATHS = "New Computer Modern Math"


@dataclass(frozen=True)
class Han:
    """One face of the collection of Chinese characters; every face can show what the others can, each in its forms.

    Attributes
    ----------
    family : str
        Its name.
    number : int
        Where it stands in the packaged collection.
    system : tuple of str
        What readers' own machines have for the script, for a page whose font did not arrive.
    """

    family: str
    number: int
    system: tuple[str, ...]


_HAN: dict[str, Han] = {
    Tag.SIMPLIFIED: Han("Noto Sans CJK SC", 2, ("PingFang SC", "Microsoft YaHei")),
    Tag.TRADITIONAL: Han("Noto Sans CJK TC", 3, ("PingFang TC", "Microsoft JhengHei")),
}
_USUAL: str = Tag.SIMPLIFIED


def han(language: str = DEFAULT) -> Han:
    """Return the face of Chinese characters in documents of a language.

    Parameters
    ----------
    language : str
        Traditional Chinese has the forms of Taiwan; every other language those of the mainland.
    """
    return _HAN.get(language, _HAN[_USUAL])


def families(language: str = DEFAULT) -> list[str]:
    """Font families of running text and of drawings, in order of preference.

    Latin comes first: a curly apostrophe would take its full-width form from a Chinese font.
    """
    return [FAMILY, han(language).family, _MONO, _MATHS, "Libertinus Serif"]


def code_families(language: str = DEFAULT) -> list[str]:
    """Font families of code and of what a terminal printed."""
    return [_MONO, han(language).family]


def formula_families(language: str = DEFAULT) -> list[str]:
    """Font families of formulas."""
    return [_MATHS, han(language).family, _MONO]


def style_rules() -> str:
    """Style rules that name the faces of Chinese for a page of every language, as ``--cc-han``."""
    rules = [f":root {{ --cc-han: {_named(_HAN[_USUAL])}; }}"]
    rules += [f":lang({tag}) {{ --cc-han: {_named(face)}; }}" for tag, face in _HAN.items() if tag != _USUAL]
    return "\n".join(rules)


def _named(face: Han) -> str:
    return ", ".join(f'"{name}"' for name in (face.family, *face.system))
