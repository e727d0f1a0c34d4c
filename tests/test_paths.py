"""The project folder is found from the variable, from where the reader stands, or from the install."""

from __future__ import annotations

from pathlib import Path

import pytest

from cloudcapex import paths
from cloudcapex.errors import UsageError


@pytest.fixture
def other_checkout(tmp_path) -> Path:
    """Make the smallest folder that counts as a checkout."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "metrics.csv").touch()
    return tmp_path


@pytest.fixture(autouse=True)
def _no_variable(monkeypatch):
    monkeypatch.delenv("CLOUDCAPEX_HOME", raising=False)


def test_the_variable_wins(other_checkout, monkeypatch, checkout):
    monkeypatch.chdir(checkout)
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(other_checkout))
    assert paths.root() == other_checkout.resolve()


def test_a_variable_that_points_nowhere_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path / "gone"))
    with pytest.raises(UsageError, match=r"CLOUDCAPEX_HOME: .* holds no data/metrics.csv; point it at"):
        paths.root()


def test_found_from_a_folder_within(other_checkout, monkeypatch):
    within = other_checkout / "notebooks" / "mine"
    within.mkdir(parents=True)
    monkeypatch.chdir(within)
    assert paths.root() == other_checkout.resolve()


def test_elsewhere_the_checkout_that_was_installed(tmp_path, monkeypatch, checkout):
    monkeypatch.chdir(tmp_path)
    assert paths.root() == checkout


def test_nowhere_at_all_is_one_clear_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "site-packages" / "cloudcapex" / "paths.py"))
    with pytest.raises(UsageError) as caught:
        paths.root()
    assert str(caught.value) == (
        f"{tmp_path.resolve()}: no cloudcapex checkout here; change into a checkout or set CLOUDCAPEX_HOME"
    )


def test_the_rooms_are_under_the_root(other_checkout, monkeypatch):
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(other_checkout))
    rooms = [paths.data_dir(), paths.notebooks_dir(), paths.build_dir(), paths.reports_dir()]
    assert [room.relative_to(other_checkout.resolve()).as_posix() for room in rooms] == [
        "data",
        "notebooks",
        "build",
        "reports",
    ]
