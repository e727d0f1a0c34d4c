"""Quarterly editions of cloud and capital-expenditure reports.

`trace` shows how a printed figure comes about; `cloudcapex.facts`, `.metrics` and `.exhibits` have the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .tracing import trace

__version__ = "0.1.0"
__all__ = ["__version__", "trace"]


def __getattr__(name: str) -> object:
    # What is heavy is imported when it is asked for: `cloudcapex --help` answers at once.
    if name == "trace":
        from .tracing import trace

        return trace
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
