"""Let the author of an accomplishment discard its draft."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0017_drop_an_index_that_is_there_twice'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='accomplishment',
            name='accomplishment_moves_along_its_table',
        ),
        migrations.AlterField(
            model_name='accomplishment',
            name='status',
            field=models.CharField(choices=[('draft', 'Draft'), ('attested', 'Attested by the site'), ('verified', 'Verified by a liaison'), ('cleared', 'Cleared by DOJ'), ('published', 'Published'), ('corrected', 'Published, corrected'), ('withdrawn', 'Withdrawn'), ('discarded', 'Discarded')], default='draft', max_length=10),
        ),
        migrations.AlterField(
            model_name='accomplishmentevent',
            name='status',
            field=models.CharField(choices=[('draft', 'Draft'), ('attested', 'Attested by the site'), ('verified', 'Verified by a liaison'), ('cleared', 'Cleared by DOJ'), ('published', 'Published'), ('corrected', 'Published, corrected'), ('withdrawn', 'Withdrawn'), ('discarded', 'Discarded')], default='draft', max_length=10),
        ),
        migrations.AlterField(
            model_name='accomplishmentstep',
            name='step',
            field=models.CharField(choices=[('draft', 'Drafted'), ('edit', 'Draft changed'), ('add', 'Evidence added'), ('remove', 'Evidence removed'), ('concur', 'Federal partner agreed'), ('attest', 'Attested'), ('verify', 'Verified'), ('clear', 'Cleared'), ('publish', 'Published'), ('send-back', 'Sent back to its author'), ('correct', 'Corrected'), ('withdraw', 'Withdrawn'), ('discard', 'Draft discarded')], max_length=10),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accomplishment',
            trigger=pgtrigger.compiler.Trigger(name='accomplishment_moves_along_its_table', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{attested:draft,attested:verified,cleared:draft,cleared:published,corrected:corrected,corrected:withdrawn,draft:attested,draft:discarded,published:corrected,published:withdrawn,verified:cleared,verified:draft}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='2729c24a902cd47272315ca08aa8cfff2367c3b8', operation='UPDATE', pgid='pgtrigger_accomplishment_moves_along_its_table_1e047', table='outcomes_accomplishment', when='BEFORE')),
        ),
    ]
