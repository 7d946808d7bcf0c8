"""Rows from before updates followed the marks of their requests, as the migration finds and leaves them."""

from datetime import date
from importlib import import_module

import pytest
from django.db import connection

from engagements.models import Commitment
from foundation.tenancy.context import acting_atomic
from liaisons.models import EngagementUpdate, UpdateCommitment, UpdateRequest
from tests.liaisons.conftest import NOW
from tta_requests.models import Entry

pytestmark = pytest.mark.django_db
MEND = import_module("liaisons.migrations.0012_mend_what_federal_updates_left").mend


def test_what_was_made_finished_and_begun_before_the_mends_follows_the_mark(
    riverton, lee_liaison, mona_manager, dana_of_riverton, request_of, visit, draft
):
    item = request_of(riverton, dana_of_riverton, handling="federal", federal_agencies=["atf"])
    other = request_of(riverton, dana_of_riverton, number="PSP-2026-0043")
    with acting_atomic("system:demo"):
        plain = {"site": riverton, "owed_by": "site", "due_on": date(2026, 12, 11), "made_at": NOW}
        made = Commitment.objects.create(text="Bins", request=other, owner=lee_liaison, **plain)
        done = Commitment.objects.create(
            text="Locks",
            evidence=f"Visit on Nov 20, 2026: {visit.get_absolute_url()}",
            done_at=NOW,
            done_by=lee_liaison,
            **plain,
        )
        for update in (visit, draft):
            UpdateRequest.objects.create(site=riverton, update=update, request=item)
        for commitment, role in ((made, "made"), (done, "finished")):
            UpdateCommitment.objects.create(
                site=riverton, update=visit, commitment=commitment, role=role
            )
        Entry.objects.create(
            site=riverton,
            request=item,
            kind="handling",
            text="Marked as federal: ATF",
            author=mona_manager,
            author_label=mona_manager.name,
            created_at=NOW,
        )
        with connection.cursor() as cursor:
            MEND(cursor)
            MEND(cursor)
        made.refresh_from_db()
        done.refresh_from_db()
        assert (made.request_id, made.owner, made.version) == (item.pk, mona_manager, 3)
        assert (done.evidence, done.owner, done.version) == ("Done with an update", None, 2)
        assert set(UpdateRequest.objects.values_list("update", flat=True)) == {visit.pk}
    with acting_atomic(f"user:{lee_liaison.pk}"):
        assert [each.pk for each in EngagementUpdate.objects.drafts_of(lee_liaison.pk)] == [
            draft.pk
        ]
