"""The sentence an administrator reads when the points of a new version do not add up."""

import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tta_requests', '0022_let_agencies_lead'),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name='weights',
            name='weights_add_up_to_100',
            constraint=models.CheckConstraint(condition=models.Q(('capability', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.Value(100), '-', models.F('free_capacity')), '-', models.F('speed_history')), '-', models.F('continuity')), '-', models.F('same_region')), '-', models.F('past_evaluations')), '-', models.F('effort_fit')))), name='weights_add_up_to_100', violation_error_message='The points of all factors add up to 100. Change one of them.'),
        ),
    ]
