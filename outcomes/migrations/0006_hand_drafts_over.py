"""Let another writer of the site take over the draft of an author who left."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0005_say_what_trends_rest_on'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='accomplishment',
            name='an_accomplishment_keeps_its_author',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accomplishment',
            trigger=pgtrigger.compiler.Trigger(name='an_accomplishment_stays_at_its_site', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."origin" IS DISTINCT FROM (NEW."origin"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b9842e5f9c00cf9ac07b59d2f1df6b828b0ac2c5', operation='UPDATE', pgid='pgtrigger_an_accomplishment_stays_at_its_site_dd74e', table='outcomes_accomplishment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accomplishment',
            trigger=pgtrigger.compiler.Trigger(name='an_accomplishment_keeps_its_author', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.author_id IS DISTINCT FROM NEW.author_id AND (OLD.status <> 'draft' OR NEW.status <> 'draft'))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='60cfcc8c6a6335d2aa99d8234e54ade947e9887a', operation='UPDATE', pgid='pgtrigger_an_accomplishment_keeps_its_author_b8808', table='outcomes_accomplishment', when='BEFORE')),
        ),
    ]
