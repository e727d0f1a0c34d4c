"""The flows that a set of shares makes: from users and investors through the layers to where the money stays."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

Link = tuple[str, str]
Drawn = float | np.ndarray  # of one set of shares, or of every draw

SOURCES = ("users", "investors")
# In the order money passes them; a node sends on exactly what it receives.
NODES = ("applications", "models", "clouds", "chips")
LEAVES = (
    "apps_profit",
    "apps_costs",
    "models_keep",
    "clouds_keep",
    "equipment",
    "chips_profit",
    "chips_suppliers",
)
# What is asked of the model, for each dollar that users pay.
OUTPUTS = (
    "clouds_of_revenue",
    "investors",
    "free_use",
    "paid_use",
    "clouds_in_all",
    "models_revenue",
    "apps_profit",
    "chips",
    "chips_bought",
)


def flows(share: Mapping[str, Drawn]) -> dict[Link, Drawn]:
    """Divide one dollar that users pay.

    Parameters
    ----------
    share : mapping
        A number or an array for each assumption; what is not there leaves its part of the stack out: without
        ``models_compute`` no money of investors, without ``equipment_share`` and ``chips_share`` nothing is followed
        past the clouds, without ``chips_margin`` nothing past the chip maker.

    Returns
    -------
    dict
        Dollars by (from, to), each a number or an array. Sums are conserved at each node but for rounding.
    """
    a, margin, inference = share["apps_share"], share["apps_gross_margin"], share["apps_inference"]
    direct, spent = share["direct_to_cloud"], share["models_cloud"]
    bought = a * inference
    revenue = (1 - a) + bought * (1 - direct)
    found: dict[Link, Drawn] = {
        ("users", "applications"): a,
        ("users", "models"): 1 - a,
        ("applications", "apps_profit"): a * margin,
        ("applications", "apps_costs"): a * (1 - margin - inference),
        ("applications", "models"): bought * (1 - direct),
        ("applications", "clouds"): bought * direct,
        ("models", "clouds"): revenue * spent,
        ("models", "models_keep"): revenue * (1 - spent),
    }
    received = bought * direct + revenue * spent
    if "models_compute" in share:
        added = _added(share, revenue)
        found["investors", "models"] = added
        found["models", "clouds"] = revenue * spent + added
        received = received + added
    if "equipment_share" in share and "chips_share" in share:
        equipment, chips = share["equipment_share"], worn(share)
        worn_chips = received * equipment * chips
        own = worn_chips * share.get("own_chips", 0.0)
        found["clouds", "clouds_keep"] = received * (1 - equipment)
        found["clouds", "equipment"] = received * equipment * (1 - chips)
        found["clouds", "chips"] = worn_chips - own
        if "own_chips" in share:
            # A cloud pays no merchant's margin on chips of its own.
            found["clouds", "chips_suppliers"] = own
        if "chips_margin" in share:
            found["chips", "chips_profit"] = found["clouds", "chips"] * share["chips_margin"]
            found["chips", "chips_suppliers"] = found["clouds", "chips"] * (1 - share["chips_margin"])
    return found


def _added(share: Mapping[str, Drawn], revenue: Drawn) -> Drawn:
    """What investors pay: all compute of model providers but what revenue pays for."""
    left = share["models_compute"] - share["models_cloud"]
    return revenue * (np.maximum(left, 0.0) if isinstance(left, np.ndarray) else max(left, 0.0))


def worn(share: Mapping[str, Drawn]) -> Drawn:
    """Return the chips' part of a year's wear.

    Parameters
    ----------
    share : mapping
        With ``chips_share``, their part of the cost; without both lives it is their part of the wear, too.
    """
    cost = share["chips_share"]
    if "chips_life" not in share or "other_life" not in share:
        return cost
    chips, other = cost / share["chips_life"], (1 - cost) / share["other_life"]
    return chips / (chips + other)


def outputs(share: Mapping[str, Drawn]) -> dict[str, Drawn]:
    """Return what is asked of the model, for each dollar that users pay.

    Returns
    -------
    dict
        ``clouds_of_revenue``: what reaches clouds out of users' money alone, the measure of the essay.
        ``paid_use``: the same where investors pay for all free use, too.
        ``investors``: what investors send there through model providers; ``free_use``: its part that serves users
        who pay nothing. ``clouds_in_all``: with investors' money. ``models_revenue``: what model providers take in
        from users and applications. ``apps_profit``: gross profit of applications. ``chips``: what reaches the
        chip maker for a year's wear; ``chips_bought``: what is bought of it in that year. One that cannot be told
        from the shares given is not there.
    """
    found = flows(share)
    revenue = found["users", "models"] + found["applications", "models"]
    result = {
        "clouds_of_revenue": found["applications", "clouds"] + revenue * share["models_cloud"],
        "models_revenue": revenue,
        "apps_profit": found["applications", "apps_profit"],
    }
    if ("investors", "models") in found:
        result["investors"] = found["investors", "models"]
        result["clouds_in_all"] = found["applications", "clouds"] + found["models", "clouds"]
        if "free_use" in share:
            result["free_use"] = np.minimum(revenue * share["free_use"], result["investors"])
            borne = np.minimum(share["free_use"], share["models_cloud"])
            result["paid_use"] = result["clouds_of_revenue"] - revenue * borne
    if ("clouds", "chips") in found:
        result["chips"] = found["clouds", "chips"]
        if "growth_factor" in share:
            result["chips_bought"] = result["chips"] * share["growth_factor"]
    return {name: result[name] for name in OUTPUTS if name in result}


def settled(found: Mapping[Link, float], cents: int = 10_000) -> dict[Link, int]:
    """Turn flows into whole cents that conserve every one of them.

    Parameters
    ----------
    found : mapping
        Dollars by (from, to) for each dollar that users pay, as `flows` gives them.
    cents : int
        What users pay, in cents: 10,000 for a hundred dollars.

    Returns
    -------
    dict
        Cents by (from, to). What comes into a node goes out of it, to the cent; rounding goes to the links with
        the largest remainders, so that no link is off by more than the cents of rounding that came into its node.
    """
    start = {"users": cents, "investors": round(cents * found.get(("investors", "models"), 0.0))}
    done: dict[Link, int] = {}
    for node in (*SOURCES, *NODES):
        came = start.get(node, 0) + sum(v for (_, to), v in done.items() if to == node)
        out = {link: v for link, v in found.items() if link[0] == node}
        if out:
            done.update(_apportioned(came, out))
    return done


def _apportioned(whole: int, parts: Mapping[Link, float]) -> dict[Link, int]:
    """Divide whole cents in proportion, the rounding going to the largest remainders."""
    # A part may be a hair below zero where floats that should cancel do not.
    weights = {link: max(value, 0.0) for link, value in parts.items()}
    total = math.fsum(weights.values())
    if whole == 0 or total == 0:
        if whole:
            raise ValueError(f"{whole} cents have nowhere to go")
        return dict.fromkeys(parts, 0)
    exact = {link: whole * (value / total) for link, value in weights.items()}
    found = {link: math.floor(value) for link, value in exact.items()}
    left = whole - sum(found.values())
    for link in sorted(exact, key=lambda k: (found[k] - exact[k], k))[:left]:
        found[link] += 1
    return found
