"""Show a submitted update to its site's people, a draft to its author; add the setting's row."""

from django.db import migrations

from foundation.tenancy.operations import SITE, EnableRowSecurity

AUTHOR = "(author_id = (SELECT app_user()) OR (SELECT app_is_job()))"
READ = f"{SITE} AND (state <> 'draft' OR {AUTHOR})"
WRITE = f"{SITE} AND {AUTHOR}"
# The inner look-up applies the update's own policy, so its children are never visible without it.
OF_VISIBLE = (
    f"{SITE} AND EXISTS (SELECT 1 FROM liaisons_engagementupdate u WHERE u.id = update_id)"
)
OF_OWN = (
    f"{SITE} AND EXISTS (SELECT 1 FROM liaisons_engagementupdate u"
    f" WHERE u.id = update_id AND (u.author_id = (SELECT app_user()) OR (SELECT app_is_job())))"
)
NOT_BARRED = "request_id <> ALL ((SELECT app_barred_requests())::uuid[])"
LINK = f"{OF_VISIBLE} AND {NOT_BARRED}"
OWN_LINK = f"{OF_OWN} AND {NOT_BARRED}"

STANDARD = (
    "INSERT INTO liaisons_contactstandard (id, due_days, overdue_days) VALUES (1, 30, 45)"
    " ON CONFLICT DO NOTHING"
)


class Migration(migrations.Migration):
    dependencies = [
        ("liaisons", "0001_open_the_log"),
        ("sites", "0002_put_sites_behind_row_security"),
        ("tta_requests", "0002_put_requests_behind_row_security"),
    ]
    operations = [
        EnableRowSecurity("liaisons_engagementupdate", read=READ, write=WRITE),
        EnableRowSecurity(
            "liaisons_engagementupdateevent", read=READ, insert=WRITE, write="false"
        ),
        EnableRowSecurity("liaisons_updatearea", read=OF_VISIBLE, write=OF_OWN),
        EnableRowSecurity(
            "liaisons_updateareaevent", read=OF_VISIBLE, insert=OF_OWN, write="false"
        ),
        EnableRowSecurity("liaisons_updaterequest", read=LINK, write=OWN_LINK),
        EnableRowSecurity(
            "liaisons_updaterequestevent", read=LINK, insert=OWN_LINK, write="false"
        ),
        migrations.RunSQL(STANDARD, migrations.RunSQL.noop),
    ]
