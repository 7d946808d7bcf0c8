"""Mend rows from before updates followed the marks of their requests (ADR 0074); each statement can run again."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FEDERAL = """
SELECT l.update_id, l.request_id, r.number
  FROM liaisons_updaterequest l JOIN tta_requests_ttarequest r ON r.id = l.request_id
 WHERE r.handling = 'federal'
"""
# What an update showed to be done named the update; everyone at the site reads that line.
WITHHOLD = f"""
UPDATE tta_requests_commitment c SET evidence = 'Done with an update', version = c.version + 1
  FROM liaisons_updatecommitment l JOIN ({FEDERAL}) f USING (update_id)
 WHERE l.commitment_id = c.id AND l.role = 'finished'
   AND c.evidence LIKE '%%/updates/' || l.update_id || '/'
"""  # noqa: S608 -- a statement of this file
# What was made with an update about federal requests belongs to one of these: here, to the first by its number.
GIVE = f"""
UPDATE tta_requests_commitment c
   SET request_id = g.request_id, origin_kind = '', origin_id = NULL, origin_title = '',
       batch = NULL, template_id = NULL, version = c.version + 1
  FROM (SELECT DISTINCT ON (m.commitment_id) m.commitment_id, f.request_id
          FROM (SELECT commitment_id, update_id FROM liaisons_updatecommitment WHERE role = 'made'
                 UNION
                SELECT pgh_obj_id, origin_id FROM tta_requests_commitmentevent WHERE origin_kind = 'update') m
          JOIN ({FEDERAL}) f USING (update_id) ORDER BY m.commitment_id, f.number) g
 WHERE g.commitment_id = c.id
   AND NOT EXISTS (SELECT 1 FROM ({FEDERAL}) own
                    WHERE own.request_id = c.request_id AND own.update_id IN (
                          SELECT update_id FROM liaisons_updatecommitment
                           WHERE role = 'made' AND commitment_id = c.id
                           UNION
                          SELECT origin_id FROM tta_requests_commitmentevent
                           WHERE origin_kind = 'update' AND pgh_obj_id = c.id))
"""  # noqa: S608 -- as above
DRAFTS = f"""
SELECT l.id, u.author_id, l.request_id
  FROM liaisons_updaterequest l JOIN liaisons_engagementupdate u ON u.id = l.update_id
  JOIN ({FEDERAL}) f ON f.update_id = l.update_id AND f.request_id = l.request_id
 WHERE u.state = 'draft'
"""  # noqa: S608 -- as above
# The owner of each open commitment made with such an update, and who marked its request last.
OWNED = """
SELECT c.id, c.owner_id, c.request_id,
       (SELECT e.author_id FROM tta_requests_entry e
         WHERE e.request_id = c.request_id AND e.kind = 'handling' AND e.author_id IS NOT NULL
         ORDER BY e.created_at DESC, e.id DESC LIMIT 1)
  FROM tta_requests_commitment c JOIN tta_requests_ttarequest r ON r.id = c.request_id
 WHERE r.handling = 'federal' AND c.done_at IS NULL AND c.dropped_reason = '' AND c.owner_id IS NOT NULL
   AND EXISTS (SELECT 1 FROM liaisons_updatecommitment l WHERE l.commitment_id = c.id AND l.role = 'made')
"""
READS = """
SELECT r.site_id = ANY (app_sites()) AND r.id <> ALL (app_barred_requests()) OR r.id = ANY (app_worked_requests())
  FROM tta_requests_ttarequest r WHERE r.id = %s
"""


def reads(cursor: Any, person: int | None, request: Any) -> bool:
    """Ask the walls whether a person reads a request in full."""
    if person is None:
        return False
    cursor.execute("SELECT set_config('app.through', %s, true)", [f"user:{person}"])
    cursor.execute(READS, [request])
    answer = cursor.fetchone()
    cursor.execute("SELECT set_config('app.through', '', true)")
    return bool(answer and answer[0])


def mend(cursor: Any) -> None:
    """Withhold evidence, give commitments to a federal request of their update, and replace who can't read it.

    Drafts lose their link to a request that their author can't read, so that the author finds them again.
    """
    cursor.execute(WITHHOLD, [])
    cursor.execute(GIVE, [])
    cursor.execute(DRAFTS, [])
    for link, author, request in cursor.fetchall():
        if not reads(cursor, author, request):
            cursor.execute("DELETE FROM liaisons_updaterequest WHERE id = %s", [link])
    cursor.execute(OWNED, [])
    for commitment, owner, request, marked_by in cursor.fetchall():
        if not reads(cursor, owner, request):
            heir = marked_by if reads(cursor, marked_by, request) else None
            cursor.execute(
                "UPDATE tta_requests_commitment SET owner_id = %s, version = version + 1 WHERE id = %s",
                [heir, commitment],
            )


def forwards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Mend every site's rows."""
    with editor.connection.cursor() as cursor:
        # Without it, row security shows the owner no rows; the setting ends with the transaction.
        cursor.execute("SELECT set_config('app.actor', 'system:migrate', true)")
        mend(cursor)


class Migration(migrations.Migration):
    dependencies = [
        ("engagements", "0015_keep_history_with_its_commitment"),
        ("liaisons", "0011_know_contacts_that_took_place"),
        ("sites", "0017_say_who_verified_a_member"),
        ("tta_requests", "0039_name_session_notes"),
    ]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
