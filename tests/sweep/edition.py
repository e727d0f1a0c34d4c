"""One edition of the sweep, made, proved, and looked at for codes in its proofs and for what stands on what in its charts."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import newcomers

from .cases import Case

HOME = "CLOUDCAPEX_HOME"
# What is asked of an edition that is published; one of other companies may name as many as its reader likes.
AS_PUBLISHED = {"quarter", "language", "as_of"}


@contextlib.contextmanager
def home_of(case: Case) -> Iterator[None]:
    """Stand in a folder that holds the companies which are added for a case; in the checkout where none are."""
    if case.newcomers is None:
        yield
        return
    before = os.environ.get(HOME)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[HOME] = str(newcomers.home(Path(folder) / "home", case.newcomers))
        try:
            newcomers.migrated()
            yield
        finally:
            os.environ.pop(HOME)
            if before is not None:
                os.environ[HOME] = before


def too_wide(records: Sequence[Mapping[str, object]]) -> list[str]:
    """Return a line for each title that takes more than its measure."""
    from cloudcapex.exhibits.voice import TITLE_WIDTH
    from cloudcapex.language.width import columns

    titles = {r["sentence"]: str(r["text"]) for r in records if r["place"] == "title"}
    wide = {of: columns(text) for of, text in titles.items()}
    return [f"{of} takes {w} columns: {titles[of]}" for of, w in wide.items() if w > TITLE_WIDTH]


def run(case: Case) -> dict[str, object]:
    """Make and prove one edition; a fault of any kind is a failure, told in a line."""
    import boxes
    import codes
    from cloudcapex.cli.statements import collect, faults_in
    from shown import charts_drawn, proofs_told

    try:
        with home_of(case), charts_drawn() as charts, proofs_told() as proofs:
            records = collect(case.report, dict(case.parameters))
            failures = faults_in(records)
            failures += codes.faults(proofs, str(dict(case.parameters).get("language", "en")))
            failures += [f"{key}: {fault}" for key, chart in charts for fault in boxes.faults(chart)]
            if AS_PUBLISHED.issuperset(dict(case.parameters)):
                failures += too_wide(records)
    except Exception as error:
        return {"case": case.name, "statements": 0, "failures": [f"{type(error).__name__}: {error}"]}
    return {"case": case.name, "statements": len(records), "failures": failures}
