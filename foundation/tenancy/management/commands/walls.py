"""``manage.py walls``: compare the database's protection with that of this version."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.tenancy import walls


class Command(BaseCommand):
    help = "List each gap in the database's protections: row security, policies, triggers, permissions, and the portal's role."

    def handle(self, *args: Any, **options: Any) -> None:
        if holes := walls.found():
            raise CommandError("\n".join(holes))
        self.stdout.write("No gaps found.")
