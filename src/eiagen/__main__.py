"""`python -m eiagen` does what `eiagen` does."""

import sys

if __name__ == "__main__":  # a process that audits imports this module under another name
    from eiagen.cli import main

    sys.exit(main())
