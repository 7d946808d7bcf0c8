"""``manage.py run_reminders``: send the notices due now or at a given instant."""

import json
from argparse import ArgumentTypeError
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.dateparse import parse_datetime

from foundation.notifications import reminders


class Command(BaseCommand):
    help = "Send all reminders that are due. Each person gets each reminder once, no matter how often this runs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--now",
            type=instant,
            help="act as if it were this time (ISO 8601; UTC if no zone is given)",
        )
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        fired = reminders.run(options["now"])
        reminders.settle(options["now"])
        if options["json"]:
            self.stdout.write(json.dumps([asdict(kind) for kind in fired]))
        else:
            for kind in fired:
                self.stdout.write(f"{kind.slug}: {kind.error or kind.new}")
        if any(kind.error for kind in fired):
            raise CommandError("Some kinds failed. See the log for the reason.")


def instant(text: str) -> datetime:
    """Parse an aware instant from ISO 8601 text."""
    try:
        found = parse_datetime(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} isn't a valid time: {error}.") from error
    if found is None:
        raise ArgumentTypeError(
            f"{text!r} isn't a valid time. Use a format such as 2026-11-27T15:10:00-07:00."
        )
    return found if found.tzinfo else found.replace(tzinfo=UTC)
