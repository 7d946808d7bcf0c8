"""A person leaves in the middle of everything: every open item has an owner, and nothing reaches them."""

from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from playwright.sync_api import expect

from engagements.enums import Party
from engagements.models import Commitment
from foundation.accounts.actors import resolve
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.exports.models import Export
from foundation.needs.reading import needs_of
from foundation.notifications import reminders
from foundation.notifications.models import Notification, Preference
from foundation.tenancy.context import acting_atomic
from sites.models import Membership
from tta_requests.actions import pauses
from tta_requests.enums import OPEN_STATUSES, ReferralState, Status
from tta_requests.models import Evaluation, FederalReferral, Offer, Provider, TTARequest

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
EVENING = datetime.fromisoformat("2026-11-20T19:30:00-06:00")
NEXT_WEEK = datetime.fromisoformat("2026-12-01T10:00:00-06:00")


@pytest.fixture
def busy(
    friday, put_in, act, draft_of, sent_by, dana_of_riverton, ula_of_riverton, riverton, lee_liaison,
    best_provider, pat_provider, sam_provider, cora_coordinator, drain,
):  # fmt: skip
    """Everything that Dana and Pat are in the middle of."""
    draft = draft_of(dana_of_riverton, riverton, title="Half written")
    offered = sent_by(dana_of_riverton, riverton, title="Offered to Pat")
    asked, working, confirmed = put_in("triage"), put_in("in-delivery"), put_in("confirmed")
    now, here = clock.now(), {"site": riverton}
    with acting_atomic("system:demo"):
        for owner, party in ((dana_of_riverton, Party.SITE), (pat_provider, Party.PROVIDER)):
            Commitment.objects.create(
                **here,
                request=working,
                text=f"Promised by {owner}",
                owed_by=party,
                owner=owner,
                due_on=(now + timedelta(days=4)).date(),
                made_by=owner,
                made_at=now,
            )
        for who, kind in ((dana_of_riverton, "requester"), (pat_provider, "provider")):
            Evaluation.objects.create(
                **here,
                request=confirmed,
                kind=kind,
                respondent=who,
                provider=best_provider,
                opened_at=now,
                closes_at=now + timedelta(days=20),
            )
    with acting_atomic(f"user:{dana_of_riverton.pk}"):
        quiet = {"quiet_from": time(16, 0), "quiet_until": time(19, 0)}
        Preference.objects.create(user=dana_of_riverton, **quiet)
    drain()
    with act(cora_coordinator) as by:
        pauses.ask(asked, reasons=["problem-unclear"], text="How many units?", by=by)
    drain()
    return {"draft": draft, "offered": offered, "working": working}


def without_an_owner() -> dict[str, list[str]]:
    """Return what is open and has an owner who can't act: by table, empty where all is well."""
    now = clock.now()
    desk = User.objects.filter(
        is_active=True, staff_role__in=["tta-coordinator", "program-manager"]
    )
    live = Membership.objects.live(now).filter(user__is_active=True)
    staffed = Provider.objects.staffed().values("pk")
    open_ones = TTARequest.objects.filter(status__in=OPEN_STATUSES)
    owed = Commitment.objects.open().filter(request__status__in=[*OPEN_STATUSES, Status.CLOSED])
    asked = FederalReferral.objects.filter(state=ReferralState.ASKED, request__in=open_ones)
    awaited = Evaluation.objects.waited_for(now)
    found = {
        "requests": open_ones.filter(owner__isnull=False).exclude(owner__in=desk),
        "commitments": owed.filter(owner__isnull=False, owner__is_active=False),
        "promises of the site": owed.filter(owed_by=Party.SITE, owner__isnull=False)
        .exclude(owner__in=live.values("user"))
        .exclude(owner__in=desk),
        "referrals": asked.filter(membership__isnull=False).exclude(membership__in=live),
        "evaluations": awaited.exclude(respondent__is_active=True),
        "evaluations of the site": awaited.exclude(kind="provider").exclude(
            respondent__in=live.values("user")
        ),
        "offers": Offer.objects.open().exclude(provider__in=staffed),
        "seats": Membership.objects.not_ended(now).filter(user__is_active=False),
        "drafts": TTARequest.objects.filter(status=Status.DRAFT).exclude(
            site__in=live.filter(role="point-of-contact").values("site")
        ),
    }
    return {table: [str(row) for row in rows] for table, rows in found.items() if rows.exists()}


