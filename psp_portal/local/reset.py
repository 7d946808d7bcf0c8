"""`make reset`: delete this portal's local data, unless a portal is running."""

import shutil
import sys

from psp_portal.local import services, state_dir
from psp_portal.local.environment import Refusal, machine
from psp_portal.local.run import say


def main() -> int:
    """Remove the state folder and its system counterpart; return the exit code."""
    try:
        home = machine().home
        with services.hold(home):
            for folder in (state_dir.elsewhere(home), home):
                shutil.rmtree(folder, ignore_errors=True)
    except Refusal as refusal:
        say(str(refusal))
        return 1
    say(f"Removed {home}; the next `make run` starts fresh.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
