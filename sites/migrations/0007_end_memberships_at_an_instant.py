"""Memberships start and end at an instant, in the site's days; a seat has one holder at a time."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from foundation.tenancy.operations import LoadFunctions

# Without it, row security shows the owner no rows; the setting ends with the transaction.
AS_MIGRATION = "SELECT set_config('app.actor', 'system:migrate', true);"

LIVE_BY_DAYS = """
CREATE OR REPLACE FUNCTION app_live_memberships() RETURNS TABLE (site_id bigint, role text, seat text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT m.site_id, m.role::text, m.seat::text
    FROM public.sites_membership m JOIN public.accounts_user u ON u.id = m.user_id
   WHERE m.user_id = public.app_user() AND u.is_active
     AND m.starts_on <= (public.app_now() AT TIME ZONE 'Pacific/Guam')::date
     AND (m.ends_on IS NULL OR m.ends_on >= (public.app_now() AT TIME ZONE 'Pacific/Pago_Pago')::date)
$$;
"""


def converted(to: str) -> str:
    """Return SQL to update both tables, with the history trigger that refuses changes disabled."""
    return f"""
    {AS_MIGRATION}
    ALTER TABLE sites_membershipevent DISABLE TRIGGER USER;
    UPDATE sites_membership m SET {to} FROM sites_site s WHERE s.id = m.site_id;
    UPDATE sites_membershipevent m SET {to} FROM sites_site s WHERE s.id = m.site_id;
    ALTER TABLE sites_membershipevent ENABLE TRIGGER USER;
    """


TO_INSTANTS = converted("""
    starts_at = m.starts_on::timestamp AT TIME ZONE s.time_zone,
    ends_at = (m.ends_on + 1)::timestamp AT TIME ZONE s.time_zone
""")
TO_DAYS = converted("""
    starts_on = (m.starts_at AT TIME ZONE s.time_zone)::date,
    ends_on = CASE WHEN m.ends_at IS NOT NULL THEN greatest(
        (m.starts_at AT TIME ZONE s.time_zone)::date,
        ((m.ends_at - interval '1 microsecond') AT TIME ZONE s.time_zone)::date) END
""")

SINGLE_SEATS = (
    "('strategic-site-liaison', 'program-office-champion', 'federal-law-enforcement', 'program-advisor')"
)
# With days, two people who ended and started on one day both had it. Now the second starts when the
# first ends.
# Any other seat with two holders is reported and left to people: nothing is dropped.
HAND_OVER = f"""
{AS_MIGRATION}
UPDATE sites_membership later
   SET starts_at = least(earlier.ends_at, coalesce(later.ends_at, earlier.ends_at))
  FROM sites_membership earlier
 WHERE earlier.id <> later.id AND earlier.site_id = later.site_id
   AND earlier.role = later.role AND earlier.seat = later.seat
   AND (earlier.user_id = later.user_id OR later.role IN {SINGLE_SEATS})
   AND earlier.starts_at < later.starts_at AND earlier.ends_on = later.starts_on;
DO $$
DECLARE held_twice text;
BEGIN
  SELECT string_agg(
           format('%s: %s (%s), memberships %s and %s', s.slug, a.role, a.seat, a.id, b.id), E'\n')
    INTO held_twice
    FROM sites_membership a
    JOIN sites_membership b
      ON a.site_id = b.site_id AND a.role = b.role AND a.seat = b.seat AND a.id < b.id
    JOIN sites_site s ON s.id = a.site_id
   WHERE tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
     AND (a.user_id = b.user_id OR a.role IN {SINGLE_SEATS});
  IF held_twice IS NOT NULL THEN
    RAISE EXCEPTION E'These seats are held twice at the same time. End one of each two, then migrate again:\n%',
      held_twice;
  END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("sites", "0006_keep_contacts"),
        # This installs btree_gist, which the constraints need.
        ("engagements", "0001_open_the_room"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="membership", options={"ordering": ["role", "seat", "starts_at"]}
        ),
        pgtrigger.migrations.RemoveTrigger(model_name="membership", name="insert_insert"),
        pgtrigger.migrations.RemoveTrigger(model_name="membership", name="update_update"),
        migrations.RemoveConstraint(model_name="membership", name="a_membership_ends_after_it_starts"),
        migrations.RemoveConstraint(model_name="membership", name="a_single_seat_holds_one_person"),
        migrations.RemoveConstraint(model_name="membership", name="a_person_sits_once_in_a_seat"),
        migrations.AddField("membership", "starts_at", models.DateTimeField(null=True)),
        migrations.AddField("membership", "ends_at", models.DateTimeField(blank=True, null=True)),
        # Migrating backwards adds the days empty and fills them below.
        migrations.AlterField("membership", "starts_on", models.DateField(null=True)),
        migrations.AddField("membershipevent", "starts_at", models.DateTimeField(null=True)),
        migrations.AddField("membershipevent", "ends_at", models.DateTimeField(blank=True, null=True)),
        # Migrating backwards adds the days empty and fills them below.
        migrations.AlterField("membershipevent", "starts_on", models.DateField(null=True)),
        migrations.RunSQL(TO_INSTANTS, TO_DAYS),
        migrations.RunSQL(HAND_OVER, migrations.RunSQL.noop),
        LoadFunctions("app_live_memberships", backwards=LIVE_BY_DAYS),
        migrations.AlterField("membership", "starts_at", models.DateTimeField()),
        migrations.RemoveField("membership", "ends_on"),
        migrations.RemoveField("membership", "starts_on"),
        migrations.AlterField("membershipevent", "starts_at", models.DateTimeField()),
        migrations.RemoveField("membershipevent", "ends_on"),
        migrations.RemoveField("membershipevent", "starts_on"),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sites_membershipevent" ("ends_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "seat", "site_id", "starts_at", "title", "user_id", "verified_on") VALUES (NEW."ends_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."seat", NEW."site_id", NEW."starts_at", NEW."title", NEW."user_id", NEW."verified_on"); RETURN NULL;', hash='8638babdd9a4407373ae075abaaede18e560a01f', operation='INSERT', pgid='pgtrigger_insert_insert_cabb0', table='sites_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sites_membershipevent" ("ends_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "seat", "site_id", "starts_at", "title", "user_id", "verified_on") VALUES (NEW."ends_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."seat", NEW."site_id", NEW."starts_at", NEW."title", NEW."user_id", NEW."verified_on"); RETURN NULL;', hash='b6fe4b10438d68c821b1dd9f2e6280f4781deffd', operation='UPDATE', pgid='pgtrigger_update_update_16ed3', table='sites_membership', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='a_membership_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('role__in', ['strategic-site-liaison', 'program-office-champion', 'federal-law-enforcement', 'program-advisor'])), expressions=[('site', '='), ('role', '='), ('seat', '='), (models.Func('starts_at', 'ends_at', function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='a_single_seat_holds_one_person'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('site', '='), ('user', '='), ('role', '='), ('seat', '='), (models.Func('starts_at', 'ends_at', function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='a_person_sits_once_in_a_seat'),
        ),
    ]
