"""Published pages in a browser: axe's rules in light and dark, on a wide screen and a phone; its print; a phone's reading.

Run as a process of its own (``python -m sweep.browsed SEED [STEP]``): each fourth page, or all of them with a step of 1.
"""

from __future__ import annotations

import sys

from browser import BROWSER
from sweep import turned


def main(seed: int, step: int = turned.STEP) -> int:
    """Print what fails, and return 1 where anything does, or where no browser is there to look."""
    if BROWSER is None:
        print("no chromium or chrome on the PATH: no page was looked at")
        return 1
    return turned.main(seed, step, "turned and browsed", processes=1)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
