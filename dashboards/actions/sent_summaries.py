"""Send a site's one-page summary to its executive leadership, as a notice with a link and none of its text."""

from django.urls import reverse

from dashboards import errors
from dashboards.models import SentSummary
from dashboards.policies import sent_summaries as policies
from engagements.querysets.owners import in_role
from foundation.accounts.actors import Actor
from foundation.accounts.roles import EXECUTIVE_LEADERSHIP
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.notifications.gate import declare
from foundation.notifications.notices import Due
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint
from foundation.tenancy.turns import take_turn
from sites.models import Site

# The turns of sites among the database's advisory locks: this and the site's key.
SENDING = 92_000_000_000


@atomic_savepoint
def send(site: Site, *, by: Actor) -> SentSummary:
    """Send the summary to the people in the site's seats of executive leadership.

    Raises:
        CannotSend: when the actor may not send it.
        NoLeadership: when no one has such a seat.
        JustSent: when it was sent within the last minute.
    """
    if by.user_id is None or not policies.can_send(by, site):
        raise errors.CannotSend
    take_turn(SENDING + site.pk)
    now = clock.now()
    people = in_role(site, EXECUTIVE_LEADERSHIP.slug, now).count()
    if not people:
        raise errors.NoLeadership
    if SentSummary.objects.of_site(site.pk).since(now - policies.PAUSE).exists():
        raise errors.JustSent
    sent = SentSummary.objects.create(site=site, people=people, sent_by_id=by.user_id, sent_at=now)
    payload = {"sent": str(sent.pk)}
    emit("dashboards.announce_summary", key=f"summary-sent:{sent.pk}", payload=payload)
    return sent


def announce(sent: SentSummary) -> None:
    """Notify the people in the seats of executive leadership now that the summary is for them."""
    site = sent.site
    notify.send(
        "summary-sent",
        Due(
            key=str(sent.pk),
            recipients=set(in_role(site, EXECUTIVE_LEADERSHIP.slug, clock.now())),
            gate=FOR_LEADERSHIP(sent.pk),
            number=site.name,
            action="read the one-page summary of your site",
            url=reverse("sites:one-page", args=[site.slug]),
            why=f"You have a seat in the Executive Leadership of {site.name}.",
            site_id=site.pk,
        ),
    )


def _leads(actor: Actor, thing: str) -> bool:
    """Return whether the reader has a seat of executive leadership at the site of a summary."""
    found = SentSummary.objects.visible_to(actor).filter(pk=thing).select_related("site")
    return any(
        in_role(each.site, EXECUTIVE_LEADERSHIP.slug, clock.now())
        .filter(pk=actor.user_id or 0)
        .exists()
        for each in found
    )


FOR_LEADERSHIP = declare("summary-is-for-leadership", _leads)
