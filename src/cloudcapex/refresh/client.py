"""One polite and bounded reader of addresses: whatever a server answers, so many bytes and no more, from it alone.

edgartools has a client of its own, and it is not used: it reads a body whole and unpacks it whole before anybody can
look (a gzip of 2 MB may hold 2 GB), it follows a redirect wherever it leads, and it keeps what it got for ever, a page
that says "try again later" among it. So bytes are fetched here, over httpx, which edgartools brings, and edgartools is
given them to read.

What the SEC asks is kept: who calls is said in each request, there are fewer a second than its ten, and where it
answers 429 or fails, the next try waits as long as it says. A transfer that breaks goes on where it broke.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import urljoin, urlsplit

from ..errors import DataError
from .shelf import KeptBody, Shelf

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")

MB = 1024 * 1024
# The longest wait for a connection, for the next bytes, and for a whole body, in seconds.
CONNECT, READ, WHOLE = 10.0, 20.0, 180.0
# The waits before another try where the server names none, in seconds; then it is given up.
WAITS = (1.0, 3.0, 9.0)
# The longest wait that a server is granted.
LONGEST_WAIT = 60.0
MOST_REDIRECTS = 3
_AGAIN = frozenset({429, 500, 502, 503, 504})
_GZIP: Final = 31  # of zlib: a gzip header is expected


class NotThereError(DataError):
    """The server answers that it has no such document."""


@dataclass
class Client:
    """Reads addresses of one or two servers.

    Attributes
    ----------
    identity : str
        Who calls, with an address of e-mail, as the SEC asks.
    shelf : Shelf
        What was fetched before.
    spacing : float
        The least time between two requests, in seconds.
    offline : bool
        Ask nobody: give what the shelf has.
    told : callable
        Takes a line that a reader should see, such as that a body is an old one.
    """

    identity: str
    shelf: Shelf
    spacing: float = 0.2
    offline: bool = False
    told: Callable[[str], None] = print
    _last: float = field(default=0.0, repr=False)
    _web: httpx.Client | None = field(default=None, repr=False)

    def read(self, url: str, parse: Callable[[bytes], T], *, most: int, lasting: bool = False) -> T:
        """Read an address and understand it: what is not understood is not kept.

        Parameters
        ----------
        url : str
            The address.
        parse : callable
            Makes of the body what is wanted; a ValueError of it says what is wrong with the body.
        most : int
            How many bytes the body may have, as it travels and unpacked.
        lasting : bool
            The document never changes: the SEC's archive keeps a filing as it was filed.

        Raises
        ------
        NotThereError
            There is no such document.
        DataError
            It cannot be had, is too large, or is not what it should be.
        """
        kept = self.shelf.find(url)
        if kept and (lasting or self.offline):
            return _understood(url, kept.body, parse)
        if self.offline:
            raise DataError(
                "not kept, and nobody is asked offline", where=url, remedy="leave --offline out to fetch it"
            )
        try:
            answer = self._fetch(url, most, kept)
        except _UnreachableError as why:
            if kept is None:
                raise DataError(str(why), where=url, remedy="look at the network and try again") from None
            self.told(f"{url}: {why}; read as it was on {kept.fetched[:10]}")
            return _understood(url, kept.body, parse)
        if answer is None and kept is not None:
            return _understood(url, kept.body, parse)
        assert answer is not None  # only a kept body can be said to be unchanged
        found = _understood(url, answer.body, parse)
        self.shelf.keep(url, answer.body, answer.etag, answer.modified)
        return found

    def close(self) -> None:
        """Close the connections."""
        if self._web is not None:
            self._web.close()
            self._web = None

    # one body ------------------------------------------------------------------------------------

    def _fetch(self, url: str, most: int, kept: KeptBody | None) -> KeptBody | None:
        """Fetch a body, trying again where that may help; None where the kept one is the newest."""
        import httpx

        part = _Arrived()
        why = ""
        for wait in (*WAITS, None):
            try:
                return self._once(url, most, kept, part)
            except _LaterError as later:
                why, pause = str(later), later.wait
            except httpx.TimeoutException:
                why, pause = "no answer in time", None
            except httpx.TransportError as broken:
                why, pause = f"the connection broke ({type(broken).__name__})", None
            if wait is not None:
                time.sleep(min(wait if pause is None else pause, LONGEST_WAIT))
        raise _UnreachableError(f"{why}, {len(WAITS) + 1} times")

    def _once(self, url: str, most: int, kept: KeptBody | None, part: _Arrived) -> KeptBody | None:
        headers = dict(part.asks)
        if kept and not headers:
            headers = {
                name: state
                for name, state in (("If-None-Match", kept.etag), ("If-Modified-Since", kept.modified))
                if state
            }
        at = url
        for _ in range(MOST_REDIRECTS + 1):
            self._pause()
            with self._client.stream("GET", at, headers=headers) as answer:
                if not answer.has_redirect_location:
                    return self._body(url, answer, most, kept, part)
                at = _next(at, answer.headers.get("Location", ""))
        raise DataError("redirects in a circle", where=url, remedy="look at the address in a browser")

    def _body(
        self, url: str, answer: httpx.Response, most: int, kept: KeptBody | None, part: _Arrived
    ) -> KeptBody | None:
        if answer.status_code == 304:
            if kept is None:
                raise DataError(
                    "the server says that nothing changed, and nothing is kept (304)",
                    where=url,
                    remedy="try again later",
                )
            return None
        _refuse(url, answer)
        if answer.headers.get("Content-Encoding", "identity") not in ("identity", "gzip"):
            raise DataError(f"packed as {answer.headers['Content-Encoding']}", where=url, valid="gzip")
        part.begin(answer)
        announced = int(answer.headers.get("Content-Length") or 0)
        if announced > most:
            raise _too_large(url, most)
        until = time.monotonic() + WHOLE
        # As the pieces come: a chunk that is waited for is lost with its connection.
        for piece in answer.iter_raw():
            part.body += piece
            if len(part.body) > most:
                raise _too_large(url, most)
            if time.monotonic() > until:
                raise _LaterError("the body did not end in time")
        body = bytes(part.body)
        if part.packed:
            body = _unpacked(url, body, most)
        headers = answer.headers
        return KeptBody(body, headers.get("ETag", ""), headers.get("Last-Modified", ""), "")

    @property
    def _client(self) -> httpx.Client:
        import httpx

        if self._web is None:
            self._web = httpx.Client(
                headers={"User-Agent": self.identity, "Accept-Encoding": "gzip"},
                timeout=httpx.Timeout(READ, connect=CONNECT),
                follow_redirects=False,
            )
        return self._web

    def _pause(self) -> None:
        wait = self._last + self.spacing - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        self._last = time.monotonic()


class _UnreachableError(Exception):
    """Nobody answered, or nobody answered well, as often as it was tried."""


class _LaterError(Exception):
    """The server asks to come back."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


