"""Check whether the web process in this container answers `/healthz`."""

import sys
import urllib.request

from psp_portal.local.environment import machine


def main() -> int:
    """Return the exit code that a health check expects."""
    address = f"http://127.0.0.1:{machine().port}/healthz"
    try:
        urllib.request.urlopen(address, timeout=4).close()
    except OSError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
