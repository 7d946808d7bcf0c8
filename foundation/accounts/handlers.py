"""Durable work of this floor: mail about accounts."""

from foundation.accounts import mail
from foundation.accounts.links import NOTICES, password_url
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.outbox.registry import Payload, handler


@handler("accounts.send_password_link")
def send_password_link(payload: Payload) -> None:
    """Mail the link; a person who was deactivated meanwhile gets none."""
    user = User.objects.filter(pk=payload["user"], is_active=True).first()
    if user is None:
        return
    mail.send(
        "accounts/password_link",
        to=user.email,
        key=f"password-{user.pk}-{int(clock.now().timestamp())}",
        context={"person": user, "link": password_url(user)},
    )


@handler("accounts.send_security_notice")
def send_security_notice(payload: Payload) -> None:
    """Mail what changed."""
    user = User.objects.filter(pk=payload["user"]).first()
    if user is None:
        return
    mail.send(
        "accounts/security_notice",
        to=user.email,
        key=f"notice-{user.pk}-{payload['what']}-{int(clock.now().timestamp())}",
        context={"person": user, "what": NOTICES[str(payload["what"])]},
    )
