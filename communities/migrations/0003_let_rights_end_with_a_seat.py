"""End a membership taken by a role with the seat, and let only who removed a post show it again."""

from django.db import migrations, models

from foundation.tenancy.operations import LoadFunctions

JOB = "(SELECT app_is_job())"
ME = "(SELECT app_user())"
FACILITATED = "community_id = ANY ((SELECT app_facilitated_communities())::uuid[])"
JOINED = "community_id = ANY ((SELECT app_joined_communities())::uuid[])"
IS_NOT_RETIRED = (
    "EXISTS (SELECT FROM communities_community c"
    " WHERE c.id = communities_post.community_id AND c.status <> 'retired')"
)
OWN = f"author_id = {ME} AND {JOINED} AND {IS_NOT_RETIRED}"
BEFORE = f"{OWN} OR {JOB} OR {JOINED} AND {FACILITATED}"
# An author changes their post while nobody else removed it, and never in another person's name.
AFTER = f"{OWN} AND (hidden_by_id IS NULL OR hidden_by_id = {ME}) OR {JOB} OR {JOINED} AND {FACILITATED}"


def updates(condition):
    """Return the statement that changes who removes posts and shows them again."""
    return (
        f"ALTER POLICY app_update ON communities_post USING ({condition}) WITH CHECK ({condition})"
    )


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0002_report_misuse'),
    ]

    operations = [
        migrations.AlterField(
            model_name='misusereport',
            name='decision',
            field=models.CharField(blank=True, choices=[('removed', 'Post removed'), ('kept', 'Post left as it is'), ('taken', 'Post removed by its author')], max_length=7),
        ),
        migrations.RemoveConstraint(
            model_name='misusereport',
            name='a_decided_report_says_by_whom',
        ),
        migrations.AddConstraint(
            model_name='misusereport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decision', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('decision__in', ('', 'taken')), _negated=True)), models.Q(('decided_at__isnull', False), ('decided_by', None), ('decision', 'taken')), _connector='OR'), name='a_decided_report_says_by_whom'),
        ),
        LoadFunctions("app_joined_communities", "app_open_communities", backwards="SELECT 1"),
        migrations.RunSQL(updates(AFTER), updates(BEFORE)),
    ]
