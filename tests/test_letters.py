"""The letters beside the numbers of a sentence: estimated and second-hand figures carry them, and what is computed from any."""

from __future__ import annotations

import copy

import pytest

import shown
from cloudcapex.cli.readers import readers
from cloudcapex.exhibits.exhibit import Legend
from cloudcapex.language import Language, Number
from cloudcapex.language.marks import is_marked, raised
from cloudcapex.periods import Quarter
from cloudcapex.reports import funding, review, statements_of
from cloudcapex.reports.commentary.references import Reference
from cloudcapex.reports.on_paper import legend_of_letters
from cloudcapex.statements import (
    Evidence,
    Population,
    Teller,
    Value,
    gap_of,
    part_of,
    span,
    times_of,
    total,
    value,
)
from cloudcapex.statements.proof import prove
from cloudcapex.statements.proof.numbers import parted, read

NOW = Quarter(2026, 2)


def evidence(**cells: tuple[float, str, str]) -> Evidence:
    """Values of a panel: amount, basis and evidence by company."""
    values = [
        Value(of, "capex_cash", amount, "USD", basis=basis, evidence=grade)
        for of, (amount, basis, grade) in cells.items()
    ]
    return Evidence.of(values, Population("companies", tuple(cells)), NOW)


@pytest.fixture
def teller() -> Teller:
    return Teller(Language())


class TestWords:
    def test_letters_are_raised_and_read_back(self):
        assert raised("es") == "ᵉˢ"
        assert parted("$805bnᵉˢ") == ("$805bn", "es")
        assert parted("12\u202f%") == ("12\u202f%", "")
        assert (is_marked("of $5bnˢ in"), is_marked("of $5bn in")) == (True, False)

    @pytest.mark.parametrize(
        ("basis", "grade", "printed"),
        [
            ("reported", "filed", "$5bn"),
            ("derived", "company", "$5bn"),
            ("reported", "press", "$5bnˢ"),
            ("reported", "secondary", "$5bnˢ"),
            ("estimated", "filed", "$5bnᵉ"),
            ("estimated", "press", "$5bnᵉˢ"),
        ],
    )
    def test_a_figure_carries_what_its_cell_in_a_table_does(self, teller, basis, grade, printed):
        held = value(evidence(meta=(5e9, basis, grade)))
        said = teller.state("Meta spent {n}.", held, n=Number(5e9, "USD", "meta"))
        assert said.text == f"Meta spent {printed}."
        assert [p.text for p in said.printed] == [printed]
        assert [float(one.value) for one in read(printed)] == [5e9]

    def test_a_part_that_was_written_before_is_marked_once(self, teller):
        held = value(evidence(meta=(5e9, "reported", "press")))
        part = teller.phrase("Meta {n}", n=Number(5e9, "USD", "meta"))
        inner = teller.state("{list}", held, list=[part])
        outer = teller.state("Spent: {sentence} in {year}", sentence=inner, year="2026")
        assert outer.text == "Spent: Meta $5bnˢ in 2026"

    @pytest.mark.parametrize(("compared", "ratio"), [(gap_of, 1.4), (times_of, 1.4)])
    def test_what_one_figure_is_held_against_has_its_own_letters(self, teller, compared, ratio):
        some = evidence(meta=(7e9, "reported", "press"))
        (then,) = evidence(meta=(5e9, "reported", "company")).values
        held = compared("meta", some["meta"], then, some)
        said = teller.state(
            "Meta {n}, above its {m}, {k} as much" if compared is gap_of else "Meta {n}, {k} its {m}",
            held,
            n=Number(7e9, "USD", "meta"),
            m=Number(5e9, "USD", "meta"),
            k=Number(ratio, "times", "meta"),
        )
        assert "$7bnˢ" in said.text
        assert "$5bnˢ" not in said.text
        assert "1.4×ˢ" in said.text

    def test_a_sum_carries_the_letters_of_any_part(self, teller):
        some = evidence(meta=(5e9, "reported", "filed"), oracle=(7e9, "estimated", "press"))
        said = teller.state(
            "{n} in all, of which {m} at Meta",
            total(some),
            value(some, "meta"),
            n=Number(12e9, "USD", "total"),
            m=Number(5e9, "USD", "meta"),
        )
        assert said.text == "$12bnᵉˢ in all, of which $5bn at Meta"

    def test_two_numbers_that_print_alike_are_told_apart(self, teller):
        some = evidence(meta=(5e9, "reported", "filed"), oracle=(5e9, "reported", "press"))
        said = teller.state(
            "Meta {m}, Oracle {n}, Meta {m}",
            value(some, "meta"),
            value(some, "oracle"),
            m=Number(5e9, "USD", "meta"),
            n=Number(5e9, "USD", "oracle"),
        )
        assert said.text == "Meta $5bn, Oracle $5bnˢ, Meta $5bn"

    def test_neighbours_that_print_alike_are_no_range(self, teller):
        some = evidence(meta=(5.01e9, "reported", "press"), oracle=(4.99e9, "reported", "filed"))
        parts = [
            teller.phrase("{n} at {c}", n=Number(some[of].value, "USD", of, decimals=0), c=of)
            for of in ("meta", "oracle")
        ]
        said = teller.state("{list}", value(some, "meta"), value(some, "oracle"), list=parts)
        assert said.text == "$5bnˢ at meta and $5bn at oracle"

    def test_what_stands_on_a_figure_of_an_older_day_holds_up_to_the_proof(self):
        """OpenAI’s price of October 2024 over that of January 2023, of which the press alone told."""
        found = [r for r in statements_of("ai_financing", quarter="2024Q3") if r["sentence"] == "takeaway.4"]
        assert "5.4×ˢ its price of January 2023" in found[0]["text"]
        assert [o.wrong for o in prove(found, readers=readers())] == []

    def test_rows_that_are_counted_are_no_figures_of_theirs(self):
        found = [
            r
            for r in statements_of("ai_financing", quarter="2024Q3")
            if r["sentence"] == "observed_laboratories.title"
        ]
        assert not is_marked(found[0]["text"])
        assert [o.wrong for o in prove(found, readers=readers())] == []

    def test_a_figure_that_two_documents_tell_is_as_good_as_the_one_that_is_named(self):
        """Microsoft’s about 190bn: in its own call, microsoft-fy26-q3-call, and in the press of the day."""
        asked = review.Review("2026Q1")
        review.meaning(asked)
        found = [*asked.statements["meaning.spend"].records()]
        assert "Microsoft about $190bn, " in found[0]["text"]
        assert [o.wrong for o in prove(found, readers=readers())] == []

    def test_a_range_carries_them_once_for_both_ends(self, teller):
        some = evidence(meta=(5e9, "reported", "filed"), oracle=(7e9, "reported", "secondary"))
        ends = teller.range(Number(5e9, "USD", "meta"), Number(7e9, "USD", "oracle"))
        assert teller.state("Between {ends}", span(some), ends=ends).text == "Between $5–7bnˢ"

    def test_a_share_is_of_both(self, teller):
        some = evidence(meta=(3e9, "reported", "press"), oracle=(9e9, "reported", "filed"))
        held = part_of(some, "meta")
        said = teller.state("Meta spent {s} of it", held, s=Number(0.25, "share", "meta", decimals=0))
        assert said.text == "Meta spent 25\u202f%ˢ of it"

    def test_a_count_of_members_is_no_figure(self, teller):
        some = evidence(meta=(2.0, "reported", "press"), oracle=(9.0, "reported", "filed"))
        said = teller.state("Of {n} companies", total(some), n=Number(2.0, "count"))
        assert said.text == "Of 2 companies"

    def test_of_what_has_no_grade_its_documents_tell(self):
        filing, copied = "0000950170-23-014423", "thetradable-com-on-morgan-stanley-capex-2027"
        told = [Value("x", "labs.anything", 1.0, "USD", sources=(s,)).marks for s in (filing, copied)]
        assert told == ["", "s"]


