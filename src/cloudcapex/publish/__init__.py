"""Publishing: parameters, a notebook, and one edition that is placed whole or not at all."""