@dataclass
class _Arrived:
    """What came of a body before its connection broke, and what the rest of it is asked by."""

    body: bytearray = field(default_factory=bytearray)
    state: str = ""
    packed: bool = False

    @property
    def asks(self) -> Iterator[tuple[str, str]]:
        """The headers that ask for the rest; none where the server would not say whether it is still the same."""
        if self.body and self.state:
            yield "Range", f"bytes={len(self.body)}-"
            yield "If-Range", self.state

    def begin(self, answer: httpx.Response) -> None:
        """Go on behind what is there, or from the beginning where the whole comes."""
        headers = answer.headers
        goes_on = headers.get("Content-Range", "").startswith(f"bytes {len(self.body)}-")
        if answer.status_code != 206 or not goes_on:
            self.body.clear()
        weak = headers.get("ETag", "").startswith("W/")
        can = headers.get("Accept-Ranges") == "bytes" or answer.status_code == 206
        self.state = headers.get("ETag", "") if can and not weak else ""
        self.packed = headers.get("Content-Encoding") == "gzip"


def _refuse(url: str, answer: httpx.Response) -> None:
    """Let a body through, ask to come back, or say what the server refuses."""
    status = answer.status_code
    if status in (200, 206):
        return
    if status == 404:
        raise NotThereError("there is no such document (404)", where=url)
    if status in _AGAIN:
        raise _LaterError(f"the server answers {status}", _asked_wait(answer.headers.get("Retry-After", "")))
    remedy = "look at the address in a browser"
    if status == 403:
        remedy = "say who you are in EDGAR_IDENTITY, with an address of e-mail, and wait ten minutes"
    raise DataError(f"the server refuses ({status})", where=url, remedy=remedy)


def _asked_wait(text: str) -> float | None:
    """Read how long to wait, in seconds, as a number or as a day and hour; None where nothing is said."""
    if text.isascii() and text.strip().isdigit():
        return float(text)
    try:
        day = email.utils.parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if day.tzinfo is None:  # "-0000" is UTC of which nobody says where the clock stands
        day = day.replace(tzinfo=dt.UTC)
    return max(0.0, (day - dt.datetime.now(dt.UTC)).total_seconds())


def _next(at: str, location: str) -> str:
    """Follow a redirect on the same server; one elsewhere is refused."""
    target = urljoin(at, location)
    if not location or urlsplit(target)[:2] != urlsplit(at)[:2]:
        host = urlsplit(target).netloc or location or "nowhere"
        raise DataError(
            f"redirects to another host ({host[:80]})",
            where=at,
            valid=urlsplit(at).netloc,
            remedy="look at EDGAR_BASE_URL and EDGAR_DATA_URL",
        )
    return target


def _unpacked(url: str, packed: bytes, most: int) -> bytes:
    """Unpack a gzip as far as it may go; one byte more and it is refused."""
    unpack = zlib.decompressobj(_GZIP)
    try:
        body = unpack.decompress(packed, most + 1)
    except zlib.error:
        raise DataError("a damaged gzip", where=url, remedy="try again") from None
    if len(body) > most:
        raise _too_large(url, most)
    if not unpack.eof:
        raise DataError("a gzip that ends too soon", where=url, remedy="try again")
    return body


def _too_large(url: str, most: int) -> DataError:
    return DataError(
        "the body is too large to be what was asked for",
        where=url,
        valid=f"{most // MB} MB at most",
        remedy="look at the address in a browser",
    )


def _understood(url: str, body: bytes, parse: Callable[[bytes], T]) -> T:
    try:
        return parse(body)
    except ValueError as wrong:
        raise DataError(
            str(wrong).splitlines()[0] if str(wrong) else "not what was asked for",
            where=url,
            remedy="try again later",
        ) from None
