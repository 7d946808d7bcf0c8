"""Drop the indexes of one column with which an index of several columns begins."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0014_find_accomplishments_by_their_text'),
    ]

    operations = [
        migrations.AlterField(
            model_name='figure',
            name='agency',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='outcomes.agency'),
        ),
        migrations.AlterField(
            model_name='figure',
            name='source',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='outcomes.source'),
        ),
    ]
