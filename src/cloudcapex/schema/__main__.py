"""Print the codebook: ``python -m cloudcapex.schema > data/README.md``."""

from .codebook import codebook

print(codebook(), end="")
