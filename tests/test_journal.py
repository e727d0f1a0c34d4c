"""Several files change as one: a process killed at any moment, or a disk that fails at any step, leaves all or none."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import random
import shutil
import signal
import time

import pytest

import arriving
from arriving import contents, quarter
from cloudcapex import facts, journal
from cloudcapex.errors import DataError
from cloudcapex.intake import News, take, taking, trial, undo
from cloudcapex.journal import FileChange
from turning import WHOLE

SEED = int(os.environ["CLOUDCAPEX_SEED"])
# So many moments are drawn at every run; the sweep draws them all.
KILLS = 60 if os.environ.get(WHOLE) else 12
TODAY = dt.date(2026, 11, 30)
# Every call by which the journal changes the disk.
CALLS = ("replace", "fsync", "open")


def changes(home):
    """Grow one file, make another, remove a third."""
    return [
        FileChange("data/a.csv", b"a\n", b"a\nb\n"),
        FileChange("data/facts/new.csv", None, b"n\n"),
        FileChange("acts/1.json", None, b"1\n"),  # in a folder that is not there yet
        FileChange("data/gone.csv", b"g\n", None),
    ]


BEFORE = {"a.csv": b"a\n", "gone.csv": b"g\n"}
AFTER = {"a.csv": b"a\nb\n", "facts/new.csv": b"n\n"}


@pytest.fixture
def small(tmp_path):
    (tmp_path / "data" / "facts").mkdir(parents=True)
    for name, content in BEFORE.items():
        (tmp_path / "data" / name).write_bytes(content)
    return tmp_path


def in_child(work, *, killed_after=None):
    """Run something in a process of its own, killed after some seconds; return how it ended."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    if killed_after is not None:
        time.sleep(killed_after)
        os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def at_step(monkeypatch, number, then):
    """Let something happen in the place of the n-th call that changes the disk."""
    count = [0]

    def counting(call):
        def counted(*arguments, **options):
            count[0] += 1
            if count[0] == number:
                then()
            return call(*arguments, **options)

        return counted

    for name in CALLS:
        monkeypatch.setattr(journal.os, name, counting(getattr(os, name)))
    return count


def die():
    os._exit(9)


def no_space():
    raise OSError(28, "No space left on device", "disk")


def write(home):
    with journal.alone(home):
        journal.write_all(home, changes(home))


def test_all_is_written_and_nothing_else_is_left(small):
    write(small)
    assert contents(small) == AFTER
    assert sorted(p.name for p in (small / journal.FOLDER).iterdir()) == ["lock"]


def test_a_process_that_dies_at_any_step_leaves_all_or_none(small):
    seen = set()
    for number in range(1, 200):
        with pytest.MonkeyPatch.context() as patch:
            at_step(patch, number, die)
            ended = in_child(lambda: write(small))
        journal.recover(small)
        state = contents(small)
        assert state in (BEFORE, AFTER), number
        assert not (small / journal.FOLDER / "pending.json").exists()
        seen.add(state == AFTER)
        if ended == 0:
            break
        write_back(small)
    assert ended == 0
    assert number > 20
    assert seen == {False, True}


def test_a_process_that_dies_while_it_recovers_leaves_all(small):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "_move", lambda *_: die())
        in_child(lambda: write(small))
    for number in range(1, 100):
        with pytest.MonkeyPatch.context() as patch:
            at_step(patch, number, die)
            if in_child(lambda: journal.recover(small)) == 0:
                break
    assert contents(small) == AFTER


def test_a_disk_that_is_full_says_so_and_changes_nothing(small, monkeypatch):
    at_step(monkeypatch, 12, no_space)
    with pytest.raises(
        DataError, match=r"cannot be written \(No space left on device\).*nothing was changed"
    ):
        write(small)
    assert contents(small) == BEFORE


