"""The proof lets every true statement pass and no false one: over panels made up by chance, with each fault put in."""

from __future__ import annotations

import ast
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cloudcapex.statements.proof
from cloudcapex.statements.proof import Objection, prove
from cloudcapex.statements.proof.forms import FORMS
from proof_cases import COMPANIES, MAKERS, MONEY, NOW, RATE, Panel, statements
from proof_faults import FAULTS

PROOF = Path(cloudcapex.statements.proof.__file__).parent
LANGUAGES = ("en", "zh-Hans", "zh-Hant")


@st.composite
def panels(draw) -> Panel:
    """Draw a panel: some companies, values that rise and fall, holes, definitions that change, ties, losses."""
    pick = random.Random(draw(st.integers(0, 2**32)))
    whom = COMPANIES[: draw(st.integers(1, 5))]
    measure = draw(st.sampled_from((MONEY, RATE)))
    holes = draw(st.sampled_from((0.0, 0.05, 0.4, 1.0)))
    cells = {}
    for of in whom:
        level, drawn = pick.uniform(1, 60), "first"
        redrawn = pick.randrange(14) if pick.random() < 0.25 else None
        for back in range(13, -1, -1):
            level = max(level * pick.uniform(0.8, 1.3), 0.1) if pick.random() > 0.1 else level
            drawn = "second" if redrawn == 13 - back else drawn
            if pick.random() < holes:
                continue
            value = round(level, 1) * 1e9 if measure == MONEY else round((level - 20) / 100, 3)
            cells[of, NOW - back] = (-value if pick.random() < 0.02 else value, drawn)
    return Panel(measure, cells, whom)


@given(panels(), st.sampled_from(LANGUAGES))
def test_what_is_true_is_proven(panel, language):
    for name, found in statements(panel, language):
        assert prove([found], series=panel.series) == [], name


@settings(max_examples=12)
@given(panels(), st.sampled_from(LANGUAGES), st.integers(0, 99))
def test_what_is_false_is_refuted(panel, language, seed):
    for form, found in statements(panel, language):
        for name, fault in FAULTS.items():
            faulty = fault(found, random.Random(seed))
            if faulty is not None and faulty != found:
                assert prove([faulty], series=panel.series), f"{form}: {name}: {faulty['text']}"


def steady() -> Panel:
    """Make a panel in which nearly every maker finds its statement: one rises, one was higher once, one is silent."""
    levels = {"microsoft": (30, 1.0), "alphabet": (21, 1.1), "amazon": (22, 0.9)}
    cells = {
        (of, NOW - back): (round(level * by ** (-back / 4), 1) * 1e9, "as_filed")
        for of, (level, by) in levels.items()
        for back in range(14)
    }
    cells["alphabet", NOW - 10] = (99e9, "as_filed")
    return Panel(MONEY, cells, (*levels, "meta"))


def test_every_form_has_a_maker_and_every_fault_finds_its_statement():
    rising = {("amazon", NOW - back): (9e9 - back * 1e8, "as_filed") for back in range(14)}
    seen = [steady(), Panel(MONEY, {}, COMPANIES), Panel(MONEY, rising, ("amazon",))]
    made = [found for panel in seen for _, found in statements(panel, "en")]
    assert {found["form"] for found in made} == set(FORMS)
    assert len(MAKERS) == len(FORMS) + 1
    idle = [name for name, fault in FAULTS.items() if all(fault(f, random.Random(1)) is None for f in made)]
    assert idle == []


class TestFailures:
    """What a failure says: one line, with the statement, the fault and the sentence."""

    def found(self, **changed):
        panel = steady()
        made = next(f for name, f in statements(panel, "en") if name == "each") | changed
        return [failure.wrong for failure in prove([made], series=panel.series)]

    def test_a_true_one_has_none(self):
        assert self.found() == []

    def test_a_failure_is_one_line(self):
        failure = Objection("capex.title", "Capex rose\n5 %", "direction: it fell")
        assert str(failure) == "capex.title: direction: it fell (“Capex rose 5 %”)"

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"form": "eech"}, "form: input should be 'value', 'change'"),
            ({"result": {"k": 1}}, "result.n: field required"),
            ({"result": {"k": 1.5, "n": 4}}, "result.k: input should be a valid integer"),
            ({"measure": "capex_csh"}, "did you mean capex_cash"),
            ({"base": {"kind": "yoy", "quarter": "2026Q2"}}, "base: 2026Q2 is not yoy before 2026Q2"),
            ({"base": {"kind": "none", "quarter": "2025Q2"}}, "base: none with quarter 2025Q2"),
            ({"as_of": "last week"}, "as_of: "),
            ({"quantifier": "every"}, "quantifier: every for 1 of 4, 1 unknown"),
            ({"parameters": {"companies": [*COMPANIES]}}, "population: oracle of the companies is dropped"),
            (
                {"population_of": "companies without meta (not applicable)"},
                "meta is left out as not applicable and is not_disclosed",
            ),
        ],
    )
    def test_it_says_what_is_wrong(self, changed, said):
        assert said in "\n".join(self.found(**changed)), self.found(**changed)

    def test_objects_of_one_sentence_agree_and_ids_stand_once(self):
        panel = steady()
        one = next(f for name, f in statements(panel, "en") if name == "each")
        other = {**one, "id": "s.2", "place": "lead"}
        (failure,) = prove([one, other], series=panel.series)
        assert (failure.statement, failure.wrong) == ("s", "place: the objects of one sentence differ")
        (failure,) = prove([one, {**one}], series=panel.series)
        assert failure.wrong == "id: stands twice in one edition"

    def test_an_unreadable_object_is_told_by_its_place(self):
        failures = prove([{"text": "So it is"}])
        assert {f.statement for f in failures} == {"number 1"}
        assert "id: field required" in [f.wrong for f in failures]


class TestTheOtherPath:
    """It shares nothing with the rooms that choose the words, but the series themselves."""

    def imported(self):
        for path in sorted(PROOF.rglob("*.py")):
            package = ["cloudcapex", "statements", "proof", *path.relative_to(PROOF).parent.parts]
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ImportFrom):
                    base = package[: len(package) - node.level + 1] if node.level else []
                    yield path, ".".join([*base, *([node.module] if node.module else [])]), node.names
                elif isinstance(node, ast.Import):
                    yield from ((path, alias.name, []) for alias in node.names)

    def test_it_imports_nothing_else_of_its_room(self):
        for path, name, names in self.imported():
            if name == "cloudcapex.statements" or name.startswith("cloudcapex.statements."):
                assert name.startswith("cloudcapex.statements.proof"), f"{path}: {name} {names}"
            # Which languages there are, and what messages, is no arithmetic; how numbers are written in them is.
            words = ("cloudcapex.language.tags", "cloudcapex.language.catalogue")
            assert name in words or not name.startswith("cloudcapex.language"), f"{path}: {name}"

    def test_the_reports_are_above_it(self):
        assert not [
            name
            for _, name, _ in self.imported()
            if name.startswith(("cloudcapex.reports", "cloudcapex.exhibits"))
        ]
