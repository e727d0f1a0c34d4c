"""The reader of addresses: polite, bounded, and going on where a transfer broke."""

from __future__ import annotations

import datetime as dt
import email.utils
import json
import time

import pytest

from cloudcapex.errors import DataError
from cloudcapex.refresh import client
from cloudcapex.refresh.client import MB, Client, NotThereError
from cloudcapex.refresh.shelf import Shelf
from mirror import Mirror, send

PATH = "/files/company_tickers.json"


@pytest.fixture(scope="module")
def mirror(tmp_path_factory):
    data = tmp_path_factory.mktemp("data")
    (data / "facts").mkdir()
    (data / "companies.csv").write_text("slug,name,ticker,cik,fiscal_year_end_month\n")
    (data / "facts" / "filings.csv").write_text("company,source_id\n")
    (data / "sources.csv").write_text("source_id,url\n")
    served = Mirror(data)
    yield served
    served.close()


@pytest.fixture(autouse=True)
def _fresh(mirror, monkeypatch):
    mirror.answers.clear()
    mirror.asked.clear()
    monkeypatch.setattr(client, "WAITS", (0.0, 0.0, 0.0))
    monkeypatch.setattr(client, "READ", 0.3)


@pytest.fixture
def said():
    return []


@pytest.fixture
def reader(tmp_path, said):
    made = Client("Ann Analyst ann@example.com", Shelf(tmp_path), spacing=0.0, told=said.append)
    yield made
    made.close()


def read(reader, mirror, path=PATH, *, most=MB, lasting=False):
    return reader.read(mirror.address + path, lambda body: body, most=most, lasting=lasting)


def answering(mirror, *answers, path=PATH):
    """Give one answer after the other, the last one for ever."""
    waiting = list(answers)

    def answer(handler):
        (waiting.pop(0) if len(waiting) > 1 else waiting[0])(handler)

    mirror.answers[path] = answer


def status(code, **headers):
    return lambda handler: send(handler, b"<html>busy</html>", status=code, **headers)


def whole(body):
    return lambda handler: send(handler, body)


def broken(body, after):
    """Say how long the body is, send a part of it and hang up."""

    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.send_header("ETag", f'"{send_state(body)}"')
        handler.send_header("Accept-Ranges", "bytes")
        handler.end_headers()
        handler.wfile.write(body[:after])
        handler.close_connection = True

    return answer


def send_state(body):
    import hashlib

    return hashlib.sha256(body).hexdigest()[:16]


def test_who_calls_is_said_in_each_request(reader, mirror):
    assert json.loads(read(reader, mirror)) == {}
    ((_, headers),) = mirror.asked
    assert headers["User-Agent"] == "Ann Analyst ann@example.com"
    assert headers["Accept-Encoding"] == "gzip"


def test_what_did_not_change_is_not_sent_again(reader, mirror):
    assert read(reader, mirror) == read(reader, mirror)
    assert [headers.get("If-None-Match") is not None for _, headers in mirror.asked] == [False, True]


def test_what_never_changes_is_asked_for_once(reader, mirror):
    assert read(reader, mirror, lasting=True) == read(reader, mirror, lasting=True)
    assert len(mirror.asked) == 1


def test_requests_keep_their_distance(mirror, tmp_path):
    slow = Client("a@b.cd", Shelf(tmp_path), spacing=0.05)
    began = time.monotonic()
    for _ in range(4):
        read(slow, mirror)
    assert time.monotonic() - began >= 0.15
    slow.close()


def test_a_server_that_is_busy_is_asked_again(reader, mirror):
    answering(mirror, status(503), status(429), whole(b"{}"))
    assert read(reader, mirror) == b"{}"


@pytest.mark.parametrize("day", [False, True])
def test_it_waits_as_long_as_the_server_says(reader, mirror, monkeypatch, day):
    waits = []
    monkeypatch.setattr(client.time, "sleep", waits.append)
    after = email.utils.format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=30)) if day else "30"
    answering(mirror, status(429, Retry_After=after), status(429, Retry_After="86400"), whole(b"{}"))
    assert read(reader, mirror) == b"{}"
    assert waits[0] == pytest.approx(30, abs=2)
    assert waits[1] == client.LONGEST_WAIT


@pytest.mark.parametrize("after", ["\u00b2", "Wed, 21 Oct 2015 07:28:00 -0000", "-5", "9" * 400, "soon"])
def test_a_wait_that_nobody_can_read_is_waited_for_as_long_as_may_be(reader, mirror, monkeypatch, after):
    waits = []
    monkeypatch.setattr(client.time, "sleep", waits.append)
    answering(mirror, status(503, Retry_After=after), whole(b"{}"))
    assert read(reader, mirror) == b"{}"
    assert all(0 <= wait <= client.LONGEST_WAIT for wait in waits)


