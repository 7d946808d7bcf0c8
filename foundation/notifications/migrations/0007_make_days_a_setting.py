"""The days of reminders become rows that administrators edit; reference data adds the rows."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0006_archive_by_hand'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReminderDays',
            fields=[
                ('slug', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='reminder')),
                ('days', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), help_text='Whole numbers, such as 3, 8, 13.', size=None)),
            ],
            options={
                'verbose_name': 'days of reminders',
                'verbose_name_plural': 'days of reminders',
                'ordering': ['slug'],
                'constraints': [models.CheckConstraint(condition=models.Q(('days__len__gte', 1), ('days__len__lte', 60)), name='a_reminder_has_days')],
            },
        ),
    ]
