"""The last word of a sentence is no longer looked up as one that is written in another way."""

from django.db import migrations

from foundation.tenancy.operations import LoadFunctions


class Migration(migrations.Migration):
    dependencies = [("workflow", "0003_mark_words_as_written")]
    operations = [LoadFunctions("app_excerpt", backwards="SELECT 1")]
