"""Let reviewers accept a returned update as it is, such as one whose author has left."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('liaisons', '0006_review_updates'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='engagementupdate',
            name='update_is_reviewed_step_by_step',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='engagementupdate',
            trigger=pgtrigger.compiler.Trigger(name='update_is_reviewed_step_by_step', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."review", \':\', NEW."review") = ANY(\'{:submitted,submitted:reviewed,submitted:returned,returned:submitted,returned:reviewed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."review" IS DISTINCT FROM NEW."review") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "review" from "%" to "%" on table %\', OLD."review", NEW."review", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='ad29678ff6c4fec28597d54c4601e33d870c12c0', operation='UPDATE', pgid='pgtrigger_update_is_reviewed_step_by_step_e525d', table='liaisons_engagementupdate', when='BEFORE')),
        ),
    ]
