"""The functions that fold text: what is stored and what is typed are compared in one form."""

from django.db import migrations

from foundation.tenancy.operations import LoadFunctions


class Migration(migrations.Migration):
    dependencies = [("workflow", "0001_remember_used_nonces")]
    operations = [
        LoadFunctions(
            "app_plain",
            "app_fold",
            "app_found_by",
            "app_patterns",
            "app_searchable",
            "app_words",
            "app_asked",
            "app_excerpt",
        ),
    ]
