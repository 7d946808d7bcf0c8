"""Print, as JSON, the database's rows of requests whose title begins with some words."""

import json

from django.core.management.base import BaseCommand
from django.db.models import F

from foundation.accounts.models import User
from foundation.notifications.models import Ledger, Notification
from foundation.outbox.models import Message
from foundation.tenancy.context import acting_atomic
from tta_requests.models import Entry, MatchRun, Offer, Provider, TTARequest


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("title")

    def handle(self, *args, **options):
        with acting_atomic("system:demo"):
            made = TTARequest.objects.filter(title__startswith=options["title"])
            told = {
                "requests": [_facts(tta_request) for tta_request in made],
                "waiting": Message.objects.exclude(state="done")
                .filter(due_at=F("created_at"))
                .count(),
                "maybe_sent": sum(Message.objects.values_list("maybe_sent", flat=True)),
                "places": [list(each) for each in _places()],
            }
        self.stdout.write(json.dumps(told))


def _facts(request):
    """Return a request's rows: those that must exist once, and who was notified of its offer."""
    offers = list(Offer.objects.filter(request=request))
    keys = [f"offer:{offer.pk}" for offer in offers]
    notices = Ledger.objects.filter(kind="offer", key__in=keys)
    people = User.objects.filter(organization__in=[o.provider_id for o in offers], is_active=True)
    steps = Entry.objects.filter(request=request).values_list("kind", flat=True)
    return {
        "title": request.title,
        "steps": sorted(steps),
        "offers": [offer.state for offer in offers],
        "runs": MatchRun.objects.filter(request=request).count(),
        "recipients": people.count(),
        "notices": [[str(each.pk), each.mail] for each in notices],
        "inbox": Notification.objects.filter(entry__in=notices).count(),
    }


def _places():
    """Yield each demonstration provider's counter of places, and its offers that use one."""
    for provider in Provider.objects.filter(organization__is_demo=True):
        holding = Offer.objects.filter(provider=provider, state__in=["open", "accepted"])
        # A place is free again once the delivery is confirmed.
        holding = holding.exclude(request__status__in=["confirmed", "closed"])
        yield provider.places_held, holding.count()