def later(begins_at, drain, *moments: datetime) -> None:
    for moment in moments:
        begins_at(moment)
        drain()
        reminders.run()
        drain()


def test_a_person_leaves_in_the_middle_of_everything(
    busy, dana_of_riverton, pat_provider, ula_of_riverton, lee_liaison, sam_provider,
    cora_coordinator, mona_manager, adam_admin, visit, begins_at, drain,
):  # fmt: skip
    offered, draft = busy["offered"].number, busy["draft"].number
    dana = visit(dana_of_riverton, then="/requests/")
    dana.page.get_by_text("Export this list").click()
    dana.presses("Export list")
    dana.reads("rows")
    writing = dana.page.context.new_page()
    writing.goto(f"{dana.base}/requests/{draft}/edit/")
    dana.goes_to(f"/requests/{offered}/")
    pat = visit(pat_provider, then="/offers/")
    pat.reads("1 offer is waiting for your answer.")

    mona = visit(mona_manager, then="/sites/riverton-ex/team/")
    row = mona.page.locator("tr", has_text="Dana of Riverton")
    row.get_by_role("link", name="End membership").click()
    mona.reads("Commitment: Promised by Dana of Riverton", "Evaluation: Start a weekly review")
    mona.misses("Half written")
    mona.picture("01-what-dana-holds")
    mona.page.set_viewport_size({"width": 320, "height": 800})
    mona.fits()
    mona.picture("02-on-a-phone")
    mona.page.get_by_label("Commitment: Promised by Dana of Riverton").select_option("Lee Liaison")
    mona.ticks("Now")
    mona.presses("End membership")
    mona.reads("Dana of Riverton removed from the team.", "Former members")
    mona.fits()
    mona.picture("03-former-members")

    adam = visit(adam_admin, then=f"/admin/accounts/user/{pat_provider.pk}/change/")
    adam.page.get_by_label("Active").uncheck()
    adam.page.get_by_role("button", name="Save", exact=True).click()
    adam.page.get_by_text("Riverton, EX: 1 open offer. Withdrawn").wait_for()
    adam.misses("Offered to Pat", "Promised by", offered)
    adam.picture("04-what-pat-holds")
    adam.page.get_by_role("button", name="Close account").click()
    adam.page.get_by_text("was changed successfully").wait_for()

    left = clock.now()
    assert dana.goes_to(f"/requests/{offered}/") in {403, 404}
    assert dana.goes_to(f"/requests/{draft}/edit/") in {403, 404}
    with acting_atomic("system:outbox"):
        key = Export.objects.get(user=dana_of_riverton).pk
    assert dana.goes_to(f"/exports/{key}/download/") in {403, 404, 409, 410}
    dana.goes_to("/inbox/")
    # What came before keeps its number; its title is shown only to those who may read it.
    dana.misses("Offered to Pat", draft, "How many units?")
    ula = visit(ula_of_riverton, then=f"/requests/{draft}/edit/")
    expect(ula.page.get_by_label("What do you need?")).to_have_value("Half written")

    mail.outbox.clear()
    later(begins_at, drain, EVENING, NEXT_WEEK)
    with acting_atomic("system:outbox"):
        assert without_an_owner() == {}
        taken = Commitment.objects.get(text="Promised by Dana of Riverton")
        assert taken.owner_id == lee_liaison.pk
        kept = Notification.objects.filter(recipient=dana_of_riverton, created_at__gte=left)
        assert [row.title for row in kept] == ["Riverton, EX: see that your membership ended"]
        assert not Notification.objects.filter(
            recipient=pat_provider, created_at__gte=left
        ).exists()
        assert Export.objects.get(user=dana_of_riverton).written == 0
    # The question that quiet hours held, the export, and every reminder since: only the end itself is told.
    subjects = [letter.subject for letter in mail.outbox if dana_of_riverton.email in letter.to]
    assert subjects == ["Riverton, EX: see that your membership ended"]
    assert [letter for letter in mail.outbox if pat_provider.email in letter.to] == []
    with acting_atomic(f"user:{cora_coordinator.pk}"):
        found = {
            need.row.number: need.cause.slug
            for need in needs_of(resolve(cora_coordinator), clock.now())
        }
    assert found[busy["working"].number] == "replace-provider"
