"""New facts from SEC EDGAR: fetched here, proposed, and taken by `intake`, which alone reads and writes.

`client`    one polite and bounded reader of addresses
`shelf`     what was fetched before, on disk
`sec`       who a filer is, what it filed, its documents: edgartools is used here alone
`mapped`    which facts of a filing the metrics are read from
`releases`  the press releases that come with results
`gather`    what a company filed since a day, as a proposal of rows
`better`    figures that stand on a weaker document than one that is there
`lookup`    a company that the data do not have
`against`   every filed fact of the data, held against what the SEC has
"""

from .against import DIFFERENT, OUTCOMES, SAME, Reread, held_against
from .better import Better
from .gather import Gathered, gather, refreshed, together
from .lookup import look_up
from .sec import Edgar, Filing, Registrant, edgar

__all__ = [
    "DIFFERENT",
    "OUTCOMES",
    "SAME",
    "Better",
    "Edgar",
    "Filing",
    "Gathered",
    "Registrant",
    "Reread",
    "edgar",
    "gather",
    "held_against",
    "look_up",
    "refreshed",
    "together",
]
