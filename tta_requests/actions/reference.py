"""Load the room's reference files: real providers as far as sources show them, and settings."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from foundation.accounts.models import Organisation
from tta_requests.models import ClockStandard, Provider, Weights

Row = Mapping[str, str]
FIRST_VERSION = 1


@transaction.atomic
def load_providers(rows: Iterable[Row]) -> int:
    """Real providers; they take part in routing only once an administrator says so.

    What a provider can do, for whom and how much is in no source, so none of it is written.
    """
    count = 0
    for row in rows:
        organisation, _made = Organisation.objects.get_or_create(
            slug=row["slug"], defaults={"name": row["name"]}
        )
        Provider.objects.get_or_create(
            organisation=organisation,
            defaults={"kind": row["kind"], "role": row["role"], "source": row["source"]},
        )
        count += 1
    return count


@transaction.atomic
def load_clock_standards(rows: Iterable[Row]) -> int:
    """Settings: written once, then an administrator's."""
    count = 0
    for row in rows:
        ClockStandard.objects.get_or_create(
            kind=row["kind"],
            urgency=row["urgency"],
            defaults={"amount": int(row["amount"]), "unit": row["unit"]},
        )
        count += 1
    return count


@transaction.atomic
def load_weights() -> int:
    """The first version of the routing weights, when there is none."""
    if not Weights.objects.exists():
        Weights.objects.create(version=FIRST_VERSION, note="The portal's defaults.")
    return Weights.objects.count()
