"""Let an accomplishment rest on a measurement that the site reported."""

import django.db.models.deletion
import foundation.tenancy.constraints
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0015_keep_history_with_its_commitment'),
        ('outcomes', '0007_report_measures'),
        ('sites', '0018_give_every_site_a_web_address'),
        ('tta_requests', '0039_name_session_notes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='accomplishmentevidence',
            name='evidence_names_one_thing',
        ),
        migrations.AddField(
            model_name='accomplishmentevidence',
            name='site_measurement',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outcomes.sitemeasurement'),
        ),
        migrations.AddConstraint(
            model_name='accomplishmentevidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('commitment__isnull', True), ('measurement__isnull', True), ('recommendation__isnull', False), ('site_measurement__isnull', True), ('tta_request__isnull', True)), models.Q(('commitment__isnull', True), ('measurement__isnull', True), ('recommendation__isnull', True), ('site_measurement__isnull', True), ('tta_request__isnull', False)), models.Q(('commitment__isnull', False), ('measurement__isnull', True), ('recommendation__isnull', True), ('site_measurement__isnull', True), ('tta_request__isnull', True)), models.Q(('commitment__isnull', True), ('measurement__isnull', False), ('recommendation__isnull', True), ('site_measurement__isnull', True), ('tta_request__isnull', True)), models.Q(('commitment__isnull', True), ('measurement__isnull', True), ('recommendation__isnull', True), ('site_measurement__isnull', False), ('tta_request__isnull', True)), _connector='OR'), name='evidence_names_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='accomplishmentevidence',
            constraint=models.UniqueConstraint(fields=('site', 'accomplishment', 'site_measurement'), name='a_site_measurement_is_evidence_once'),
        ),
        migrations.AddConstraint(
            model_name='accomplishmentevidence',
            constraint=foundation.tenancy.constraints.SameSite(field='site_measurement', name='proof_is_of_its_site_measurements_site'),
        ),
    ]
