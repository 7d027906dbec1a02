"""`python -m eiagen` does what `eiagen` does."""

import sys

from eiagen.cli import main

if __name__ == "__main__":
    sys.exit(main())
