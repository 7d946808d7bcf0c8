"""Whether a person a notice was planned for still belongs to the community, and is still needed."""

from uuid import UUID

from communities.models import Facilitator, Member, MisuseReport, Topic
from communities.querysets.communities import belongs_to
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.notifications.gate import declare

MEMBER = "You're a member or a facilitator of this community."


def _belongs(actor: Actor, thing: str) -> bool:
    return belongs_to(actor, UUID(thing), clock.now())


def _waits(actor: Actor, thing: str) -> bool:
    asked = Member.objects.waiting().filter(pk=UUID(thing)).exclude(person_id=actor.user_id)
    facilitated = Facilitator.objects.facilitated_by(actor, clock.now())
    return asked.filter(community__in=facilitated).exists()


def _is_own(actor: Actor, thing: str) -> bool:
    return Member.objects.filter(pk=UUID(thing), person_id=actor.user_id).exists()


def _is_reported(actor: Actor, thing: str) -> bool:
    return MisuseReport.objects.visible_to(actor).waiting().filter(pk=UUID(thing)).exists()


def _suggestion_waits(actor: Actor, thing: str) -> bool:
    return Topic.objects.visible_to(actor).waiting().filter(pk=UUID(thing)).exists()


def _is_own_suggestion(actor: Actor, thing: str) -> bool:
    return Topic.objects.of_person(actor.user_id).filter(pk=UUID(thing)).exists()


BELONGS = declare("community-is-joined", _belongs)
WAITS = declare("community-request-waits", _waits)
OWN = declare("community-membership-is-ones-own", _is_own)
TOPIC_WAITS = declare("community-topic-waits", _suggestion_waits)
OWN_TOPIC = declare("community-topic-is-ones-own", _is_own_suggestion)
REPORTED = declare("community-post-is-reported", _is_reported)
