"""The questions of the essay, as a page asks them."""

from ...language import N_

ASKED = {
    "categories": N_("Which applications earn?"),
    "retention": N_("Do users stay, and pay?"),
    "own_models": N_("A model of one’s own, or another’s?"),
    "feature_or_company": N_("A feature or a company? Fashion?"),
    "scale": N_("Do model providers earn?"),
    "open_models": N_("Open models or closed ones?"),
    "hosting": N_("Is hosting a business?"),
    "alike": N_("Do models grow alike?"),
    "customers": N_("Do customers stay?"),
    "public_good": N_("Profit, or the public good?"),
    "cloud_capex": N_("What do large clouds spend?"),
    "scarce_chips": N_("Who gets scarce processors?"),
    "challengers": N_("Who challenges large clouds?"),
    "portable": N_("Does work move between clouds?"),
    "lead_of_nvidia": N_("How far does NVIDIA lead?"),
    "other_chips": N_("Do other chips win a share?"),
    "moats": N_("Does anything protect for long?"),
}
