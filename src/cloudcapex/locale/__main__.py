"""Bring the catalogues up to date with the reports, and say what waits: ``python -m cloudcapex.locale``."""

import sys

from ..language.catalogue import path_of
from .refresh import refresh

waiting = 0
for language, (number, without) in refresh().items():
    print(f"{language}: {number} messages, {without} to translate in {path_of(language)}")
    waiting += without
sys.exit(1 if waiting else 0)
