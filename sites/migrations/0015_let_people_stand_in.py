"""People stand in for a liaison on leave: their membership names the seat it covers."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import foundation.tenancy.constraints
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from foundation.tenancy.operations import LoadFunctions

RULE = """
CREATE TRIGGER a_stand_in_has_the_seat BEFORE INSERT OR UPDATE ON sites_membership
  FOR EACH ROW EXECUTE FUNCTION sites_stand_in_is_of_its_seat();
"""
NO_RULE = "DROP TRIGGER a_stand_in_has_the_seat ON sites_membership;"


class Migration(migrations.Migration):

    dependencies = [
        ('sites', '0014_keep_coalitions_and_periods'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='membership',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='membership',
            name='update_update',
        ),
        migrations.RemoveConstraint(
            model_name='membership',
            name='a_single_seat_holds_one_person',
        ),
        migrations.AddField(
            model_name='membership',
            name='covers',
            field=models.ForeignKey(blank=True, help_text="The seat of a person on leave; this membership's person stands in for them.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stand_ins', to='sites.membership'),
        ),
        migrations.AddField(
            model_name='membershipevent',
            name='covers',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text="The seat of a person on leave; this membership's person stands in for them.", null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sites.membership'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sites_membershipevent" ("approval_id", "covers_id", "ends_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "seat", "site_id", "starts_at", "title", "user_id", "verified_on") VALUES (NEW."approval_id", NEW."covers_id", NEW."ends_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."seat", NEW."site_id", NEW."starts_at", NEW."title", NEW."user_id", NEW."verified_on"); RETURN NULL;', hash='ebd3b84d4775f084ddc945e14770963cd15d34e9', operation='INSERT', pgid='pgtrigger_insert_insert_cabb0', table='sites_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sites_membershipevent" ("approval_id", "covers_id", "ends_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "seat", "site_id", "starts_at", "title", "user_id", "verified_on") VALUES (NEW."approval_id", NEW."covers_id", NEW."ends_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."seat", NEW."site_id", NEW."starts_at", NEW."title", NEW."user_id", NEW."verified_on"); RETURN NULL;', hash='3f9d40d1bb2546a345cd818528747d71e5d8c3be', operation='UPDATE', pgid='pgtrigger_update_update_16ed3', table='sites_membership', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('covers__isnull', True), ('role__in', ['strategic-site-liaison', 'program-office-champion', 'federal-law-enforcement', 'program-advisor'])), expressions=[('site', '='), ('role', '='), ('seat', '='), (models.Func('starts_at', 'ends_at', function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='a_single_seat_holds_one_person'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('covers__isnull', False)), expressions=[('site', '='), ('covers', '='), (models.Func('starts_at', 'ends_at', function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='a_seat_has_one_stand_in_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('covers__isnull', True), ('ends_at__isnull', False), _connector='OR'), name='a_stand_in_has_a_last_day'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=foundation.tenancy.constraints.SameSite(field='covers', name='a_stand_in_is_of_the_seats_site'),
        ),
        LoadFunctions("sites_stand_in_is_of_its_seat"),
        migrations.RunSQL(RULE, NO_RULE),
    ]
