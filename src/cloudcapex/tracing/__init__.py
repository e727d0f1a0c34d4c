"""How one figure comes about: what it is computed from, down to what each document said of which period.

`trace` walks from a cell of a series to its operands and stops at facts::

    Trace                  a figure, or the reason why there is none (`traced`)
      ├ Trace              another metric or quarter that it is computed from
      └ StatedPeriod       a period as documents stated it, with each value it has had (`leaves`)

`walk` finds the parts of a figure, `told` the statements behind a quarter, `lines` writes it all down. A new way to compute
a figure is a line of `How` and of `walk`.
"""

from .leaves import StatedPeriod
from .traced import How, Trace
from .walk import trace

__all__ = ["How", "StatedPeriod", "Trace", "trace"]
