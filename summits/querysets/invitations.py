"""By when invitations to a summit are to be answered: a setting, and the day it makes."""

from django.db.models import DateField, ExpressionWrapper, F, IntegerField, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Least

from foundation.needs.columns import day_at
from foundation.notifications.models import ReminderDays
from foundation.notifications.schedules import Schedule, declare

ANSWER = declare(
    Schedule(
        slug="summit-answer",
        default=(14,),
        meaning="Days after the invitation by when a person is asked to answer.",
        most=90,
        steps=1,
    )
)


def answer_days() -> int:
    """Return in how many days after an invitation an answer is due: a setting."""
    (days,) = ReminderDays.objects.of(ANSWER)
    return days


def answer_day() -> Least:
    """Find by when a registration is to be answered, as ``policies.answer_day`` does, without a statement of its own."""
    setting = ReminderDays.objects.filter(slug=ANSWER.slug).values("days__0")[:1]
    days = Coalesce(Subquery(setting), Value(ANSWER.default[0]), output_field=IntegerField())
    return Least(
        _day(day_at(F("made_at"), "summit__time_zone") + days),
        _day(F("summit__starts_on") - Value(1)),
    )


def _day(counted: Combinable) -> Combinable:
    return ExpressionWrapper(counted, output_field=DateField())
