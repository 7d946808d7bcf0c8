"""Know a person by their address in any case, and let people say only their own needs."""

import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


JOB = "(SELECT app_is_job())"
OWN = "person_id = (SELECT app_user())"
ORGANIZED = "summit_id = ANY ((SELECT app_organized_summits())::uuid[])"
BEFORE = f"{OWN} OR {ORGANIZED} OR {JOB}"
REGISTERED = """EXISTS (
  SELECT FROM summits_registration held
  WHERE held.id = registration_id AND held.summit_id = summits_needs.summit_id AND held.person_id = (SELECT app_user())
)"""
AFTER = f"{OWN} AND {REGISTERED} OR {JOB}"


def written_by(condition):
    """Return the statements after which needs are written by those people alone; who reads them stays."""
    return (
        f"ALTER POLICY app_insert ON summits_needs WITH CHECK ({condition});"
        f"ALTER POLICY app_update ON summits_needs USING ({condition}) WITH CHECK ({condition});"
        f"ALTER POLICY app_delete ON summits_needs USING ({condition})"
    )


class Migration(migrations.Migration):

    dependencies = [
        ('sites', '0016_index_the_history_of_teams'),
        ('summits', '0006_check_people_in'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Two rows of one address stop it here, and PostgreSQL names them; later nothing would.
        migrations.RunSQL(
            "UPDATE summits_registration SET email = lower(email) WHERE email <> lower(email)",
            migrations.RunSQL.noop,
        ),
        migrations.RemoveConstraint(
            model_name='registration',
            name='a_person_is_registered_once_for_a_site',
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(models.F('summit'), models.F('site'), django.db.models.functions.text.Lower('email'), condition=models.Q(('state__in', ('nominated', 'invited', 'confirmed', 'wait-listed'))), name='a_person_is_registered_once_for_a_site', nulls_distinct=False),
        ),
        migrations.RunSQL(written_by(AFTER), written_by(BEFORE)),
    ]
