"""``manage.py drain_outbox``: handle due messages without Celery and Redis."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error as DatabaseError
from django.db import connection

from foundation.outbox.worker import Drained, drain
from foundation.tenancy.checks import refuse_to_serve

EVERY = 0.5
MAX_WAIT = 30.0
ROWS_A_ROUND = 100


class Command(BaseCommand):
    help = "Handle the rows that are due, most urgent first. Does the same work as the Celery worker, without a broker."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--forever", action="store_true", help="keep running until stopped")
        parser.add_argument(
            "--limit", type=int, default=1_000_000, help="handle at most this many rows"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_to_serve()
        if not options["forever"]:
            self._report(drain(limit=options["limit"]))
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        self._forever(stop)

    def _forever(self, stop: threading.Event) -> None:
        wait = 0.0
        while not stop.wait(wait):
            try:
                wait = EVERY if drain(limit=ROWS_A_ROUND, seconds=5).exhausted else 0.0
            except DatabaseError as error:
                self.stderr.write(f"The database is unavailable ({type(error).__name__}); waiting.")
                wait = min(max(wait, EVERY) * 2, MAX_WAIT)
                connection.close()

    def _report(self, tally: Drained) -> None:
        self.stdout.write(f"done {tally.done}, to retry {tally.failed}, failed {tally.dead}")
