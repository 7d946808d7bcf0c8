"""Create saved views: a list's filters under a name."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('path', models.CharField(help_text="The list's address.", max_length=60)),
                ('query', models.CharField(blank=True, help_text='Its filters.', max_length=1000)),
                ('name', models.CharField(max_length=60)),
                ('role', models.CharField(blank=True, choices=[('program-manager', 'Every Program Manager'), ('tta-coordinator', 'Every TTA Coordinator'), ('analyst', 'Every Analyst'), ('administrator', 'Every Administrator')], max_length=40, verbose_name='Shared with')),
                ('tells', models.BooleanField(default=False, help_text='Its owner is told of what is new.')),
                ('created_at', models.DateTimeField()),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'indexes': [models.Index(condition=models.Q(('role', ''), _negated=True), fields=['role'], name='views_of_a_role'), models.Index(condition=models.Q(('tells', True)), fields=['id'], name='watched_views')],
                'constraints': [models.UniqueConstraint(fields=('user', 'path', 'name'), name='a_person_names_each_view_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_view_has_a_name')],
            },
        ),
    ]
