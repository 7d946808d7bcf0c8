"""``manage.py walls``: compare the database's walls with those this version was made with."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.tenancy import walls


class Command(BaseCommand):
    help = "Say each hole in the walls of the database: row security, policies, triggers, rights, the portal's role."

    def handle(self, *args: Any, **options: Any) -> None:
        if holes := walls.found():
            raise CommandError("\n".join(holes))
        self.stdout.write("The walls stand.")
