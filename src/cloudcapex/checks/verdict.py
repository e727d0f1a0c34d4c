"""What a check says: passed, skipped or failed, and why."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_NAMED = 3


@dataclass(frozen=True)
class Check:
    """The outcome of one check.

    Parameters
    ----------
    name : str
        What must hold, as a short sentence.
    status : str
        ``passed``, ``skipped`` (there was nothing to look at) or ``failed``.
    reason : str
        How much was looked at, or what was found.
    faults : tuple of str
        Everything that does not hold, where the reason names the first few.
    """

    name: str
    status: str
    reason: str
    faults: tuple[str, ...] = field(default=(), compare=False)


def told(what: str, valid: str, remedy: str) -> str:
    """Write a fault as every error of the house is written: what and where, what would be valid, what to do."""
    return f"{what}; valid: {valid}; {remedy}"


def verdict(name: str, looked_at: int, faults: list[str], *, unit: str, aside: str = "") -> Check:
    """Turn a count and a list of faults into a `Check`.

    Parameters
    ----------
    name : str
        What must hold.
    looked_at : int
        How many things were compared; nought makes the check ``skipped``.
    faults : list of str
        What does not hold, each with its place.
    unit : str
        What was counted, in the plural.
    aside : str
        What was not compared, and why.
    """
    tail = f"; {aside}" if aside else ""
    if faults:
        more = f" and {len(faults) - MOST_NAMED} more" if len(faults) > MOST_NAMED else ""
        shown = "; ".join(faults[:MOST_NAMED])
        return Check(
            name, "failed", f"{len(faults)} of {looked_at:,} {unit}: {shown}{more}{tail}", (*faults,)
        )
    if not looked_at:
        return Check(name, "skipped", f"no {unit} to look at{tail}")
    return Check(name, "passed", f"{looked_at:,} {unit}{tail}")
