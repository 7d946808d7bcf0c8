"""A scheduler of its own process: runs the reminders at each instant it reads, and says when it is done."""

import sys
from datetime import datetime

import django

django.setup()

from foundation.calendars import clock  # noqa: E402 -- after Django is ready
from foundation.notifications import reminders  # noqa: E402 -- as above

sys.stdout.write("ready\n")
sys.stdout.flush()
for line in sys.stdin:
    at = datetime.fromisoformat(line.strip())
    with clock.frozen(at):
        wrong = [kind for kind in reminders.run(at) if kind.error]
    sys.stdout.write(f"{wrong or 'done'}\n")
    sys.stdout.flush()
