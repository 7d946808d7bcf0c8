"""Show a site's engagements to its people; published dates are public."""

from django.db import migrations

from foundation.tenancy.operations import SITE, EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("engagements", "0001_open_the_room"),
        ("sites", "0002_put_sites_behind_row_security"),
    ]
    operations = [
        EnableRowSecurity(
            "engagements_engagement", read=f"is_published OR {SITE}", write=SITE
        ),
        EnableRowSecurity("engagements_engagementevent"),
        EnableRowSecurity("engagements_engagementstep", write="false", insert=SITE),
        EnableRowSecurity("engagements_milestone"),
        EnableRowSecurity("engagements_milestoneevent"),
    ]
