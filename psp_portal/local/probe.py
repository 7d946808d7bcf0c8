"""Whether the web process in this container answers `/healthz`, asked as the proxy would ask."""

import sys
import urllib.request

from psp_portal.local.environment import machine


def request() -> urllib.request.Request:
    """Compose the question: the first allowed host, over what counts as HTTPS."""
    here = machine()
    host = here.variables.get("ALLOWED_HOSTS", "").split(",")[0].lstrip(".") or "localhost"
    headers = {"Host": host, "X-Forwarded-Proto": "https"}
    return urllib.request.Request(f"http://127.0.0.1:{here.port}/healthz", headers=headers)


def main() -> int:
    """Return the exit code that a health check expects."""
    try:
        with urllib.request.urlopen(request(), timeout=4) as answer:  # noqa: S310 -- our own address
            return 0 if answer.status == 200 else 1
    except OSError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
