"""The proof: every statement held against the data by another path than the one that chose its words.

It reads the objects that `cloudcapex statements` prints, looks every value up in `series` anew, and judges forms and
words by brute force and rules of its own. It imports nothing else of this room, so that no fault of the one can hide in
the other::

    record           the object, strictly
    series, outside  values as the data give them
    case             a record with its values
    figures          base, population, values, unknowns
    forms/           what each form asserts
    words            numbers, claims and names in the sentence
"""

from .outside import OUTSIDE, OperandName, Reader, Tellable, outside
from .prove import Objection, prove

__all__ = ["OUTSIDE", "Objection", "OperandName", "Reader", "Tellable", "outside", "prove"]
