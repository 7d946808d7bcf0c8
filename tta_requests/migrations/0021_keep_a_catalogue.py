"""Help the program is known to give."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sites', '0005_name_forms_of_the_public'),
        ('tta_requests', '0020_promise_a_new_date'),
    ]

    operations = [
        migrations.CreateModel(
            name='Offering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('training', 'Training'), ('technical-assistance', 'Technical assistance'), ('assessment', 'Assessment'), ('peer-exchange', 'Peer exchange'), ('resource', 'Resource')], max_length=20)),
                ('urgency', models.CharField(choices=[('routine', 'Routine'), ('expedited', 'Expedited'), ('critical', 'Critical')], default='expedited', help_text='How fast it is asked for unless somebody says otherwise: its clocks follow.', max_length=10)),
                ('summary', models.TextField()),
                ('prerequisites', models.TextField(blank=True, help_text='What the site has ready before.')),
                ('hours', models.PositiveSmallIntegerField(help_text='The usual effort of the provider.')),
                ('source', models.TextField(blank=True)),
                ('is_active', models.BooleanField(default=True)),
                ('core_area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.corearea')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('summary', ''), _negated=True), name='an_offering_says_what_it_is')],
            },
        ),
    ]
