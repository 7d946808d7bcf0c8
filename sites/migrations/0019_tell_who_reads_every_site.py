"""Staff and jobs read every site: policies can ask for that instead of comparing each of them."""

from django.db import migrations

from foundation.tenancy.operations import LoadFunctions


class Migration(migrations.Migration):
    dependencies = [("sites", "0018_give_every_site_a_web_address")]
    operations = [LoadFunctions("app_only_sites", "app_sites", backwards="SELECT 1")]
