"""`manage.py` with services: those of a running portal, or its own PostgreSQL and Valkey."""

import subprocess
import sys

from psp_portal.local import services
from psp_portal.local.environment import ROOT, Refusal, machine
from psp_portal.local.run import ignore_signals, say, variables_of
from psp_portal.local.supervisor import Supervisor


def main(arguments: list[str]) -> int:
    """Run one management command; return its exit code."""
    here, supervisor = machine(), Supervisor(say)
    command = [sys.executable, "manage.py", *arguments]
    if (here.home / services.ENVIRONMENT).exists() or here.has("DATABASE_URL"):
        return subprocess.call(command, cwd=ROOT)  # noqa: S603 -- our own command line
    try:
        with services.hold(here.home):
            variables = variables_of(here, services.start(here, supervisor, say))
            return subprocess.call(command, cwd=ROOT, env=variables)  # noqa: S603 -- as above
    except Refusal as refusal:
        say(str(refusal))
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        ignore_signals()
        supervisor.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
