"""Name the making and revoking of calendar addresses among security events; no table changes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0006_word_the_fields_plainly'),
    ]

    operations = [
        migrations.AlterField(
            model_name='securityevent',
            name='kind',
            field=models.CharField(choices=[('signed-in', 'Signed in'), ('sign-in-failed', 'Sign-in failed'), ('signed-out', 'Signed out'), ('password-changed', 'Password changed'), ('factor-added', 'Second factor added'), ('factor-used', 'Second factor used'), ('factor-failed', 'Second factor failed'), ('factor-removed', 'Second factor removed'), ('factor-renewed', 'Recovery codes renewed'), ('person-changed', 'Person created or changed'), ('role-changed', 'Role changed'), ('token-made', 'API token created'), ('token-revoked', 'API token revoked'), ('feed-made', 'Calendar address created'), ('feed-revoked', 'Calendar address revoked'), ('invited', 'Invitation sent'), ('invitation-withdrawn', 'Invitation withdrawn'), ('invitation-accepted', 'Invitation accepted'), ('glass-broken', 'Break-glass opened'), ('glass-closed', 'Break-glass closed early'), ('approval-asked', 'Second approval requested'), ('approval-given', 'Second approval given'), ('approval-declined', 'Second approval declined'), ('session-ended', 'Session ended'), ('sign-in-limited', 'Sign-in limited'), ('secrets-renewed', 'Stored secrets re-encrypted with a new key'), ('imported', 'Data imported'), ('exported', 'Data exported'), ('denied', 'Denied')], max_length=24),
        ),
    ]
