"""Create a new portal's first administrator or Program Manager, and mail a password link.

Once someone has the role, another holder is only proposed: a Program Manager approves it.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from foundation.accounts import actions
from foundation.accounts.links import password_url
from foundation.accounts.models import User
from foundation.accounts.roles import ADMINISTRATOR, PROGRAM_MANAGER, Role
from foundation.tenancy.context import acting_atomic


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument(
            "--program-manager",
            action="store_const",
            const=PROGRAM_MANAGER,
            default=ADMINISTRATOR,
            dest="role",
            help="create a Program Manager instead",
        )
        parser.add_argument("--link", action="store_true", help="also print the link once")

    def handle(self, *args: Any, **options: Any) -> None:
        role: Role = options["role"]
        user = User(email=options["email"], name=options["name"], staff_role=role.slug)
        user.set_unusable_password()
        try:
            user.full_clean()
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from None
        with acting_atomic("system:accounts"):
            actions.keep(user, changed=["staff_role"], by=None)
        title = role.title if user.staff_role else f"{role.title} once a Program Manager approves"
        self.stdout.write(f"{user.name}: {title}. {user.email} will get a link by email.")
        if options["link"]:
            self.stdout.write(password_url(user))
