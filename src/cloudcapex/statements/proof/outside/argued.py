"""What public texts say of the stack, from their tables: ``value_stack.answered`` of a question; ``value_stack.training_cost``
of *text/low:model* or *high*; ``value_stack.hour_price`` of *cloud:processor*."""

from __future__ import annotations

from ....facts import load_arguments, load_hours, load_training
from .question import OperandName, Tellable, outside
from .stack import day_of

# Whose questions they are: before it, nobody had asked.
_ESSAY = "a16z-com-generative-ai-platform"


@outside("value_stack.answered")
def answered(asked: OperandName) -> list[Tellable]:
    """Look whether a text puts a figure to a question."""
    table = load_arguments(day_of(asked))
    if not table["source_id"].eq(_ESSAY).any():
        return []
    table = table[table["question"] == asked.of]
    if table.empty:
        return []
    return [Tellable("yes" if table["value_low"].notna().any() else "no", "")]


@outside("value_stack.training_cost")
def training_cost(asked: OperandName) -> list[Tellable]:
    """Read one end of what a text says training cost."""
    text, _, model = asked.of.partition(":")
    source, _, end = text.rpartition("/")
    table = load_training(day_of(asked))
    table = table[(table["source_id"] == source) & (table["model"] == model)]
    return [Tellable(float(cost), "USD", (source,)) for cost in table[f"value_{end}"]] if len(table) else []


@outside("value_stack.hour_price")
def hour_price(asked: OperandName) -> list[Tellable]:
    """Divide the newest list price of a cloud by the processors it is of."""
    cloud, _, chip = asked.of.partition(":")
    table = load_hours(day_of(asked))
    table = table[(table["chip"] == chip) & (table["cloud"] == cloud)].sort_values("filed").tail(1)
    return [
        Tellable(float(price) / int(n), "USD", (source,), about=(filed.date().isoformat(),))
        for price, n, source, filed in zip(
            *(table[c] for c in ("price", "processors", "source_id", "filed")), strict=True
        )
    ]