class TestPrinted:
    def test_long_term_debt_that_was_read_on_a_copy_says_so_in_its_title(self):
        """Rows of filings that were read elsewhere have the evidence *secondary*, such as 0001193125-26-277521."""
        exhibit = funding.debt(funding.Funding("2026Q2"))
        amounts = [p.text for p in exhibit.title.printed if p.of]
        assert amounts == ["$129bnˢ", "$122bnˢ", "$98.2bnˢ", "$83.7bnˢ"]
        assert sum(isinstance(note, Legend) for note in exhibit.notes) == 1

    def test_a_share_of_oracle_too(self):
        made = review.Review("2026Q2", ["oracle"])
        assert "12\u202f%ˢ of it is due in a year" in review.contracts_and_capex(made).title.text

    def test_a_commentary_too(self):
        due = Reference(shown.newest(), "oracle", ("backlog_due_12m_share",))
        assert due.number("12\u202f%").text == "12\u202f%ˢ"

    def test_a_sum_under_a_table_too(self):
        rows = review.paid_and_returned(shown.newest()).body.rows
        debt = [row[4] for row in rows]
        assert {cell.marks for cell in debt} == {"s"}
        assert {row[1].marks for row in rows} == {""}

    def test_a_title_with_letters_brings_their_legend(self):
        made = review.market_share(shown.newest())
        assert is_marked(made.title.text)
        assert any(isinstance(note, Legend) and "ˢ" in note for note in made.notes)

    @pytest.mark.parametrize("letters", ["e", "s", "es"])
    def test_the_legend_explains_the_letters_that_stand_and_no_others(self, letters):
        told = legend_of_letters(Language(), f"$805bn{raised(letters)}", ())
        assert {letter for letter in "es" if raised(letter) in told} == set(letters)

    @pytest.mark.parametrize(
        ("note", "left"),
        [
            ("≥ no upper end was told. s by the press or passed on by others.", "e"),
            ("e：估算；s：二手来源。", ""),
            ("The cloud’s part is an estimate, e.g. of others.", "es"),
        ],
    )
    def test_what_a_note_explains_is_not_explained_again(self, note, left):
        told = legend_of_letters(Language(), f"$805bn{raised('es')}", (note,))
        assert {letter for letter in "es" if raised(letter) in told} == set(left)


@pytest.fixture(scope="module")
def records():
    return [r for r in statements_of("funding", quarter="2026Q2") if r["sentence"] == "debt.title"]


class TestProof:
    def changed(self, records, old: str, new: str) -> list[str]:
        """Put another text in the place of a number and prove what comes of it."""
        made = copy.deepcopy(records)
        for record in made:
            record["text"] = record["text"].replace(old, new)
            record["printed"] = [{**p, "text": p["text"].replace(old, new)} for p in record["printed"]]
        return [o.wrong for o in prove(made, readers=readers())]

    def test_what_is_marked_as_it_must_be_holds(self, records):
        assert self.changed(records, "x", "x") == []

    def test_a_letter_left_off_is_refused(self, records):
        (fault,) = self.changed(records, "$122bnˢ", "$122bn")
        assert fault == "printed: $122bn is of figures with the letter s, and carries none"

    def test_a_letter_too_many_is_refused(self, records):
        (fault,) = self.changed(records, "$122bnˢ", "$122bnᵉˢ")
        assert fault == "printed: $122bn carries e, and no figure behind it does"
