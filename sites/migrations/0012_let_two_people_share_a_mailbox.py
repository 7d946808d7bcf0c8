"""Let two people share a mailbox: a name with an address is kept once at a site."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sites', '0011_find_contacts_however_typed'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='contact',
            name='an_address_is_kept_once_at_a_site',
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.UniqueConstraint(models.F('site'), models.F('email'), django.db.models.functions.text.Lower('name'), condition=models.Q(('email', ''), _negated=True), name='a_name_with_an_address_is_kept_once_at_a_site'),
        ),
    ]
