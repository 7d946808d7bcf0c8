"""Load the app's reference files."""

from collections.abc import Iterable, Mapping

from applications.models import Criterion, Requirement
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


@atomic
def load_criteria(rows: Iterable[Mapping[str, str]]) -> int:
    """Load what reviewers score, once; administrators then edit it."""
    found = list(rows)
    for row in found:
        Criterion.objects.get_or_create(
            slug=row["slug"],
            defaults={
                "name": row["name"],
                "description": row["description"],
                "highest": int(row["highest"]),
                "lowest_means": row["lowest_means"],
                "highest_means": row["highest_means"],
                "order": int(row["order"]),
                "source": row["source"],
            },
        )
    return len(found)
