"""What the Paperwork Reduction Act and the Privacy Act require on the forms of a summit."""

from datetime import date

from django.db.models import Exists

from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from sites.models import PublicForm

REGISTRATION = "summit-registration"
NEEDS = "summit-needs"
WALK_IN = "summit-walk-in"
FEEDBACK = "summit-feedback"
FORMS = (REGISTRATION, NEEDS, WALK_IN, FEEDBACK)


def notice_of(form: str) -> PublicForm | None:
    """Return what a form shows: its OMB control number, burden, and Privacy Act text; None if it isn't valid today."""
    return PublicForm.objects.in_force(form, clock.today(OFFICIAL_ZONE))


def is_valid(form: str, today: date) -> Exists:
    """Return the condition that a form has a valid number on a day, for a statement that asks more."""
    found = PublicForm.objects.filter(slug=form, expires_on__gte=today)
    return Exists(found.exclude(omb_number=""))


def not_offered() -> list[str]:
    """Return the titles of the summit's forms that have no valid number today."""
    today = clock.today(OFFICIAL_ZONE)
    found = PublicForm.objects.filter(slug__in=FORMS)
    valid = found.filter(expires_on__gte=today).exclude(omb_number="")
    return [form.title for form in found.exclude(pk__in=valid.values("pk"))]
