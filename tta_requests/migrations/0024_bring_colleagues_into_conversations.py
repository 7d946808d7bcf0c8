"""Federal colleagues read and write the messages of the requests their office was brought into; nothing else."""

from django.db import migrations, models

from foundation.tenancy.operations import LoadFunctions

SITE = "site_id = ANY ((SELECT app_sites())::bigint[])"
WORKED = "request_id = ANY ((SELECT app_worked_requests())::uuid[])"
TALKED = "request_id = ANY ((SELECT app_talked_requests())::uuid[])"
NOT_BARRED = "request_id <> ALL ((SELECT app_barred_requests())::uuid[])"
BEFORE = f"({SITE} OR {WORKED}) AND {NOT_BARRED} AND (audience = 'shared' OR (SELECT app_staff()))"
AFTER = f"{BEFORE} OR kind = 'message' AND audience = 'shared' AND {TALKED} AND {NOT_BARRED}"


def policies(condition: str) -> list[str]:
    """The same condition for reading and for writing."""
    return [
        f"ALTER POLICY app_read ON tta_requests_entry USING ({condition})",
        f"ALTER POLICY app_insert ON tta_requests_entry WITH CHECK ({condition})",
    ]


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_say_what_an_organization_is'),
        ('sites', '0005_name_forms_of_the_public'),
        ('tta_requests', '0023_say_what_weights_add_up_to'),
    ]

    operations = [
        migrations.AlterField(
            model_name='share',
            name='level',
            field=models.CharField(choices=[('offer', 'Before accepting'), ('work', 'After accepting'), ('talk', 'To comment')], default='offer', max_length=5),
        ),
        migrations.AddConstraint(
            model_name='share',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('level', 'talk'), _negated=True), ('ends_at__isnull', False), _connector='OR'), name='who_comments_does_so_until_a_day'),
        ),
        LoadFunctions("app_talked_requests"),
        migrations.RunSQL(policies(AFTER), policies(BEFORE)),
    ]
