"""Coming into place: killed at every step, beside other builds, where folders cannot be exchanged, without process numbers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cloudcapex.publish import placing
from cloudcapex.publish.exchange import exchange
from publishing import content

TESTS = Path(__file__).parent

KILLED = """
import os, random, signal, sys, tempfile
from pathlib import Path
from cloudcapex.publish import manifest, placing
from sweep.placing import EDITION, build, work, wrong_in
if not EXCHANGES:
    placing.exchange = lambda one, other: False
STEPS = {"open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.chmod", "os.listdir", "os.scandir"}
work(Path(tempfile.mkdtemp()), "warm", random.Random(0))
for number in range(1, 2000):
    root = Path(tempfile.mkdtemp())
    work(root, "before", random.Random(1))
    pid = os.fork()
    if not pid:
        left = number
        def ring(event, arguments):
            global left
            if event in STEPS:
                left -= 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(ring)
        work(root, "after", random.Random(2))
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    for name in ("build", "reports"):
        folder = EDITION.folder(root / name)
        if not EXCHANGES:
            placing.recover(folder)
        assert wrong_in(folder) == [], (number, wrong_in(folder))
    work(root, "again", random.Random(3))
    for name in ("build", "reports"):
        folder = EDITION.folder(root / name)
        assert wrong_in(folder) == [] and manifest.read(folder)["title"] == "again", number
        assert os.listdir(folder.parent) == ["en"], (number, os.listdir(folder.parent))
    if status == 0:
        break
print(number)
"""


def python(*arguments: str) -> str:
    path = os.pathsep.join([str(TESTS), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("exchanges", [True, False])
def test_a_process_killed_at_any_step_leaves_a_whole_edition(tmp_path, exchanges):
    """Where folders are exchanged nothing need even be recovered."""
    if exchanges and not can_exchange(tmp_path):
        exchanges = False
    steps = int(python("-c", KILLED.replace("EXCHANGES", str(exchanges))))
    assert steps > 40


def can_exchange(folder: Path) -> bool:
    (folder / "one").mkdir()
    (folder / "other").mkdir()
    return exchange(folder / "one", folder / "other")


def test_builds_and_publishings_side_by_side_never_mix():
    assert "40 rounds" in python("-m", "sweep.placing", "40", os.environ["CLOUDCAPEX_SEED"])


class TestExchange:
    def test_two_folders_change_places(self, tmp_path):
        (tmp_path / "one").mkdir()
        (tmp_path / "other").mkdir()
        (tmp_path / "one" / "file").write_text("1")
        if exchange(tmp_path / "one", tmp_path / "other"):
            assert content(tmp_path) == {"other/file": b"1"}
        else:
            assert content(tmp_path) == {"one/file": b"1"}

    def test_a_folder_that_is_not_there_is_an_error(self, tmp_path):
        (tmp_path / "one").mkdir()
        if can_exchange(tmp_path / "one"):
            with pytest.raises(FileNotFoundError):
                exchange(tmp_path / "one", tmp_path / "gone")


class TestWhoIsAtWork:
    def test_a_folder_of_a_process_with_our_own_number_is_swept_when_it_is_gone(self, tmp_path):
        """As in a container, where every run is process 1."""
        target = tmp_path / "en"
        left = tmp_path / f".en.{os.getpid()}.abc.new"
        left.mkdir()
        placing.recover(target)
        assert not left.exists()

    def test_a_folder_somebody_works_in_is_left_alone_whoever_asks(self, tmp_path):
        with placing.workspace(tmp_path / "en") as work:
            placing.recover(tmp_path / "en")
            assert work.is_dir()
            script = f"from pathlib import Path; from cloudcapex.publish.placing import recover; recover(Path({str(tmp_path / 'en')!r}))"
            python("-c", script)
            assert work.is_dir()
        assert not work.exists()

    def test_where_there_are_no_locks_nothing_is_swept_and_all_is_placed(self, tmp_path, monkeypatch):
        def refuse(handle, how):
            raise OSError(95, "Operation not supported")

        monkeypatch.setattr(placing.fcntl, "flock", refuse)
        (tmp_path / ".en.abc.new").mkdir()
        with placing.workspace(tmp_path / "en") as work:
            (work / "file").write_text("1")
            placing.place(work, tmp_path / "en")
        assert (tmp_path / ".en.abc.new").is_dir()
        assert (tmp_path / "en/file").read_text() == "1"

    def test_a_lock_ends_with_its_holder_whatever_that_has_forked(self, tmp_path):
        """A cell may leave a process of its own behind; the folder of the failed edition is swept all the same."""
        script = (
            "import os, sys, time\nfrom pathlib import Path\nfrom cloudcapex.publish import placing\n"
            f"with placing.workspace(Path({str(tmp_path / 'en')!r})):\n"
            "    child = os.fork()\n"
            "    if child:\n        print(child, flush=True)\n        os._exit(0)\n"
            "    os.closerange(0, 3)\n    time.sleep(60)\n    os._exit(0)\n"
        )
        child = int(python("-c", script))
        try:
            assert len(list(tmp_path.iterdir())) == 1
            placing.recover(tmp_path / "en")
            assert list(tmp_path.iterdir()) == []
        finally:
            os.kill(child, signal.SIGKILL)
