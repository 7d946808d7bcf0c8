"""Store when a token was last used, so that its owner can see which are unused."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('api', '0002_put_answers_behind_row_security'),
    ]

    operations = [
        migrations.AddField(
            model_name='accesstoken',
            name='used_at',
            field=models.DateTimeField(editable=False, help_text='To the hour.', null=True),
        ),
    ]
