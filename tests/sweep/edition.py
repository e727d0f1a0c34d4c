"""One edition of the sweep, made and proved in a process of its own."""

from __future__ import annotations

from .cases import Case


def run(case: Case) -> dict[str, object]:
    """Make and prove one edition; a fault of any kind is a failure, told in a line."""
    from cloudcapex.cli.statements import collect, faults_in

    try:
        records = collect(case.report, dict(case.parameters))
        failures = faults_in(records)
    except Exception as error:
        return {"case": case.name, "statements": 0, "failures": [f"{type(error).__name__}: {error}"]}
    return {"case": case.name, "statements": len(records), "failures": failures}
