"""``manage.py renew_secrets``: encrypt stored authenticator secrets with the current key."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.accounts import actions
from foundation.tenancy.context import acting_atomic


class Command(BaseCommand):
    """Encrypts secrets again after SECRET_KEY changed, except those under the current key."""

    help = "Encrypt stored authenticator secrets with the current SECRET_KEY."

    def handle(self, *args: Any, **options: Any) -> None:
        """Encrypt the secrets again, and print how many."""
        with acting_atomic("system:outbox"):
            renewed, lost = actions.renew_secrets()
        self.stdout.write(f"Authenticators re-encrypted: {renewed}.")
        if lost:
            raise CommandError(
                f"Authenticators that neither SECRET_KEY nor SECRET_KEY_FALLBACKS can decrypt: {lost}. "
                "Add the key they were encrypted with to SECRET_KEY_FALLBACKS and run this command again."
            )
