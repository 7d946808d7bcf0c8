"""Fill the portal with invented sites, people, providers and work; refused in production."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.actions import demonstration


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PSP_ENV == "production":
            raise CommandError("Demonstration data can't be added in production.")
        made = demonstration.seed()
        self.stdout.write(
            "Demonstration data added." if made else "Demonstration data is already there."
        )
