"""Start the web server: ``python -m psp_portal.web --bind 127.0.0.1:8000``."""

import sys

from psp_portal.web.processes import main

if __name__ == "__main__":
    sys.exit(main())
