"""Load the app's reference files."""

from collections.abc import Iterable, Mapping

from applications.models import Requirement
from foundation.tenancy.context import atomic


@atomic
def load_requirements(rows: Iterable[Mapping[str, str]]) -> int:
    """Load what an agency confirms before it applies, once; administrators then edit it."""
    found = list(rows)
    for row in found:
        Requirement.objects.get_or_create(
            slug=row["slug"],
            defaults={
                "question": row["question"],
                "order": int(row["order"]),
                "source": row["source"],
            },
        )
    return len(found)
