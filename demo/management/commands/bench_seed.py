"""Insert requests in bulk for measurements, as the tables' owner; refused in production."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.actions import bench
from foundation.workflow.errors import Refused


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--requests", type=int, required=True, help="number of rows to insert")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PSP_ENV == "production":
            raise CommandError("Benchmark rows can't be added in production.")
        if "owner" not in settings.DATABASES:
            raise CommandError(
                "Set DATABASE_OWNER_URL. Bulk rows are inserted as the database owner."
            )
        if options["requests"] < 1:
            raise CommandError("--requests must be 1 or more.")
        try:
            bench.seed(options["requests"], told=self.stdout.write)
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
