"""The functions behind every policy, which return the actor's sites, and this app's policies."""

from django.db import migrations

from foundation.tenancy.operations import SITE, EnableRowSecurity, LoadFunctions

OWN_OR_SITE = f"user_id = (SELECT app_user()) OR {SITE}"
MAY_EDIT_SITE = "(SELECT app_staff()) AND id = ANY ((SELECT app_sites())::bigint[])"


class Migration(migrations.Migration):
    dependencies = [
        ("sites", "0001_initial"),
        ("tenancy", "0001_tell_who_acts"),
        ("accounts", "0001_initial"),
    ]
    operations = [
        LoadFunctions(
            "app_staff_role",
            "app_is_job",
            "app_staff",
            "app_live_memberships",
            "app_sites",
            "app_cleared_sites",
            "app_agency_seats",
        ),
        # A site's own facts are public; its work is not.
        EnableRowSecurity(
            "sites_site", read="true", write=MAY_EDIT_SITE, insert="(SELECT app_staff())",
            definer_reads=True,
        ),
        EnableRowSecurity("sites_siteevent", read="(SELECT app_staff())", insert="true"),
        EnableRowSecurity("sites_siteagency"),
        EnableRowSecurity("sites_membership", read=OWN_OR_SITE, write=SITE, definer_reads=True),
        EnableRowSecurity("sites_membershipevent"),
        EnableRowSecurity("sites_invitation"),
        EnableRowSecurity("sites_invitationevent"),
        EnableRowSecurity(
            "sites_breakglass",
            read=OWN_OR_SITE,
            insert="user_id = (SELECT app_user()) AND (SELECT app_staff_role()) = 'administrator'",
            write="user_id = (SELECT app_user())",
            definer_reads=True,
        ),
        EnableRowSecurity(
            "sites_breakglassevent", insert="user_id = (SELECT app_user())", write="false",
            read=SITE,
        ),
    ]
