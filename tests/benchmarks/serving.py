"""Serve one commit's portal on loopback, and say where and to whom; started by ``throughput``.

Like ``reader`` it also runs in a working copy of another commit.
"""

import json
import logging
import sys

import waitress
from reader import portal  # type: ignore[import-not-found]  # -- a neighbor: this file runs as a script

THREADS = 8


def main() -> None:
    """Serve until ended, with the session of a member of staff."""
    staff = portal()(True)
    staff.get("/requests/")
    from psp_portal.wsgi import application

    logging.getLogger("waitress").setLevel(logging.ERROR)  # more clients than threads is meant
    server = waitress.create_server(application, host="127.0.0.1", port=0, threads=THREADS)
    cookie = f"sessionid={staff.cookies['sessionid'].value}"
    sys.stdout.write(json.dumps({"port": server.effective_port, "cookie": cookie}) + "\n")
    sys.stdout.flush()
    server.run()


if __name__ == "__main__":
    main()
