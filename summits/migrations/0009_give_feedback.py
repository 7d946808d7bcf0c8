"""Keep feedback behind row security: each person reads their own, and one function reads them all together."""

import django.db.models.deletion
import foundation.tenancy.constraints
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import EnableRowSecurity, LoadFunctions

# A site's people, organizers, and managers read no single answer: results come from a function.
OWN = "person_id = (SELECT app_user()) OR (SELECT app_is_job())"


def readable_by_functions(table):
    """Return the operation that lets functions of the database read whose sessions a speaker's are."""
    return migrations.RunSQL(
        f"CREATE POLICY definer ON {table} FOR SELECT TO psp_owner USING (true)",
        f"DROP POLICY definer ON {table}",
    )


class Migration(migrations.Migration):

    dependencies = [
        ('sites', '0016_index_the_history_of_teams'),
        ('summits', '0008_find_sessions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('overall', models.PositiveSmallIntegerField(choices=[(1, '1, poor'), (2, '2, fair'), (3, '3, good'), (4, '4, very good'), (5, '5, excellent')])),
                ('useful', models.PositiveSmallIntegerField(choices=[(1, '1, not useful'), (2, '2, slightly useful'), (3, '3, fairly useful'), (4, '4, very useful'), (5, '5, extremely useful')])),
                ('at_home', models.TextField(blank=True, help_text='What the person will use at home.')),
                ('comment', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='summits.registration')),
                ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='summits.session')),
                ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
                ('summit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='summits.summit')),
            ],
            options={
                'verbose_name_plural': 'feedback',
                'ordering': ['made_at', 'pk'],
                'indexes': [models.Index(fields=['summit', 'session'], name='feedback_on_a_summit')],
                'constraints': [foundation.tenancy.constraints.SameSite(field='registration', name='feedback_is_of_its_registrations_site'), models.UniqueConstraint(fields=('person', 'summit', 'session'), name='a_person_answers_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('overall__in', [1, 2, 3, 4, 5]), ('useful__in', [1, 2, 3, 4, 5])), name='feedback_is_on_its_scales')],
            },
        ),
        migrations.RunSQL(
            "ALTER TABLE summits_feedback ADD CONSTRAINT feedback_is_on_a_session_of_its_summit"
            " FOREIGN KEY (summit_id, session_id) REFERENCES summits_session (summit_id, id)",
            "ALTER TABLE summits_feedback DROP CONSTRAINT feedback_is_on_a_session_of_its_summit",
        ),
        EnableRowSecurity("summits_feedback", read=OWN, definer_reads=True),
        readable_by_functions("summits_speaker"),
        readable_by_functions("summits_sessionspeaker"),
        LoadFunctions("app_spoken_sessions"),
        LoadFunctions(
            "summits_feedback_results", backwards="DROP FUNCTION summits_feedback_results(uuid)"
        ),
    ]
