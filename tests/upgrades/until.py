"""Migrate apps up to given migrations: ``python -m tests.upgrades.until tta_requests.0051 summits.0015``.

A separate program: its environment names its database. The portal's own command grants rights on columns that
only later migrations add.
"""

import sys

import django
from django.db import connections
from django.db.migrations.executor import MigrationExecutor


def main(asked: list[str]) -> None:
    """Run the migrations as the portal's command does, and grant no rights."""
    django.setup()
    from foundation.tenancy import rendering
    from foundation.tenancy.context import acting
    from foundation.tenancy.management.commands.migrate import PRINCIPAL, say

    connection = connections["owner"]
    with acting(PRINCIPAL), rendering.nearest_only():
        say(connection, PRINCIPAL)
        executor = MigrationExecutor(connection)
        names = (each.split(".") for each in asked)
        executor.migrate(
            [
                (app, executor.loader.get_migration_by_prefix(app, number).name)
                for app, number in names
            ]
        )


if __name__ == "__main__":
    main(sys.argv[1:])
