"""Fill the portal with invented sites, people, providers and work; refused in production."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dashboards.actions import demo


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PSP_ENV == "production":
            raise CommandError("Demonstration data can't be added in production.")
        made = demo.seed()
        self.stdout.write(
            "Demonstration data added." if made else "Demonstration data is already there."
        )
