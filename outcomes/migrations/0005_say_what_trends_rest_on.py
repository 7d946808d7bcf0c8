"""Keep with each trend why counts are missing, and what is known of its engagement."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0004_keep_trends'),
    ]

    operations = [
        migrations.AddField(
            model_name='trend',
            name='missing',
            field=models.JSONField(default=dict, help_text="Why a period has no count, by its place from 0, where the file says more than that it wasn't reported."),
        ),
        migrations.AddField(
            model_name='trend',
            name='start_is_assumed',
            field=models.BooleanField(default=False, help_text='Whether no announcement says when the engagement began.'),
        ),
        migrations.AddField(
            model_name='trend',
            name='withdrawn_on',
            field=models.DateField(blank=True, help_text='Where every engagement that began was withdrawn.', null=True),
        ),
    ]
