"""Work is scheduled with a provider, or with an agency that leads."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sites', '0005_name_forms_of_the_public'),
        ('tta_requests', '0021_keep_a_catalogue'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='ttarequest',
            name='scheduled_request_has_a_signed_scope',
        ),
        migrations.AddConstraint(
            model_name='ttarequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['scheduled', 'in-delivery', 'delivered']), _negated=True), models.Q(('provider__isnull', False), ('scope_signed_at__isnull', False)), models.Q(('co_leads__len__gt', 0), ('scope_signed_at__isnull', False)), _connector='OR'), name='scheduled_request_has_a_signed_scope'),
        ),
    ]
