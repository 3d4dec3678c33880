"""``python -m oogo`` is the command ``oogo``."""

import sys

from oogo.cli import main

sys.exit(main())
