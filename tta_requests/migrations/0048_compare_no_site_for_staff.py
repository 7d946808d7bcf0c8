"""Let policies of rows that are also read without their site compare no site for staff, and know marks by one function.

A policy with such a second way in is never answered by an index of sites. It compared every row's site with all that
the actor has, one after the other, which for staff are all there are. Requests told who is cleared for their mark by
five functions, while everything that belongs to a request asks ``app_barred_requests()``, which tells the same.
"""

from django.db import migrations

from foundation.tenancy.operations import SITE, LoadFunctions

READ = "(site_id = ANY ((SELECT app_only_sites())::bigint[])) IS NOT FALSE"
SHARED = "ANY ((SELECT app_shared_requests())::uuid[])"
WORKED = "ANY ((SELECT app_worked_requests())::uuid[])"
TALKED = "ANY ((SELECT app_talked_requests())::uuid[])"
BARRED = "ALL ((SELECT app_barred_requests())::uuid[])"
NOT_BARRED = f"request_id <> {BARRED}"
CLEARED = (
    "(handling = 'site' OR site_id = ANY ((SELECT app_cleared_sites())::bigint[])"
    " OR EXISTS (SELECT 1 FROM unnest(federal_agencies) a"
    " WHERE (site_id || ':' || a) = ANY ((SELECT app_agency_seats())::text[]))"
    f" OR id = {WORKED})"
)
NOT_HIDDEN = f"(handling = 'site' OR id <> {BARRED})"
SHOWN = "(audience = 'shared' OR (SELECT app_staff()))"
HOST = (
    "(origin_kind IN ('exchange-visitor', 'exchange-host')"
    " AND origin_id IN (SELECT e.id FROM exchanges_peerexchange e))"
)
# Whoever reads these may write them: their policies stay one condition.
WRITTEN = ("attachment", "hoursentry", "participantlink", "scope")
CHILDREN = (
    "clock",
    "clockpause",
    "hoursentry",
    "letter",
    "participantlink",
    "programresource",
    "requestarea",
    "scope",
)


def policies(site: str, handling: str) -> str:
    """Return the statements that change how policies tell who reads what.

    Arguments:
        site: the condition that the actor reads everything of the row's site.
        handling: the condition that a request's mark allows it.
    """
    child = f"({site} OR request_id = {WORKED}) AND {NOT_BARRED}"
    talk = f"kind = 'message' AND audience = 'shared' AND request_id = {TALKED} AND {NOT_BARRED}"
    read = {
        "ttarequest": f"({site} OR id = {SHARED}) AND {handling}",
        "attachment": f"{child} AND {SHOWN}",
        "entry": f"({child} AND {SHOWN}) OR ({talk})",
        "commitment": f"CASE WHEN request_id IS NULL THEN ({site} OR {HOST}) ELSE {child} END",
        **dict.fromkeys(CHILDREN, child),
    }
    changed = [
        f"ALTER POLICY app_read ON tta_requests_{table} USING ({condition});"
        for table, condition in read.items()
    ]
    for table in WRITTEN:
        on, condition = f"ON tta_requests_{table}", f"({read[table]})"
        changed += [
            f"ALTER POLICY app_insert {on} WITH CHECK {condition};",
            f"ALTER POLICY app_update {on} USING {condition} WITH CHECK {condition};",
            f"ALTER POLICY app_delete {on} USING {condition};",
        ]
    return "".join(changed)


class Migration(migrations.Migration):
    dependencies = [
        ("exchanges", "0001_open_the_room"),
        ("sites", "0019_tell_who_reads_every_site"),
        ("tta_requests", "0047_find_the_newest_steps_at_a_site_by_an_index"),
    ]
    operations = [
        migrations.RunSQL(
            "CREATE POLICY definer ON tta_requests_offer FOR SELECT TO psp_owner USING (true)",
            "DROP POLICY definer ON tta_requests_offer",
        ),
        LoadFunctions(
            "app_barred_at", "app_barred_requests", "app_barred_anywhere", backwards="SELECT 1"
        ),
        migrations.RunSQL(policies(READ, NOT_HIDDEN), policies(SITE, CLEARED)),
    ]
