"""A reader gets one line: what, where, what would be valid, what to do."""

from __future__ import annotations

import pickle

import pytest

from cloudcapex.errors import BuildError, CloudcapexError, DataError, UsageError, near, unknown

COMPANIES = ["microsoft", "alphabet", "amazon", "meta", "oracle", "nvidia", "coreweave", "alibaba"]


def test_the_line_has_its_four_parts_in_order():
    error = DataError(
        "'2024-13-01' is not a date",
        where="data/guidance.csv, line 7, column issued",
        valid=["an ISO date", "nothing"],
        remedy="mend the row",
    )
    assert str(error) == (
        "data/guidance.csv, line 7, column issued: '2024-13-01' is not a date; "
        "valid: an ISO date, nothing; mend the row"
    )
    assert (error.what, error.valid) == ("'2024-13-01' is not a date", "an ISO date, nothing")


def test_parts_that_are_missing_leave_no_punctuation():
    assert str(CloudcapexError("no")) == "no"
    assert str(CloudcapexError("no", remedy="say yes")) == "no; say yes"
    assert str(CloudcapexError("no", valid="yes")) == "no; valid: yes"


def test_it_is_one_line_whatever_is_put_in():
    assert str(BuildError("a\n  traceback\n\tof three lines", where="cell 4\n")) == (
        "cell 4 : a traceback of three lines"
    )


@pytest.mark.parametrize(("kind", "code"), [(UsageError, 2), (DataError, 1), (BuildError, 1)])
def test_exit_codes(kind, code):
    assert issubclass(kind, CloudcapexError)
    assert kind("wrong").exit_code == code


@pytest.mark.parametrize("kind", [CloudcapexError, UsageError, DataError, BuildError])
def test_a_worker_process_can_send_it_home(kind):
    error = kind("what", where="where", valid=["a", "b"], remedy="remedy")
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is kind
    assert (str(back), back.where, back.valid, back.remedy) == (str(error), "where", "a, b", "remedy")


def test_near_names():
    assert near("micorsoft", COMPANIES)[0] == "microsoft"
    assert near("Oracel", COMPANIES)[0] == "oracle"
    assert near("ALIBABA", COMPANIES)[0] == "alibaba"
    assert near("zzzz", COMPANIES) == []
    assert near("a", []) == []
    assert len(near("amazon", ["amazon1", "amazon2", "amazon3", "amazon4"], most=2)) == 2


def test_an_unknown_name_offers_the_near_ones_and_all():
    error = unknown("company", "micorsoft", COMPANIES, where="--company")
    assert isinstance(error, UsageError)
    assert str(error).startswith("--company: unknown company 'micorsoft'; valid: microsoft, alphabet, ")
    assert str(error).endswith("did you mean microsoft?")


def test_an_unknown_name_near_to_nothing_offers_no_guess():
    assert "did you mean" not in str(unknown("company", "zzzz", iter(COMPANIES)))
