"""Record whether an organization is a provider or an office of federal colleagues who comment."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_name_who_stands_in'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='role',
            field=models.CharField(choices=[('provider', 'TTA provider'), ('federal-colleague', 'Federal colleague')], default='provider', help_text='What its people are on whatever is shared with it.', max_length=30),
        ),
        migrations.AlterField(
            model_name='user',
            name='organisation',
            field=models.ForeignKey(blank=True, help_text='For people of a TTA provider or a federal office: they see what is shared with it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='accounts.organisation', verbose_name='organization'),
        ),
        migrations.AlterField(
            model_name='userevent',
            name='organisation',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='For people of a TTA provider or a federal office: they see what is shared with it.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.organisation', verbose_name='organization'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['provider', 'federal-colleague'])), name='an_organizations_role_is_a_known_one'),
        ),
    ]
