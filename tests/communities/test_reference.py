"""The communities the program published: with source and date, without people, and loaded once."""

import pytest

from communities.actions.reference import load_communities
from communities.models import Community, Facilitator, Member
from foundation.tenancy.context import acting_atomic
from tests.reference.files import rows

pytestmark = pytest.mark.django_db


def test_published_communities_have_a_source_and_no_people():
    with acting_atomic("system:reference"):
        for _ in range(2):
            assert load_communities(rows("communities/data/communities.csv")) == 5
        found = Community.objects.all()
        assert {(each.status, each.is_imported, bool(each.source)) for each in found} == {
            ("forming", True, True)
        }
        assert "second Wednesday" in found.get(slug="crime-analysis").published_cadence
        assert not Member.objects.exists()
        assert not Facilitator.objects.exists()
