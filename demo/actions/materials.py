"""The demonstration's recordings and materials: slides, a checklist, and links that lead nowhere real."""

from io import BytesIO

from foundation.accounts.actors import Actor
from foundation.files.intake import check
from summits.actions import materials
from summits.models import Session, Summit

SLIDES = (
    "Weekly shooting reviews that last\n\n1. One list of shootings\n2. One owner for each lead\n"
)
CHECKLIST = "Before the next summit\n\n- Name delegates by the deadline\n- Bring your plan\n"
# A host of the reserved domain for examples (RFC 2606).
RECORDING = "https://video.example.gov/summit/{slug}/{n}"


def add(summit: Summit, *, by: Actor) -> None:
    """Add a checklist and a recording to a summit, slides and a recording to its first session."""
    materials.add_file(
        summit,
        file=check(BytesIO(CHECKLIST.encode()), "checklist.txt"),
        description="Checklist for delegations (demonstration)",
        by=by,
    )
    _record(summit, None, "Opening remarks (demonstration)", 0, by=by)
    first = Session.objects.of_summit(summit.pk).placed().select_related("summit").first()
    if first is not None:
        materials.add_file(
            summit,
            session=first,
            file=check(BytesIO(SLIDES.encode()), "slides.txt"),
            description="Slides (demonstration)",
            by=by,
        )
        _record(summit, first, "Recording (demonstration)", 1, by=by)


def _record(summit: Summit, session: Session | None, title: str, n: int, *, by: Actor) -> None:
    url = RECORDING.format(slug=summit.slug, n=n)
    materials.add_link(summit, session=session, title=title, url=url, by=by)
