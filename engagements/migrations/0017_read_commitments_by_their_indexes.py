from django.db import migrations, models
from django.db.models import Q

OF_REQUESTS, OF_THE_SITE = Q(request__isnull=False), Q(request=None)
DONE = Q(done_at__isnull=False)


def _index(name: str, column: str, condition: Q) -> migrations.AddIndex:
    index = models.Index(condition=condition, fields=["site", f"-{column}"], name=name)
    return migrations.AddIndex(model_name="commitment", index=index)


class Migration(migrations.Migration):
    dependencies = [("engagements", "0016_share_recommendations")]
    operations = [
        migrations.RemoveIndex(model_name="commitment", name="commitments_made_at_a_site"),
        migrations.RemoveIndex(model_name="commitment", name="commitments_done_at_a_site"),
        _index("request_commitments_made", "made_at", OF_REQUESTS),
        _index("site_commitments_made", "made_at", OF_THE_SITE),
        _index("request_commitments_done", "done_at", DONE & OF_REQUESTS),
        _index("site_commitments_done", "done_at", DONE & OF_THE_SITE),
        migrations.RemoveIndex(model_name="commitment", name="open_commitments_of_a_site"),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                condition=Q(done_at__isnull=True),
                fields=["site", "due_on", "id"],
                include=["request", "origin_kind", "origin_id", "dropped_reason"],
                name="open_commitments_of_a_site",
            ),
        ),
    ]
