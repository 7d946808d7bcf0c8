"""Submit jobs one by one, continuing after the last one that was committed."""

import time

from django.core.management.base import BaseCommand
from django.db import connection

from foundation import outbox
from foundation.tenancy.context import acting_atomic


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("jobs", type=int)
        parser.add_argument("--pause", type=float, default=0.05)

    def handle(self, *args, **options):
        while (job := self._next()) <= options["jobs"]:
            with acting_atomic("system:faults"):
                self._ask(job)
            time.sleep(options["pause"])

    def _next(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(max(job), 0) + 1 FROM faults_asked")
            return cursor.fetchone()[0]

    def _ask(self, job: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO faults_asked (job) VALUES (%s)", [job])
        outbox.emit("faults.job", key=f"faults:{job}", payload={"job": job})
