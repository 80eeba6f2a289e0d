"""`python -m mote report model.hpp`."""

import sys

from .chip.report import main

if sys.argv[1:2] != ["report"]:
    print("usage: python -m mote report model.hpp [--board NAME ...]", file=sys.stderr)
    print("       python -m mote report --help", file=sys.stderr)
    sys.exit(0 if sys.argv[1:2] in (["-h"], ["--help"]) else 2)
sys.exit(main())
