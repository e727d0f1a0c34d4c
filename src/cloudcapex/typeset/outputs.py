"""The outputs of a cell: the best form that can be printed, and a visible note where there is none."""

from __future__ import annotations

import json

from .. import media
from ..markup.formulas import whole_formula
from ..markup.pictures import as_bytes
from ..media import Json
from . import escape, html, pictures
from .code import code_block, terminal
from .formula import formula
from .page import Place
from .words import say
from .writer import write_tree

# Best first. A picture beats HTML: where both are given, the HTML is a live version of it.
_ORDER = (
    media.LATEX,
    media.SVG,
    media.PNG,
    media.JPEG,
    media.WEBP,
    media.GIF,
    media.HTML,
    media.MARKDOWN,
    media.JSON,
    media.PLAIN,
)


def join(value: object) -> str:
    """Text of a notebook field, stored as a string or as a list of lines."""
    return "".join(str(v) for v in value) if isinstance(value, list) else str(value)


def write_output(output: Json, place: Place, *, trust_fragments: bool = False) -> str:
    """Write one output of a code cell as Typst.

    Parameters
    ----------
    output : dict
        Of the notebook format: stream, display_data, execute_result or error.
    place : Place
        Where it stands.
    trust_fragments : bool
        Whether ``text/vnd.typst`` is ours and may be passed through as Typst code.

    Returns
    -------
    str
        Never empty for an output that shows something: one without a printable form becomes a note that
        names its MIME types.
    """
    kind = output.get("output_type")
    if kind == "stream":
        return terminal(join(output.get("text", "")), place, error=output.get("name") == "stderr")
    if kind == "error":
        lines = output.get("traceback") or []
        words = "\n".join(join(line) for line in lines) if isinstance(lines, list) else join(lines)
        if not words.strip():
            words = f"{output.get('ename', 'Error')}: {output.get('evalue', '')}"
        return terminal(words, place, error=True, failed=True)
    data = output.get("data") or {}
    if trust_fragments and media.TYPST in data:
        return join(data[media.TYPST])
    return _best(data, output.get("metadata") or {}, place)


def _best(data: Json, metadata: Json, place: Place) -> str:
    tried: list[str] = []
    for mime in [m for m in _ORDER if m in data]:
        if mime == media.PLAIN and media.HTML in tried and len(data) == 2 and not join(data[mime]).strip():
            continue
        written = _form(mime, data, metadata, place)
        if written:
            lost = [m for m in data if m in tried or m.startswith(media.LIVE)]
            if mime == media.PLAIN and lost:
                written += (
                    f"\n#nb-remark({escape.string(say('also', place.language, ', '.join(sorted(lost))))});"
                )
            return written
        tried.append(mime)
    for mime in data:
        if media.is_text(mime) and mime not in _ORDER and mime != media.TYPST:
            return code_block(join(data[mime])) if join(data[mime]).strip() else ""
    kinds = sorted(m for m in data if not m.startswith(media.ABOUT_OUTPUTS))
    if not kinds or all(isinstance(data[m], str) and not data[m].strip() for m in kinds):
        return ""
    return f"#nb-remark({escape.string(say('unprintable', place.language, ', '.join(kinds)))});"


def _form(mime: str, data: Json, metadata: Json, place: Place) -> str:
    value = data[mime]
    if media.is_picture(mime):
        stated = metadata.get(mime)
        given = stated if isinstance(stated, dict) else {}
        alt = given.get("alt") or metadata.get("alt") or say("figure", place.language, place.cell)
        return pictures.embed(as_bytes(value, mime), mime, place, alt=join(alt), given=given)
    if mime == media.LATEX:
        return _latex(join(value), data, place)
    if mime == media.HTML:
        root = html.read(join(value))
        return write_tree(root, place) if html.shows(root) else ""
    if mime == media.MARKDOWN:
        return write_tree(html.read_prose(join(value)), place)
    if mime == media.JSON:
        return code_block(json.dumps(value, indent=2, ensure_ascii=False), "json")
    return terminal(join(value), place)


def _latex(words: str, data: Json, place: Place) -> str:
    """Write a LaTeX output: formulas within ``$`` or environments; anything else only if nothing else is there."""
    words = words.strip()
    whole = whole_formula(words)
    if whole is None:
        if any(m in data for m in _ORDER if m not in (media.LATEX, media.PLAIN)):
            return ""
        return write_tree(html.read_prose(words), place) if "$" in words else code_block(words, "latex")
    written = formula(whole[0], place, display=True)
    if written.startswith("#nb-latex-source") and any(
        m in data for m in _ORDER if media.is_picture(m) or m == media.HTML
    ):
        return ""
    return written
