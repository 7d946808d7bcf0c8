"""``manage.py migrate``: Django's, under an actor, so that row security hides nothing from a migration."""

from typing import Any

from django.core.management.commands import migrate

from foundation.tenancy.context import acting

PRINCIPAL = "system:migrate"


class Command(migrate.Command):
    help = migrate.Command.help

    def handle(self, *args: Any, **options: Any) -> None:
        # Row security is forced on the owner too: without an actor an UPDATE changes no row, and a
        # foreign key is validated over no row, both without a word.
        with acting(PRINCIPAL):
            super().handle(*args, **options)