def test_it_gives_up_after_a_while(reader, mirror):
    answering(mirror, status(503))
    with pytest.raises(DataError, match="the server answers 503, 4 times"):
        read(reader, mirror)
    assert len(mirror.asked) == 4


def test_a_broken_transfer_goes_on_where_it_broke(reader, mirror):
    body = bytes(range(256)) * 400
    answering(mirror, broken(body, 1000), whole(body))
    assert read(reader, mirror) == body
    assert mirror.asked[1][1]["Range"] == "bytes=1000-"


def test_and_from_its_beginning_where_the_body_is_another_one_by_now(reader, mirror):
    body, other = b"a" * 5000, b"b" * 3000
    answering(mirror, broken(body, 1000), whole(other))
    assert read(reader, mirror) == other


def test_a_body_that_stalls_is_given_up(reader, mirror):
    def stalls(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"{")
        time.sleep(0.6)
        handler.close_connection = True

    answering(mirror, stalls)
    with pytest.raises(DataError, match="no answer in time, 4 times"):
        read(reader, mirror)


def test_a_body_that_drips_is_given_up(reader, mirror, monkeypatch):
    monkeypatch.setattr(client, "WHOLE", 0.2)

    def drips(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(8):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)
        handler.close_connection = True

    answering(mirror, drips)
    with pytest.raises(DataError, match="the body did not end in time"):
        read(reader, mirror)


def test_what_is_kept_serves_while_nobody_answers(reader, mirror, said):
    first = read(reader, mirror)
    answering(mirror, status(503))
    assert read(reader, mirror) == first
    assert "the server answers 503, 4 times; read as it was on 2" in said[0]


def test_offline_nobody_is_asked(reader, mirror):
    first = read(reader, mirror)
    reader.offline = True
    assert read(reader, mirror) == first
    with pytest.raises(DataError, match="not kept, and nobody is asked offline"):
        read(reader, mirror, "/files/other.json")
    assert len(mirror.asked) == 1


def test_a_body_that_was_damaged_on_the_disk_is_fetched_again(reader, mirror, tmp_path):
    first = read(reader, mirror, lasting=True)
    (body,) = tmp_path.glob("*.body")
    body.write_bytes(b"damaged")
    assert read(reader, mirror, lasting=True) == first
    assert len(mirror.asked) == 2


def test_what_is_not_understood_is_not_kept(reader, mirror, tmp_path):
    def refuses(body):
        raise ValueError("not what was asked for")

    with pytest.raises(DataError, match="not what was asked for"):
        reader.read(mirror.address + PATH, refuses, most=MB)
    assert list(tmp_path.glob("*")) == []


def test_a_disk_that_is_read_only_costs_a_fetch_and_no_figure(mirror, tmp_path):
    (tmp_path / "file").write_text("")
    made = Client("a@b.cd", Shelf(tmp_path / "file" / "below"), spacing=0.0)
    assert read(made, mirror) == read(made, mirror)
    made.close()


def test_a_document_that_is_not_there_is_said_apart(reader, mirror):
    with pytest.raises(NotThereError, match="there is no such document"):
        read(reader, mirror, "/nothing")


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (status(302, Location="/files/again.json"), "redirects in a circle"),
        (status(302, Location="http://localhost:1/x"), "redirects to another host"),
        (status(302, Location="file:///etc/passwd"), "redirects to another host"),
        (status(304), "nothing changed, and nothing is kept .304."),
        (status(403), "the server refuses .403."),
        (status(400), "the server refuses .400."),
        (lambda h: send(h, b"x" * 100, Content_Encoding="br"), "packed as br"),
        (lambda h: send(h, b"x" * 100, Content_Encoding="gzip"), "a damaged gzip"),
    ],
)  # fmt: skip
def test_what_a_server_may_not_answer(reader, mirror, answer, what):
    mirror.answers["/files/again.json"] = status(302, Location=PATH)
    answering(mirror, answer)
    with pytest.raises(DataError, match=what) as refused:
        read(reader, mirror)
    assert "\n" not in str(refused.value)


def test_a_redirect_on_the_same_host_is_followed(reader, mirror):
    mirror.answers["/files/here.json"] = whole(b"{}")
    answering(mirror, status(301, Location="here.json"))
    assert read(reader, mirror) == b"{}"
