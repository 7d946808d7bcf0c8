"""The reminder for a site without an engagement update for too long."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.notifications.gate import declare
from foundation.notifications.reminders import Due, Reminder
from liaisons.models import ContactStandard
from liaisons.policies.caseload import expects_contact
from liaisons.querysets.caseload import CaseFacts, facts_of
from sites.actions.gates import is_liaison
from sites.models import Site


def _is_missing(actor: Actor, thing: str) -> bool:
    site_id, since = thing.split("|")
    if not is_liaison(actor, int(site_id)):
        return False
    found = facts_of(Site.objects.filter(pk=site_id), Actor.system("reminders"))
    return any(_since(facts) == since for facts in found)


def _since(facts: CaseFacts) -> str:
    """Return the day of the last contact, which begins the gap."""
    last = facts.last.occurred_on if facts.last else None
    return last.isoformat() if last else "never"


MISSING = declare("update-is-missing", _is_missing)


class UpdateMissing(Reminder):
    """No engagement update for 30 days (a setting): the liaison is notified, once for each gap."""

    slug = "no-engagement-update"

    def due(self, now: datetime) -> Iterable[Due]:
        """Yield notices for sites whose last contact was too long ago, by their own calendar."""
        days = ContactStandard.objects.current().due_days
        for facts in facts_of(Site.objects.all(), Actor.system("reminders")):
            if expects_contact(facts) and (facts.waited or 0) >= days:
                yield from self._notices(facts)

    def _notices(self, facts: CaseFacts) -> Iterator[Due]:
        if not facts.liaisons:
            return
        since = _since(facts)
        yield Due(
            key=f"site:{facts.site.pk}:since:{since}",
            recipients=facts.liaisons,
            gate=MISSING(f"{facts.site.pk}|{since}"),
            number=facts.site.name,
            action="log an update",
            url=f"{reverse('liaisons:new')}?site={facts.site.slug}",
            why=f"You are the Strategic Site Liaison for {facts.site.name}.",
            site_id=facts.site.pk,
        )
