"""``manage.py renew_secrets``: stored authenticator secrets under the key in force."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.accounts import actions
from foundation.tenancy.context import acting_atomic


class Command(BaseCommand):
    """Encrypt them again after SECRET_KEY changed; what is under it already stays as it is."""

    help = "Encrypt stored authenticator secrets with the SECRET_KEY in force."

    def handle(self, *args: Any, **options: Any) -> None:
        """Renew, and say how many."""
        with acting_atomic("system:outbox"):
            renewed, lost = actions.renew_secrets()
        self.stdout.write(f"Authenticators encrypted again: {renewed}.")
        if lost:
            raise CommandError(
                f"Authenticators that neither SECRET_KEY nor a key of SECRET_KEY_FALLBACKS opens: {lost}. "
                "Put the key they were made with into SECRET_KEY_FALLBACKS and run this again."
            )
