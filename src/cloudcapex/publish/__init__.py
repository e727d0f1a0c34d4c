"""Publishing: parameters, a notebook, and one edition that is placed whole or not at all."""

import sys

# jsonschema builds 38 grammars when imported, for checking addresses that no notebook format asks about: two of
# a build's seconds. It does without where the module is absent.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
