"""Exchanges on the timelines of both sites, in words; the query is in ``querysets/timeline.py``."""

from exchanges.querysets import timeline
from foundation.timeline.columns import Row
from foundation.timeline.registry import Kind, Source, declare
from foundation.workflow.declarations import address_of


def _held(row: Row) -> str:
    """Say which part the site had."""
    verb = "Hosted a visit of" if row.detail["host"] == row.detail["site"] else "Visited"
    return f"{verb} {row.detail['other']}"


declare(
    Source(
        name="exchanges",
        label="Peer exchanges",
        rows=timeline.of_exchanges,
        kinds=(
            Kind(slug="exchange-held", what=_held, href=address_of("exchanges:detail", "subject")),
        ),
        has_areas=True,
        order=105,
    )
)
