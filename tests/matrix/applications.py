"""Applications of the matrix: one round for each site, though applications belong to none."""

from datetime import timedelta
from typing import Any, NamedTuple

from applications.enums import Section, Status
from applications.models import Application, DraftLink, Requirement, Round
from foundation.calendars import clock


class Step(NamedTuple):
    """A step of the review: its page is named by the verb, no row."""

    name: str = "start-review"


def plant(place: int) -> dict[str, Any]:
    """Create a round, a draft with its link, and a submitted application; only the first round is open."""
    now = clock.now()
    opens = now - timedelta(days=1 + 100 * place)
    found = Round.objects.create(
        cohort_year=2030 + place, opens_at=opens, closes_at=opens + timedelta(days=60)
    )
    Requirement.objects.get_or_create(
        slug="leadership", defaults={"question": "Our chief agrees", "source": "a test"}
    )
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
    return {
        "round": found,
        "application-draft": draft,
        "application-link": link,
        "application-section": Section.CHANGE,
        "application": sent,
        "application-reviewed": reviewed,
        "application-step": Step(),
    }
