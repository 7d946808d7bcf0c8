"""Let the policy of updates compare no site for staff (ADR 100).

Whoever reads updates names their sites, authors, or keys, so no index has to serve the policy. Where it named every site
again, PostgreSQL sorted all of them for each site of a board, and expected one update of a site, which hid that the
newest comes first in an index. It expects half of a site's updates of ``coalesce``, and few of ``IS NOT FALSE``.
"""

from django.db import migrations

from foundation.tenancy.operations import SITE

READ = "coalesce(site_id = ANY ((SELECT app_only_sites())::bigint[]), true)"
OWN = "(state <> 'draft' OR author_id = (SELECT app_user()) OR (SELECT app_is_job()))"
NOT_BARRED = "id <> ALL ((SELECT app_barred_updates())::uuid[])"


def policy(site: str) -> str:
    """Return the statement that changes who reads an update; ``site`` is the condition on its site."""
    return f"ALTER POLICY app_read ON liaisons_engagementupdate USING ({site} AND {OWN} AND {NOT_BARRED})"


class Migration(migrations.Migration):
    dependencies = [
        ("liaisons", "0013_find_returned_updates_of_an_author"),
        ("sites", "0019_tell_who_reads_every_site"),
    ]

    operations = [migrations.RunSQL(policy(READ), policy(SITE))]
