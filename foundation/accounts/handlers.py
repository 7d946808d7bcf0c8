"""Outbox jobs of this app: mail about accounts."""

from foundation.accounts import holdings, mail
from foundation.accounts.actors import Actor
from foundation.accounts.links import NOTICES, password_url
from foundation.accounts.models import User
from foundation.audit.events import events_of
from foundation.outbox import Letter, Payload, handler, letter


@letter("accounts.send_password_link")
def send_password_link(payload: Payload) -> Letter | None:
    """Mail a link that sets a password, unless the person was deactivated in the meantime."""
    user = User.objects.get(pk=payload["user"])
    return mail.write(
        "accounts/password_link",
        to=user,
        context={"person": user, "link": password_url(user)},
    )


@letter("accounts.send_security_notice")
def send_security_notice(payload: Payload) -> Letter | None:
    """Mail a person what changed about their account."""
    user = User.objects.get(pk=payload["user"])
    return mail.write(
        "accounts/security_notice",
        to=user,
        context={"person": user, "what": NOTICES[str(payload["what"])]},
    )


@letter("accounts.send_to_previous_address")
def send_to_previous_address(payload: Payload) -> Letter | None:
    """Mail a person at the address that their account no longer uses."""
    version = events_of(User).get(pgh_id=payload["version"])
    return mail.write(
        "accounts/previous_address",
        to=mail.Outsider(version.email),
        context={"person": version},
    )


@handler("accounts.closed")
def hand_over_from_an_account(payload: Payload) -> None:
    """Hand over what came to a closed account while it was being closed."""
    user = User.objects.get(pk=int(payload["user"]))
    if not user.is_active:
        holdings.hand_over(holdings.Loss.of_account(user), {}, by=Actor.system("outbox"))
