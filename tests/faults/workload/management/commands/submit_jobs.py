"""Ask for jobs one by one, going on after the last one whose transaction was committed."""

import time

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from foundation import outbox
from foundation.tenancy.context import acting_atomic
from tests.faults.workload.tasks import direct


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("jobs", type=int)
        parser.add_argument("--way", choices=["outbox", "on-commit"], default="outbox")
        parser.add_argument("--pause", type=float, default=0.05)

    def handle(self, *args, **options):
        while (job := self._next()) <= options["jobs"]:
            with acting_atomic("system:faults"):
                self._ask(job, options["way"])
            time.sleep(options["pause"])

    def _next(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(max(job), 0) + 1 FROM faults_asked")
            return cursor.fetchone()[0]

    def _ask(self, job: int, way: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO faults_asked (job) VALUES (%s)", [job])
        if way == "outbox":
            outbox.emit("faults.job", key=f"faults:{job}", payload={"job": job})
        else:
            transaction.on_commit(lambda: direct.delay(job))
