"""Applications of the matrix: one round for each site, though applications belong to none."""

from datetime import timedelta
from io import BytesIO
from typing import Any, NamedTuple

from applications.enums import Section, Status
from applications.models import (
    Application,
    Criterion,
    DraftLink,
    Requirement,
    Reviewer,
    Round,
    SupportLetter,
)
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.files.actions import keep
from foundation.files.intake import check
from tests.files.samples import PDF


class Step(NamedTuple):
    """A step of the review: its page is named by the verb, no row."""

    name: str = "start-review"


def plant(place: int, persona: User, leader: User) -> dict[str, Any]:
    """Create a round, a draft with its link, and a submitted application; only the first round is open.

    Arguments:
        persona: who reviews an application.
        leader: who named them.
    """
    now = clock.now()
    opens = now - timedelta(days=1 + 100 * place)
    found = Round.objects.create(
        cohort_year=2030 + place, opens_at=opens, closes_at=opens + timedelta(days=60)
    )
    Requirement.objects.get_or_create(
        slug="leadership", defaults={"question": "Our chief agrees", "source": "a test"}
    )
    Criterion.objects.get_or_create(slug="need", defaults={"name": "Need", "source": "a test"})
    draft, sent, reviewed = (
        Application.objects.create(
            round=found,
            contact_email=f"{status}{place}@agency.example.gov",
            agency_name=f"Agency {place}",
            status=status,
            started_at=now,
            submitted_at=None if status == Status.DRAFT else now,
        )
        for status in (Status.DRAFT, Status.SUBMITTED, Status.UNDER_REVIEW)
    )
    link = DraftLink.objects.create(
        application=draft, made_at=now, expires_at=now + timedelta(days=9)
    )
    reviewer = Reviewer.objects.create(
        application=reviewed,
        round=found,
        person=persona,
        starts_at=now,
        due_on=clock.today("UTC") + timedelta(days=9),
        given_by=leader,
    )
    letter, letter_sent = (
        keep(
            SupportLetter(application=each),
            check(BytesIO(PDF), f"letter-{place}.pdf"),
            by_user=None,
        )
        for each in (draft, reviewed)
    )
    return {
        "round": found,
        "application-draft": draft,
        "application-link": link,
        "application-section": Section.CHANGE,
        "application": sent,
        "application-reviewed": reviewed,
        "application-letter": letter,
        "application-letter-sent": letter_sent,
        "application-reviewer": reviewer,
        "application-step": Step(),
    }
