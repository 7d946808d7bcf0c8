"""Print the roles page for docs/roles.md."""

from typing import Any

from django.core.management.base import BaseCommand

from foundation.accounts import roles_doc


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(roles_doc.book(), ending="")