def test_a_disk_that_fails_at_any_step_leaves_all_or_none(small):
    for number in range(1, 200):
        with pytest.MonkeyPatch.context() as patch:
            count = at_step(patch, number, no_space)
            with contextlib.suppress(DataError, OSError):
                write(small)
            if count[0] < number:
                break
        journal.recover(small)
        assert not (small / journal.FOLDER / "pending.json").exists()
        assert contents(small) in (BEFORE, AFTER), number
        if contents(small) == AFTER:
            write_back(small)
    assert number > 20


def write_back(small):
    shutil.rmtree(small / "acts", ignore_errors=True)
    for name in AFTER:
        (small / "data" / name).unlink(missing_ok=True)
    for name, content in BEFORE.items():
        (small / "data" / name).write_bytes(content)


def test_a_file_that_changed_meanwhile_stops_all(small):
    (small / "data" / "a.csv").write_bytes(b"other\n")
    with pytest.raises(DataError, match=r"data/a.csv: the file was changed meanwhile"):
        write(small)
    assert contents(small) == {**BEFORE, "a.csv": b"other\n"}


DAMAGED = [b"{", b"[]", b"{}", b"\xff", b'{"steps": [], "direction": "aside", "files": 5}']


@pytest.mark.parametrize("content", DAMAGED)
def test_a_way_that_cannot_be_read_is_said_and_left_alone(small, content):
    path = small / journal.FOLDER / "pending.json"
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(
        DataError, match=r"pending.json: what is on its way cannot be read; .* then remove it"
    ):
        journal.recover(small)
    assert path.read_bytes() == content
    assert contents(small) == BEFORE


@pytest.mark.parametrize("content", DAMAGED)
def test_an_act_that_cannot_be_read_is_said_and_takes_nothing_back(tmp_path, monkeypatch, content):
    home = arriving.home(tmp_path)
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(home))
    before = contents(home)
    path = home / journal.FOLDER / "acts" / "000001.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    (path.parent / "1 of mine.json").write_text("{}")  # of somebody else, and no act
    with pytest.raises(DataError, match=r"000001.json: what the last act changed cannot be read"):
        undo()
    assert contents(home) == before


def test_whoever_reads_first_finishes_what_was_interrupted(tmp_path, monkeypatch):
    home = arriving.home(tmp_path)
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(home))
    monkeypatch.setattr(trial, "run_checks", list)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "_move", lambda *_: die())
        in_child(lambda: take(quarter(), today=TODAY))
    assert (home / journal.FOLDER / "pending.json").exists()
    assert arriving.ACCESSION in set(facts.load_table("filings")["source_id"])
    assert not (home / journal.FOLDER / "pending.json").exists()
    undo()


@pytest.mark.slow
@pytest.mark.turned
def test_a_process_killed_at_any_moment_of_take_or_undo_loses_nothing(tmp_path, monkeypatch):
    home = arriving.home(tmp_path)
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(home))
    # What only reads takes seconds and would be where nearly every kill falls.
    monkeypatch.setattr(trial, "run_checks", list)
    monkeypatch.setattr(taking, "news", lambda *_: News())
    before = contents(home)
    take(quarter(), today=TODAY)
    after = contents(home)
    undo()
    chance = random.Random(SEED)
    began = time.monotonic()
    in_child(lambda: (take(quarter(), today=TODAY), undo()))
    whole = time.monotonic() - began
    assert contents(home) == before
    seen = {False: 0, True: 0}
    for kill in range(KILLS):
        work = (lambda: take(quarter(), today=TODAY)) if contents(home) == before else undo
        in_child(work, killed_after=chance.uniform(0.0, whole))
        journal.recover(home)
        state = contents(home)
        assert state in (before, after), f"seed {SEED}, kill {kill}"
        seen[state == after] += 1
    print(f"seed {SEED}: {KILLS} killed, {seen[False]} before, {seen[True]} after")
    while contents(home) != before:
        undo()
    assert len(take(quarter(), today=TODAY).rows) == 4
    assert contents(home) == after
