"""``python -m cloudcapex`` is the command ``cloudcapex``."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
