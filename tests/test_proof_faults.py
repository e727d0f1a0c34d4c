"""The proof refuses every fault that is put into the sentences of real editions, in each language."""

from __future__ import annotations

import copy
import functools
import itertools
import os
import random
from collections import Counter, defaultdict

import pytest

from cloudcapex import metrics
from cloudcapex.cli.readers import readers
from cloudcapex.cli.statements import collect
from cloudcapex.statements.proof import prove
from proof_statement_faults import FAULTS
from turning import some_of

# Between them they have sentences of every form, in every language.
OTHERS = (
    ("quarterly_review", "2026Q1", "en"),
    ("quarterly_review", "2023Q1", "zh-Hant"),
    ("quarterly_review", "2024Q2", "zh-Hans"),
    ("china_cloud", "2025Q1", "zh-Hans"),
    ("funding", "2025Q4", "zh-Hant"),
)
# The audit has sentences of few forms: alone it would hold less than half of the faults.
AUDIT = ("claims_audit", "2025Q4", "en")
EDITIONS = (*OTHERS, AUDIT)
DRAWN = [*some_of("editions with faults", OTHERS), AUDIT]
EACH = 3  # sentences that a fault is put into, drawn anew at every run


@functools.cache
def read(measure, companies, start, end, as_of):
    return metrics.series(measure, list(companies), start=start, end=end, as_of=as_of)


def series(measure, companies, *, start, end, as_of, definition):
    """Read a series once for all the proofs."""
    assert definition is None
    return read(measure, tuple(companies), start, end, as_of)


@functools.cache
def sentences(report, quarter, language):
    found = defaultdict(list)
    for record in collect(report, {"quarter": quarter, "language": language}):
        found[record["sentence"]].append(record)
    return tuple(found.values())


def faulty(edition, name):
    """Put a fault into some sentences that it fits, and give each with the words it had."""
    pick = random.Random(f"{name} {edition} {os.environ['CLOUDCAPEX_SEED']}")
    whole = list(sentences(*edition))
    pick.shuffle(whole)
    made = ((told, FAULTS[name](copy.deepcopy(told), pick)) for told in whole)
    fitting = ((told, found) for told, found in made if found is not None and found != told)
    return list(itertools.islice(fitting, EACH))


@pytest.mark.turned
@pytest.mark.parametrize("edition", DRAWN, ids=" ".join)
def test_every_fault_in_an_edition_is_refused(edition):
    assert prove([o for told in sentences(*edition) for o in told], series=series, readers=readers()) == []
    missed = [
        f"{name}: {told[0]['text']} -> {found[0]['text']}"
        for name in FAULTS
        for told, found in faulty(edition, name)
        if not prove(found, series=series, readers=readers())
    ]
    assert missed == []


def test_every_fault_fits_some_sentence_of_some_edition():
    fits = Counter(name for name in FAULTS for edition in DRAWN for _ in faulty(edition, name))
    left = {*FAULTS} - {*fits}
    assert not left if [*EDITIONS] == DRAWN else len(left) < len(FAULTS) / 2, left
