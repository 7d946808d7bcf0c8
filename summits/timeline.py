"""Summits on a site's timeline, in words; the queries are in ``querysets/timeline.py``."""

from foundation.timeline.columns import Row
from foundation.timeline.registry import Kind, Source, declare
from foundation.ui.wording import counted
from foundation.workflow.declarations import address_of
from summits.querysets import timeline


def _attended(row: Row) -> str:
    """Say how many people came; how many registered, where nobody was checked in."""
    came, registered = row.detail["people"], row.detail["of"]
    if came:
        return f"Sent {counted(came, 'person', 'people')} to the summit"
    return f"Registered {counted(registered, 'person', 'people')} for the summit"


def _note(row: Row) -> str:
    """Say what came of it."""
    led = list(row.detail["requests"])
    if number := row.detail["commitments"]:
        led.append(counted(number, "commitment"))
    return f"Session note: led to {', '.join(led)}" if led else "Session note"


declare(
    Source(
        name="summits",
        label="Summits",
        rows=timeline.of_summits,
        kinds=(
            Kind(
                slug="summit-attended",
                what=_attended,
                href=address_of("summits:site-delegation", "slug", "site"),
            ),
        ),
        order=100,
    )
)
declare(
    Source(
        name="session-notes",
        label="Session notes",
        rows=timeline.of_notes,
        kinds=(Kind(slug="session-note", what=_note, href=address_of("summits:note", "subject")),),
        has_areas=True,
        order=110,
    )
)
