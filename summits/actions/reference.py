"""Load the app's reference files; a second run changes only what follows the file."""

from collections.abc import Iterable, Mapping
from datetime import date

from foundation.tenancy.context import atomic
from sites.actions.reference import bring_up_to_date, put_all
from summits.enums import Format, Origin, State
from summits.models import LeadTime, SeatRule, Summit

Row = Mapping[str, str]


@atomic
def load_lead_times(rows: Iterable[Row]) -> int:
    """Load the lead times of gates once; administrators then edit them."""
    times = [
        {"kind": row["kind"], "days_before": int(row["days_before"]), "source": row["source"]}
        for row in rows
    ]
    return put_all(LeadTime, ("kind",), times, update=False)


@atomic
def load_seat_rules(rows: Iterable[Row]) -> int:
    """Load the seats of a site's delegation once; administrators then edit them."""
    rules = [
        {
            "slug": row["slug"],
            "title": row["title"],
            "order": int(row["order"]),
            "source": row["source"],
        }
        for row in rows
    ]
    return put_all(SeatRule, ("slug",), rules, update=False)


@atomic
def load_summits(rows: Iterable[Row]) -> int:
    """Load past summits as they were published: without gates, people, or days nobody wrote down."""
    rows = list(rows)
    for row in rows:
        facts = _facts(row)
        found, made = Summit.objects.get_or_create(slug=row["slug"], defaults=facts)
        if not made and found.is_imported:
            bring_up_to_date(found, facts)
    return len(rows)


def _facts(row: Row) -> dict[str, object]:
    is_month_only = len(row["start"]) == len("2014-09")
    return {
        "name": row["name"],
        "format": Format.VIRTUAL if row["format"] == "virtual" else Format.IN_PERSON,
        "city": row["place"],
        "state": row["state"],
        "time_zone": row["time_zone"],
        "starts_on": date.fromisoformat(f"{row['start']}-01" if is_month_only else row["start"]),
        "ends_on": date.fromisoformat(row["end"]) if row["end"] else None,
        "is_month_only": is_month_only,
        "status": State.ARCHIVED if row["status"] == "held" else State.CANCELED,
        "origin": Origin.IMPORTED,
        "is_published": True,
        "note": row["note"],
        "source": row["source"],
    }
