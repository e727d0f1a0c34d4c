"""The value stack: one function an exhibit, in the order of the page."""

from ..back_matter import data_checks, disclosures, documents, elsewhere, glossary
from ..beside import article_claims
from ..front_page import contents
from .against import against_data
from .argued import argued
from .assumed import assumptions
from .bridge import between_vintages
from .computing import hour_prices, training_costs
from .context import ValueStack
from .destination import where_it_goes
from .flagships import model_lives, model_prices
from .front import front_page
from .layers import chips_over_time, layers_over_time
from .method import definitions, method
from .moved import chips_moved_by, clouds_moved_by
from .named import named_companies
from .observed import observed_models
from .one_day_table import one_day
from .sureness import sureness

OPEN = ValueStack

__all__ = [
    "OPEN",
    "ValueStack",
    "against_data",
    "argued",
    "article_claims",
    "assumptions",
    "between_vintages",
    "chips_moved_by",
    "chips_over_time",
    "clouds_moved_by",
    "contents",
    "data_checks",
    "definitions",
    "disclosures",
    "documents",
    "elsewhere",
    "front_page",
    "glossary",
    "hour_prices",
    "layers_over_time",
    "method",
    "model_lives",
    "model_prices",
    "named_companies",
    "observed_models",
    "one_day",
    "sureness",
    "training_costs",
    "where_it_goes",
]
