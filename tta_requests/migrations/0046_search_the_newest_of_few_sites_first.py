from django.db import migrations

from foundation.tenancy.operations import LoadFunctions


class Migration(migrations.Migration):
    dependencies = [("tta_requests", "0045_count_people_trained_by_an_index")]

    operations = [LoadFunctions("app_search_requests")]
