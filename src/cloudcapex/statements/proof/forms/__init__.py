"""What each form asserts, held against the data: one function a form, in a module for each kind.

    value, change          changes    a figure, and how it moved
    each, split            counts     so many of a set did so
    leader                 ranks      the largest, or the least
    record, lowest, since, streak     runs    how long there was no such value
    share, times, gap      ratios     one figure against another
    sum, range             sums       a set taken together, and its ends
    none                   absence    nobody said so

A form is its check, the shape of its ``result`` and the quantifiers it may carry, put on the list with ``@form``.
"""

from . import absence, changes, counts, ranks, ratios, runs, sums
from .form import FORMS, wrong

__all__ = ["FORMS", "absence", "changes", "counts", "ranks", "ratios", "runs", "sums", "wrong"]
