"""Know that a planned contact took place, also where its update is kept from the reader."""

from django.db import migrations

from foundation.tenancy.operations import LoadFunctions


class Migration(migrations.Migration):
    dependencies = [("liaisons", "0010_let_updates_follow_the_mark")]
    operations = [LoadFunctions("app_was_contacted")]
