"""Tell of imports."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_tell_of_tokens'),
    ]

    operations = [
        migrations.AlterField(
            model_name='securityevent',
            name='kind',
            field=models.CharField(choices=[('signed-in', 'Signed in'), ('sign-in-failed', 'Sign-in failed'), ('signed-out', 'Signed out'), ('password-changed', 'Password changed'), ('factor-added', 'Second factor added'), ('factor-used', 'Second factor used'), ('factor-failed', 'Second factor failed'), ('factor-removed', 'Second factor removed'), ('factor-renewed', 'Recovery codes renewed'), ('person-changed', 'Person created or changed'), ('role-changed', 'Role changed'), ('token-made', 'API token made'), ('token-revoked', 'API token revoked'), ('invited', 'Invitation sent'), ('invitation-withdrawn', 'Invitation withdrawn'), ('invitation-accepted', 'Invitation accepted'), ('glass-broken', 'Break-glass opened'), ('glass-closed', 'Break-glass closed early'), ('imported', 'Data imported'), ('exported', 'Data exported'), ('denied', 'Refused')], max_length=24),
        ),
    ]
