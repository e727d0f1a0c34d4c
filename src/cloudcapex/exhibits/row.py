"""Exhibits side by side: what has nothing to show takes no half of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .. import media
from .exhibit import Bundle, Exhibit, records_of


@dataclass(frozen=True)
class Row:
    """Exhibits that stand side by side on a page, and one under another on a phone.

    What has nothing to show is a line over the whole measure, and no half of a row; one that is left alone by that has its notes beside its body.
    """

    exhibits: tuple[Exhibit, ...]

    def _typst(self) -> str:
        before, beside, after = _parted(self.exhibits, lambda e: e.is_line)
        row = (
            [f"exhibit-row({', '.join(e.typst() for e in beside)})"]
            if len(beside) > 1
            else [e.typst(lone=True) for e in beside]
        )
        return "\n".join(
            f"#{part}" for part in (*(e.typst() for e in before), *row, *(e.typst() for e in after))
        )

    def _html(self) -> str:
        before, beside, after = _parted(self.exhibits, lambda e: e.body.kind == "absence")
        row = "".join(e.html(lone=len(beside) == 1) for e in beside)
        row = f'<div class="cc-row">{row}</div>' if len(beside) > 1 else row
        return "".join([*(e.html() for e in before), row, *(e.html() for e in after)])

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return {
            media.PLAIN: "\n".join(f"{e.label}: {e.title.text}" for e in self.exhibits),
            media.HTML: self._html(),
            media.TYPST: self._typst(),
            media.EXHIBIT: [e.record() for e in self.exhibits],
            media.PROOFS: records_of(e.title for e in self.exhibits),
        }


def side_by_side(*exhibits: Exhibit) -> Row:
    """Set exhibits beside one another."""
    return Row(tuple(exhibits))


def _parted(
    exhibits: Sequence[Exhibit], is_line: Callable[[Exhibit], bool]
) -> tuple[list[Exhibit], list[Exhibit], list[Exhibit]]:
    """Part what stands beside one another from the lines before and after it: numbers go on as they did."""
    beside = [e for e in exhibits if not is_line(e)]
    first = exhibits.index(beside[0]) if beside else len(exhibits)
    lines = [(n, e) for n, e in enumerate(exhibits) if is_line(e)]
    return [e for n, e in lines if n < first], beside, [e for n, e in lines if n > first]
