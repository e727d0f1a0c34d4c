"""Assertions over series, the words they allow, and what proves them.

How a sentence comes about::

    Population      whom the words name: rows and parameters decide, never what happens to be known
      └─ Evidence   one measure of a population in a quarter, against a base: `Value` by `Value`
           └─ Assertion   what holds, in one of the forms below; without language
                └─ Statement   the words chosen from it, its printed numbers with it

    forms of one figure or sum     value, change, total (form *sum*), span (form *range*)
    forms that count               each, split
    forms that rank                leader, record, lowest, since, streak
    forms that compare             part_of (form *share*), times, gap
    the form of nothing            absence (form *none*)

A new form is a function in `forms/` that takes evidence and returns an `Assertion`, its name in `assertion.FORMS`,
and the words it licenses in `lexicon`. A word that claims something (a quantifier, a direction, a superlative, a
multiple, an absence) is refused where no assertion of its sentence licenses it. `proof/` holds the same statements
against the data by another path and shares no arithmetic with this.
"""

from .assertion import Assertion, Direction, Operand
from .evidence import Evidence, Lookup
from .forms.absences import absence
from .forms.counts import each, each_beyond, each_told, split
from .forms.levels import change, span, total, value
from .forms.parts import gap, gap_of, part_of, times, times_of
from .forms.ranks import FIRST, leader, lowest, record, since, streak
from .lexicon import StatementError
from .population import Base, Population
from .quantified import Quantified
from .statement import EditionKey, Phrase, ProofLine, ProofStep, Statement, longest
from .teller import Teller
from .value import Value

__all__ = [
    "FIRST",
    "Assertion",
    "Base",
    "Direction",
    "EditionKey",
    "Evidence",
    "Lookup",
    "Operand",
    "Phrase",
    "Population",
    "ProofLine",
    "ProofStep",
    "Quantified",
    "Statement",
    "StatementError",
    "Teller",
    "Value",
    "absence",
    "change",
    "each",
    "each_beyond",
    "each_told",
    "gap",
    "gap_of",
    "leader",
    "longest",
    "lowest",
    "part_of",
    "record",
    "since",
    "span",
    "split",
    "streak",
    "times",
    "times_of",
    "total",
    "value",
]
