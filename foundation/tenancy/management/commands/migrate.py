"""``manage.py migrate``: Django's, run as an actor, so that row security hides no row from it."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from foundation.tenancy import rendering
from foundation.tenancy.context import acting

PRINCIPAL = "system:migrate"


class Command(migrate.Command):
    help = migrate.Command.help

    def handle(self, *args: Any, **options: Any) -> None:
        # Row security is forced on the owner too: without an actor an UPDATE changes no row, and a
        # foreign key is validated over no row, both silently.
        connection = connections[options["database"]]
        with acting(PRINCIPAL), rendering.nearest_only():
            say(connection, PRINCIPAL)
            try:
                super().handle(*args, **options)
            finally:
                say(connection, "")


def say(connection: BaseDatabaseWrapper, who: str) -> None:
    """Set the actor for the whole session, for migrations that are not atomic."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.actor', %s, false)", [who])
