"""New facts from SEC EDGAR: fetched here, proposed, and taken by `intake`, which alone writes.

`client`   one polite and bounded reader of addresses
`shelf`    what was fetched before, on disk
`sec`      who a filer is, what it filed, its documents: edgartools is used here alone
"""

from .sec import Edgar, Filer, Filing, edgar

__all__ = ["Edgar", "Filer", "Filing", "edgar"]
