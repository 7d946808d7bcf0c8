from django.db import migrations, models
from django.db.models import Q


def _index(name: str, **of: bool | None) -> migrations.AddIndex:
    condition = Q(archived_at=None, **of)
    index = models.Index(condition=condition, fields=["owner", "review_by", "id"], name=name)
    return migrations.AddIndex(model_name="resource", index=index)


class Migration(migrations.Migration):
    dependencies = [("library", "0002_propose_resources")]

    operations = [
        _index("program_resources_of_an_owner", site=None),
        _index("site_resources_of_an_owner", site__isnull=False),
        migrations.RemoveIndex(model_name="resource", name="resources_of_an_owner"),
    ]
