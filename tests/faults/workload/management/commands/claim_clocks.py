"""Claim due clocks until none is left, pausing before each commit so that a kill can hit it."""

import time

from django.core.management.base import BaseCommand
from django.db import connection

from foundation.calendars import clock
from foundation.outbox import due_claims
from foundation.tenancy.context import acting_atomic


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--most", type=int, default=50)
        parser.add_argument("--dwell", type=float, default=0.02)

    def handle(self, *args, **options):
        while self._claim(options["most"], options["dwell"]):
            pass

    def _claim(self, most: int, dwell: float) -> int:
        with acting_atomic("system:reminders"):
            claimed = due_claims.once("tta_requests_claim_clocks", clock.now(), most=most)
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO faults_effect (job) VALUES (%s)", [claimed])
            time.sleep(dwell)
        return claimed
