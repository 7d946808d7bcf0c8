"""A timeline reads a site's commitments newest first, those of requests and the others in one pass."""

from django.db import migrations, models
from django.db.models import Q

FORMER = (
    "request_commitments_made",
    "site_commitments_made",
    "request_commitments_done",
    "site_commitments_done",
)
MADE = models.Index(fields=["site", "-made_at"], name="commitments_made_at_a_site")
DONE = models.Index(
    fields=["site", "-done_at"],
    condition=Q(done_at__isnull=False),
    name="commitments_done_at_a_site",
)


class Migration(migrations.Migration):
    dependencies = [("engagements", "0024_find_commitments_by_longer_indexes")]
    operations = [
        migrations.AddIndex(model_name="commitment", index=MADE),
        migrations.AddIndex(model_name="commitment", index=DONE),
        *(migrations.RemoveIndex(model_name="commitment", name=name) for name in FORMER),
    ]
