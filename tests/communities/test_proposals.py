"""A post is proposed for the library by its author or a facilitator, and staff add it or decline it."""

from datetime import date

import pytest
from django.db.utils import IntegrityError, ProgrammingError

from communities.actions import communities, posts
from communities.actions import proposals as of_posts
from communities.errors import NotToPropose, Retired
from communities.models import Post
from foundation.calendars import clock
from foundation.needs.reading import rows_of
from foundation.notifications.models import Ledger
from foundation.tenancy.context import acting, acting_atomic, atomic_savepoint
from library.actions import proposals
from library.errors import AlreadyDecided, NotForEveryone, NotYourProposal
from library.models import Proposal, Resource
from tests.factories.tta_requests import CoreAreaFactory
from tests.pages import words

pytestmark = pytest.mark.django_db
PROPOSALS = "/resources/proposals/"
SAID = {"title": "Drone video policy", "summary": "For agencies with drones.", "url": ""}


def test_a_post_becomes_a_resource_or_is_declined_and_its_proposer_is_told(
    act,
    caller,
    client_of,
    standards,
    drain,
    community,
    joins,
    dana_of_riverton,
    omar_of_lakeside,
    fay_facilitator,
    mona_manager,
):
    for person in (dana_of_riverton, omar_of_lakeside):
        joins(person)
    with act(dana_of_riverton) as by:
        post = posts.write(community, text="Secret: our drone policy", by=by)
    dana, omar, mona = map(client_of, (dana_of_riverton, omar_of_lakeside, mona_manager))
    propose = f"{post.get_absolute_url()}propose/"
    assert "Propose for the library" in words(dana.get(post.get_absolute_url()))
    assert "Propose for the library" not in words(omar.get(post.get_absolute_url()))
    assert omar.post(propose, SAID).status_code == 403
    assert "No proposed resources." in words(mona.get(PROPOSALS))
    assert "Secret: our drone policy" in words(dana.get(propose))
    refused = dana.post(propose, SAID | {"url": "http://example.gov/policy"})
    assert refused.status_code == 422
    assert "begins with https" in words(refused)
    assert dana.post(propose, SAID | {"url": "https://example.gov/policy"}).status_code == 303
    assert dana.post(propose, SAID).status_code == 409  # it waits for a decision
    again = f"/communities/posts/{post.pk}/proposal/"
    assert caller(dana_of_riverton).post(again, SAID).status_code == 409
    assert caller(omar_of_lakeside).post(again, SAID).status_code == 403
    assert "Drone video policy" not in words(omar.get(PROPOSALS))
    shown = words(mona.get(PROPOSALS))
    assert "Drone video policy Waiting for a decision For agencies with drones." in shown
    assert "Secret" not in shown
    with act(mona_manager) as by:
        assert "proposal" in {need.cause for need in rows_of(by, clock.now())}
        proposal = Proposal.objects.get()
    for principal in (f"user:{dana_of_riverton.pk}", "system:demo"):  # also by Python alone
        with act(dana_of_riverton) as by, acting(principal), pytest.raises(NotYourProposal):
            proposals.decline(proposal, reason="No", by=by)
    with acting_atomic("system:reference"):
        area = CoreAreaFactory()
    accept = f"{PROPOSALS}{proposal.pk}/accept/"
    assert dana.get(accept).status_code == 403
    page = words(mona.get(accept))
    assert "Dana of Riverton proposed it from Analysts." in page
    assert "One site" not in page
    sent = {
        **SAID,
        "url": "https://example.gov/policy",
        "type": "policy",
        "core_areas": [area.slug],
        "audience": "network",
        "review_by": "2027-11-01",
    }
    assert mona.post(accept, sent | {"title": ""}).status_code == 422
    assert caller(dana_of_riverton).post(accept, sent).status_code == 403
    added = caller(mona_manager).post(accept, sent | {"title": "Drone policy"})
    assert (added.status_code, added.json()["status"]) == (200, "added")
    with act(mona_manager) as by:
        made = Resource.objects.get(title="Drone policy")
        assert (made.owner_id, made.audience) == (mona_manager.pk, "network")
        with pytest.raises(AlreadyDecided):
            proposals.decline(proposal, reason="No", by=by)
    shown = words(dana.get(PROPOSALS))
    assert "Added to the library" in shown
    assert "Open resource" in shown
    # After a decision, it may be proposed again; a facilitator proposes a member's post.
    with act(fay_facilitator) as by:
        again = of_posts.propose(post, **SAID, by=by)
    with act(mona_manager) as by, pytest.raises(NotForEveryone):
        proposals.accept(
            again, **SAID, type="policy", audience="site", review_by=date(2027, 1, 1), by=by
        )
    decline = f"{PROPOSALS}{again.pk}/decline/"
    assert mona.post(decline, {"reason": ""}).status_code == 422
    assert mona.get(accept.replace(str(proposal.pk), str(again.pk))).status_code == 200
    assert mona.post(decline, {"reason": "We have it."}).status_code == 303
    listed = caller(fay_facilitator).get(PROPOSALS).json()["results"]
    assert [each["status"] for each in listed] == ["declined"]
    assert "Declined For agencies with drones. We have it." in words(
        client_of(fay_facilitator).get(PROPOSALS)
    )
    drain()
    with acting_atomic("system:reminders"):
        told = Ledger.objects.filter(kind="proposal-decided")
        assert set(told.values_list("recipient", flat=True)) == {
            dana_of_riverton.pk,
            fay_facilitator.pk,
        }


def test_the_database_shows_a_proposal_to_its_proposer_and_to_staff_who_decide(
    act,
    community,
    joins,
    dana_of_riverton,
    omar_of_lakeside,
    ana_analyst,
    cora_coordinator,
    mona_manager,
):
    joins(dana_of_riverton)
    with act(dana_of_riverton) as by:
        post = posts.write(community, text="Ours", by=by)
        of_posts.propose(post, **SAID, by=by)
        assert Proposal.objects.update(status="declined") == 0
        posts.remove(post, reason="", by=by)
        post.refresh_from_db()
        with pytest.raises(NotToPropose):
            of_posts.propose(post, **SAID, by=by)
    for person, n in ((omar_of_lakeside, 0), (ana_analyst, 0), (cora_coordinator, 1)):
        with act(person) as by:
            assert Proposal.objects.count() == n
            with acting("system:demo"):
                assert Proposal.objects.visible_to(by).count() == n
    made = SAID | {"origin": "A", "origin_path": "/", "proposed_at": clock.now()}
    with act(omar_of_lakeside), pytest.raises(ProgrammingError), atomic_savepoint:
        Proposal.objects.create(**made, proposed_by=dana_of_riverton)
    with act(cora_coordinator), pytest.raises(IntegrityError), atomic_savepoint:
        Proposal.objects.update(status="added", decided_by=cora_coordinator, decided_at=clock.now())
    with act(mona_manager) as by:
        communities.take(community, "retire", version=2, reason="Merged", by=by)
    with act(dana_of_riverton) as by, pytest.raises(Retired):
        of_posts.propose(Post.objects.select_related("community").get(), **SAID, by=by)
