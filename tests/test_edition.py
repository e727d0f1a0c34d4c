"""Editions: identity, folders, and coming into place whole or not at all."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex.errors import BuildError, UsageError
from cloudcapex.publish import placing as place
from cloudcapex.publish import release
from cloudcapex.publish.edition import Edition
from cloudcapex.publish.manifest import Inputs, write
from cloudcapex.publish.placing import recover, workspace
from cloudcapex.publish.release import publish
from publishing import content

REVIEW = Edition("review", "2023Q4", "en", "2026-11-05")
NOTHING = Inputs("", "", "", "", "", "")


def put(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text)
    return folder


def made(root: Path, text: str) -> Path:
    folder = put(REVIEW.folder(root), report_html=text, data_zip="zip")
    write(folder, edition=REVIEW, title="R", values={}, inputs=NOTHING, exhibits=[])
    return folder


class TestFolder:
    def test_the_current_edition_stands_under_its_quarter(self):
        assert REVIEW.folder(Path("build")) == Path("build/review/2023Q4/en")

    def test_a_replay_carries_its_day(self):
        replay = Edition("review", "2023Q4", "en", "2024-02-15", replay=True)
        assert replay.folder(Path("build")) == Path("build/review/2023Q4@2024-02-15/en")
        assert replay.evidence(Path("b")) == Path("b/review/2023Q4@2024-02-15/en.failed.ipynb")

    @given(st.lists(st.text(), min_size=2, max_size=2, unique=True))
    def test_what_was_chosen_is_one_folder_whatever_it_is(self, values):
        folders = [replace(REVIEW, own=(("article", value),)).folder(Path("b")) for value in values]
        assert len(set(folders)) == 2
        for folder in folders:
            assert folder.parent.parent == Path("b/review")
            assert len(folder.parent.name.encode()) <= 200
            assert folder.parent.name.isascii()

    def test_a_long_choice_is_cut_and_told_apart(self):
        names = {
            replace(REVIEW, own=(("companies", "a," * 200 + last),)).folder(Path()).parent for last in "xy"
        }
        assert len(names) == 2
        assert all(len(str(name)) <= 200 for name in names)


class TestPlacing:
    def test_a_new_edition_comes_whole(self, tmp_path):
        target = REVIEW.folder(tmp_path)
        with workspace(target) as work:
            put(work, report_html="new")
            assert not target.exists()
            place.place(work, target)
        assert content(tmp_path) == {"review/2023Q4/en/report.html": b"new"}
        assert target.stat().st_mode & 0o777 == 0o755

    def test_an_edition_is_replaced_whole(self, tmp_path):
        target = put(REVIEW.folder(tmp_path), report_html="old", report_pdf="old")
        with workspace(target) as work:
            put(work, report_html="new")
            place.place(work, target)
        assert content(tmp_path) == {"review/2023Q4/en/report.html": b"new"}

    @pytest.mark.parametrize("wrong", [RuntimeError, KeyboardInterrupt, SystemExit])
    def test_nothing_is_left_when_the_work_fails(self, tmp_path, wrong):
        def work_that_fails():
            with workspace(REVIEW.folder(tmp_path / "build")) as work:
                put(work, report_html="half")
                raise wrong

        with pytest.raises(wrong):
            work_that_fails()
        assert not (tmp_path / "build" / "review").exists()

    @pytest.mark.parametrize("wrong", [OSError(28, "No space left on device"), KeyboardInterrupt()])
    def test_the_old_edition_comes_back_when_the_second_rename_fails(self, tmp_path, monkeypatch, wrong):
        target = put(REVIEW.folder(tmp_path), report_html="old")
        before, rename, calls = content(tmp_path), os.rename, []

        def failing(source, to):
            calls.append(to)
            if len(calls) == 2:
                raise wrong
            rename(source, to)

        monkeypatch.setattr(place, "exchange", lambda one, other: False)
        monkeypatch.setattr(place.os, "rename", failing)
        with workspace(target) as work:
            put(work, report_html="new")
            with pytest.raises((BuildError, KeyboardInterrupt)):
                place.place(work, target)
        assert len(calls) == 3
        assert content(tmp_path) == before

    def test_a_file_in_the_place_of_a_folder_is_one_clear_line(self, tmp_path):
        (tmp_path / "review").write_text("a file")
        work = workspace(REVIEW.folder(tmp_path))
        with pytest.raises(BuildError, match=r"cannot write the edition: .*nothing was placed"):
            work.__enter__()


class TestRecovering:
    def test_an_edition_half_replaced_by_a_killed_process_comes_back(self, tmp_path):
        target = REVIEW.folder(tmp_path)
        put(target.with_name(".en.abc.old"), report_html="old")
        recover(target)
        assert content(tmp_path) == {"review/2023Q4/en/report.html": b"old"}

    def test_what_killed_processes_left_is_swept(self, tmp_path):
        target = put(REVIEW.folder(tmp_path), report_html="whole")
        put(target.with_name(".en.abc.new"), report_html="half")
        put(target.with_name(".en.abc.old"), report_html="older")
        recover(target)
        assert content(tmp_path) == {"review/2023Q4/en/report.html": b"whole"}

    def test_the_work_of_others_is_left_alone(self, tmp_path):
        target = put(REVIEW.folder(tmp_path), report_html="whole")
        put(target.with_name(".zh-Hans.abc.new"), report_html="another language")
        put(target.with_name(".keep"), note="ours?")
        with workspace(target) as work:
            put(work, report_html="running")
            before = content(tmp_path)
            recover(target)
            assert content(tmp_path) == before


class TestPublishing:
    def test_a_first_edition_is_published(self, tmp_path):
        built = made(tmp_path / "build", "one")
        assert publish(REVIEW, built, tmp_path / "reports") == "published"
        assert content(REVIEW.folder(tmp_path / "reports")) == content(built)

    def test_the_same_edition_again_is_no_work(self, tmp_path):
        built = made(tmp_path / "build", "one")
        publish(REVIEW, built, tmp_path / "reports")
        inode = REVIEW.folder(tmp_path / "reports").stat().st_ino
        assert publish(REVIEW, built, tmp_path / "reports") == "published before"
        assert REVIEW.folder(tmp_path / "reports").stat().st_ino == inode

    def test_one_of_other_parameters_is_never_replaced(self, tmp_path):
        other = made(tmp_path / "reports", "one")
        write(other, edition=replace(REVIEW, own=(("companies", "meta"),)), title="R", values={}, inputs=NOTHING, exhibits=[])  # fmt: skip
        before = content(tmp_path / "reports")
        with pytest.raises(UsageError, match=r"other parameters: companies=meta, not the notebook's own"):
            publish(REVIEW, made(tmp_path / "build", "two"), tmp_path / "reports", replace=True)
        assert content(tmp_path / "reports") == before

    def test_an_edition_that_differs_is_refused_and_stays(self, tmp_path):
        publish(REVIEW, made(tmp_path / "build", "one"), tmp_path / "reports")
        before = content(tmp_path / "reports")
        with pytest.raises(UsageError, match=r"differs in report.html; .*--replace"):
            publish(REVIEW, made(tmp_path / "build", "two"), tmp_path / "reports")
        assert content(tmp_path / "reports") == before

    def test_it_is_replaced_when_told(self, tmp_path):
        publish(REVIEW, made(tmp_path / "build", "one"), tmp_path / "reports")
        built = made(tmp_path / "build", "two")
        assert publish(REVIEW, built, tmp_path / "reports", replace=True) == "replaced"
        assert content(REVIEW.folder(tmp_path / "reports")) == content(built)

    def test_a_published_file_that_somebody_changed_is_a_difference(self, tmp_path):
        built = made(tmp_path / "build", "one")
        publish(REVIEW, built, tmp_path / "reports")
        (REVIEW.folder(tmp_path / "reports") / "report.html").write_text("by hand")
        with pytest.raises(UsageError, match=r"differs in report.html"):
            publish(REVIEW, built, tmp_path / "reports")

    def test_a_clone_without_the_untracked_files_is_completed_and_shows_no_change(self, tmp_path):
        built = made(tmp_path / "build", "one")
        publish(REVIEW, built, tmp_path / "reports")
        first = content(REVIEW.folder(tmp_path / "reports"))
        (REVIEW.folder(tmp_path / "reports") / "data.zip").unlink()
        # The same files, made by another Python: only the manifest says so.
        write(
            built, edition=REVIEW, title="R", values={}, inputs=replace(NOTHING, libraries="x"), exhibits=[]
        )
        assert content(built) != first
        assert publish(REVIEW, built, tmp_path / "reports", replace=True) == "published before"
        assert content(REVIEW.folder(tmp_path / "reports")) == first

    def test_files_that_are_not_of_the_manifest_are_refused(self, tmp_path):
        built = made(tmp_path / "build", "one")
        (built / "report.html").write_text("of another build")
        with pytest.raises(BuildError, match=r"not published: its files are not those of its manifest"):
            publish(REVIEW, built, tmp_path / "reports")
        assert content(tmp_path / "reports") == {}

    def test_a_build_that_changes_while_it_is_copied_is_copied_again(self, tmp_path, monkeypatch):
        built, copies = made(tmp_path / "build", "one"), []
        copyfile = release.shutil.copyfile

        def copying(source, to):
            copies.append(source)
            if len(copies) == 2:
                made(tmp_path / "build", "two")
            return copyfile(source, to)

        monkeypatch.setattr(release.shutil, "copyfile", copying)
        assert publish(REVIEW, built, tmp_path / "reports") == "published"
        assert content(REVIEW.folder(tmp_path / "reports")) == content(built)
        assert b"two" in content(built)["report.html"]

    def test_what_another_published_meanwhile_is_not_replaced_unasked(self, tmp_path, monkeypatch):
        built, fit = made(tmp_path / "build", "one"), release._fit

        def meanwhile(folder, told):
            fit(folder, told)
            if folder != told:
                made(tmp_path / "reports", "another's")

        monkeypatch.setattr(release, "_fit", meanwhile)
        with pytest.raises(UsageError, match=r"differs in report.html"):
            publish(REVIEW, built, tmp_path / "reports")
        assert content(tmp_path / "reports")["review/2023Q4/en/report.html"] == b"another's"
