"""Durable work of the sites room: mail to people invited, and to managers when glass is broken."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from foundation.accounts import mail
from foundation.accounts.models import User
from foundation.accounts.roles import ROLES
from foundation.outbox import Letter, Payload, letter
from sites.actions import invite
from sites.models import BreakGlass, Invitation


@letter("sites.send_invitation")
def send_invitation(payload: Payload) -> Letter | None:
    """Mail the link; an invitation that was withdrawn or accepted meanwhile needs none."""
    invitation = (
        Invitation.objects.open()
        .select_related("site")
        .filter(pk=str(payload["invitation"]))
        .first()
    )
    if invitation is None:
        return None
    return mail.write(
        "sites/invitation",
        to=invitation.email,
        key=f"invitation-{invitation.pk}",
        context={
            "invitation": invitation,
            "site": invitation.site,
            "role": ROLES[invitation.role].title,
            "until": _local(invitation.expires_at, invitation.site.time_zone),
            "link": settings.PUBLIC_BASE_URL + invite.path_of(invitation.pk),
        },
    )


@letter("sites.tell_of_broken_glass")
def tell_of_broken_glass(payload: Payload) -> Letter | None:
    """Mail one program manager that an administrator looks into a site."""
    look = BreakGlass.objects.select_related("site", "user").get(pk=str(payload["record"]))
    person = User.objects.get(pk=str(payload["manager"]))
    path = reverse("sites:broken-glass", args=[look.site.slug])
    return mail.write(
        "sites/broken_glass",
        to=person.email,
        key=f"glass-{look.pk}-{person.pk}",
        context={
            "person": person,
            "site": look.site,
            "opened_by": look.user.name,
            "until": _local(look.closes_at, person.time_zone),
            "link": f"{settings.PUBLIC_BASE_URL}{path}",
        },
    )


def _local(moment: datetime, zone: str) -> str:
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local:%a %b} {local.day}, {local.year}, {local:%H:%M} {local.tzname()}"
