"""Keep a site's engagements apart, withdrawn ones until they were withdrawn."""

import foundation.tenancy.constraints
from django.db import migrations

from foundation.tenancy.operations import ReportPeriods

TERM = "NULLIF(daterange(starts_on, GREATEST(starts_on, LEAST(ends_on + 1, withdrawn_on))), 'empty')"


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0010_follow_up_and_measure'),
        ('sites', '0014_keep_coalitions_and_periods'),
    ]

    operations = [
        ReportPeriods("engagements_engagement", key=("site_id",), period=TERM),
        migrations.RemoveConstraint(
            model_name='engagement',
            name='engagements_of_a_site_never_overlap',
        ),
        migrations.AddConstraint(
            model_name='engagement',
            constraint=foundation.tenancy.constraints.WithoutOverlaps(column='term', fields=('site',), name='engagements_of_a_site_never_overlap', period="NULLIF(daterange(starts_on, GREATEST(starts_on, LEAST(ends_on + 1, withdrawn_on))), 'empty')", type='daterange'),
        ),
    ]
