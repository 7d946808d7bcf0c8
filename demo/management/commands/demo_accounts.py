"""List the log-ins of the demonstration; refused in production."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.actions.people import accounts
from foundation.tenancy.context import acting_atomic


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="as JSON, for scripts")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PSP_ENV == "production":
            raise CommandError("Demonstration accounts don't exist in production.")
        with acting_atomic("system:demo"):
            rows = list(accounts())
        if options["json"]:
            self.stdout.write(json.dumps(rows))
            return
        for row in rows:
            place = row["site"] or "all sites"
            self.stdout.write(f"{row['email']:48} {row['password']:16} {row['role']} ({place})")
