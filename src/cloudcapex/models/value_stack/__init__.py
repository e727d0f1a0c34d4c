"""Where a dollar of generative-AI revenue goes: shares that others have estimated, the flows they make, and how sure that is."""

from .assumptions import NEEDED, Assumption, Estimate, Named, Stack, read_stack
from .bridge import Shift, bridge
from .choice import ESSAY, Chosen, chosen, missing
from .draws import RANKED, SEED, Interval, Simulation, Swing, simulate, swings
from .flows import LEAVES, NODES, OUTPUTS, SOURCES, Link, flows, outputs, settled

__all__ = [
    "ESSAY",
    "LEAVES",
    "NEEDED",
    "NODES",
    "OUTPUTS",
    "RANKED",
    "SEED",
    "SOURCES",
    "Assumption",
    "Chosen",
    "Estimate",
    "Interval",
    "Link",
    "Named",
    "Shift",
    "Simulation",
    "Stack",
    "Swing",
    "bridge",
    "chosen",
    "flows",
    "missing",
    "outputs",
    "read_stack",
    "settled",
    "simulate",
    "swings",
]
