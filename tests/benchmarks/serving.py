"""Become one commit's web server, as its ``make run`` starts it; started by ``throughput``.

Like ``reader`` it also runs in a working copy of another commit.
"""

import os
import runpy
import sys
from pathlib import Path

from reader import portal  # type: ignore[import-not-found]  # -- a neighbor: this file runs as a script

from psp_portal.local.environment import Machine
from psp_portal.local.run import portal as processes

KEPT_SECONDS = 60


def main() -> None:
    """Write the session of a member of staff to standard output, then serve at the given port."""
    from django.db import connections

    cookie = portal()("staff1").cookies["sessionid"].value
    connections.close_all()
    for each in connections.settings.values():
        each["CONN_MAX_AGE"] = KEPT_SECONDS  # in tests each request opens a connection of its own
    sys.stdout.write(cookie + "\n")
    sys.stdout.flush()
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):  # the access log, which nobody reads here
        os.dup2(nothing, stream.fileno())
    machine, bind = Machine(Path(), 0, {}), f"127.0.0.1:{sys.argv[1]}"
    [web] = [each for each in processes(machine, {}, [bind]) if each.name == "web"]
    _python, _run, module, *arguments = web.command
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
