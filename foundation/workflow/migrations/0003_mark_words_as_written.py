"""Excerpts mark words that are written with other accents or quotes than were typed."""

from django.db import migrations

from foundation.tenancy.operations import LoadFunctions


class Migration(migrations.Migration):
    dependencies = [("workflow", "0002_fold_text")]
    operations = [LoadFunctions("app_excerpt")]
