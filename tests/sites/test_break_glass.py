"""Break-glass: an administrator sees a site for half an hour, and everybody in charge knows."""

from datetime import timedelta

import pytest
from django.core import mail

from foundation.accounts.actors import resolve
from foundation.accounts.models import Setting
from foundation.audit.enums import Kind
from foundation.audit.models import SecurityEvent
from foundation.calendars import clock
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, Refused
from sites.actions import break_glass
from sites.enums import Handling
from sites.errors import NotYours
from sites.models import BreakGlass, Membership
from tests.factories.accounts import UserFactory
from tta_requests.models import TTARequest

pytestmark = pytest.mark.django_db
PAGE = "/sites/riverton-ex/break-glass/"


@pytest.fixture
def opened(riverton, adam_admin) -> BreakGlass:
    with acting_atomic(f"user:{adam_admin.pk}"):
        return break_glass.break_glass(riverton, reason="Complaint 12", by=resolve(adam_admin))


def seen_by(user) -> int:
    with acting_atomic(f"user:{user.pk}"):
        return Membership.objects.count()


def test_the_record_stays_open_for_thirty_minutes(opened):
    assert opened.closes_at - opened.opened_at == timedelta(minutes=30)


def test_the_length_is_a_setting(riverton, adam_admin):
    Setting.objects.create(key="break-glass-minutes", value=10)
    with acting_atomic(f"user:{adam_admin.pk}"):
        look = break_glass.break_glass(riverton, reason="Why", by=resolve(adam_admin))
    assert look.closes_at - look.opened_at == timedelta(minutes=10)


def test_the_administrator_sees_the_site_while_it_is_open(dana_of_riverton, adam_admin, opened):
    assert seen_by(adam_admin) == 1


def test_the_administrator_sees_nothing_afterwards(dana_of_riverton, adam_admin, opened):
    with clock.frozen(opened.closes_at + timedelta(seconds=1)):
        assert seen_by(adam_admin) == 0


def test_the_administrator_sees_no_other_site(omar_of_lakeside, adam_admin, opened):
    assert seen_by(adam_admin) == 0


def test_glass_is_broken_for_one_administrator_and_from_then_on(
    dana_of_riverton, adam_admin, opened
):
    assert seen_by(UserFactory(staff_role="administrator")) == 0
    with clock.frozen(opened.opened_at - timedelta(seconds=1)):
        assert seen_by(adam_admin) == 0


def test_an_administrator_with_a_seat_sees_both_sites(
    dana_of_riverton, omar_of_lakeside, adam_admin, opened, member, lakeside
):
    member(lakeside, "executive-leadership", "executive", user=adam_admin)
    assert seen_by(adam_admin) == 3


def test_every_program_manager_is_told(mona_manager, opened):
    drain(strict=True)
    assert [message.to for message in mail.outbox] == [[mona_manager.email]]
    assert "Complaint 12" not in mail.outbox[0].body


def test_it_is_in_the_security_log(opened, adam_admin):
    assert SecurityEvent.objects.get(kind=Kind.GLASS_BROKEN).user_id == adam_admin.pk


def test_nobody_else_breaks_glass(riverton, mona_manager):
    with acting_atomic(f"user:{mona_manager.pk}"), pytest.raises(NotYours):
        break_glass.break_glass(riverton, reason="Why", by=resolve(mona_manager))


def test_a_reason_is_needed(riverton, adam_admin):
    with acting_atomic(f"user:{adam_admin.pk}"), pytest.raises(InvalidInput):
        break_glass.break_glass(riverton, reason="  ", by=resolve(adam_admin))


def test_an_open_record_is_not_opened_again(riverton, adam_admin, opened):
    with acting_atomic(f"user:{adam_admin.pk}"), pytest.raises(Refused):
        break_glass.break_glass(riverton, reason="Again", by=resolve(adam_admin))


def test_it_can_be_closed_early(dana_of_riverton, adam_admin, opened):
    with acting_atomic(f"user:{adam_admin.pk}"):
        break_glass.close(opened, by=resolve(adam_admin))
    assert seen_by(adam_admin) == 0


def test_the_page_opens_and_shows_the_record(riverton, adam_admin, client_of):
    client = client_of(adam_admin)
    assert client.post(PAGE, {"reason": "Complaint 12"}).status_code == 303
    assert b"Complaint 12" in client.get(PAGE).content


def test_the_page_is_for_administrators(riverton, mona_manager, client_of):
    assert client_of(mona_manager).get(PAGE).status_code == 403


def test_managers_read_who_looked(riverton, opened, mona_manager, client_of):
    page = client_of(mona_manager).get("/sites/riverton-ex/broken-glass/")
    assert b"Complaint 12" in page.content


def test_members_do_not_read_who_looked(opened, dana_of_riverton, client_of):
    assert client_of(dana_of_riverton).get("/sites/riverton-ex/broken-glass/").status_code == 403


def test_the_team_page_opens_to_the_administrator(dana_of_riverton, adam_admin, opened, client_of):
    assert client_of(adam_admin).get("/sites/riverton-ex/team/").status_code == 200


def test_the_team_page_is_closed_to_the_administrator_otherwise(riverton, adam_admin, client_of):
    assert client_of(adam_admin).get("/sites/riverton-ex/team/").status_code in {403, 404}


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("/sites/riverton-ex/team/", "next=%2Fsites%2Friverton-ex%2Fteam%2F&site=riverton-ex"),
        ("/sites/nowhere-ex/team/", "next=%2Fsites%2Fnowhere-ex%2Fteam%2F&site=nowhere-ex"),
        ("/requests/PSP-2026-0001/", "next=%2Frequests%2FPSP-2026-0001%2F"),
        ("/requests/PSP-2026-9999/", "next=%2Frequests%2FPSP-2026-9999%2F"),
    ],
)
def test_any_address_offers_an_administrator_to_break_the_glass(
    riverton, dana_of_riverton, sent_by, adam_admin, client_of, address, query
):
    """The same offer whether or not there is such a record."""
    sent_by(dana_of_riverton, riverton)
    answer = client_of(adam_admin).get(address)
    assert answer.status_code in {403, 404}
    assert f'href="/break-glass/?{query}"'.replace("&", "&amp;") in answer.content.decode()


def test_nobody_else_is_offered_it(riverton, mona_manager, omar_of_lakeside, client, client_of):
    for reader in (client_of(omar_of_lakeside), client_of(mona_manager), client):
        for address in ("/sites/riverton-ex/nothing/", "/requests/PSP-2026-9999/"):
            assert "break-glass" not in reader.get(address).content.decode()


def test_after_the_reason_the_administrator_is_where_they_wanted_to_be(
    riverton, dana_of_riverton, adam_admin, client_of
):
    client = client_of(adam_admin)
    wanted = "/sites/riverton-ex/team/"
    chosen = client.get("/break-glass/", {"site": "riverton-ex", "next": wanted})
    assert chosen.url == f"{PAGE}?next=%2Fsites%2Friverton-ex%2Fteam%2F"
    opened = client.post(chosen.url, {"reason": "Complaint 12"})
    assert opened.url == wanted
    assert client.get(wanted).status_code == 200
    assert b"Riverton" in client.get("/break-glass/").content


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:0"])
def test_a_next_page_elsewhere_is_ignored(riverton, adam_admin, client_of, elsewhere):
    client = client_of(adam_admin)
    assert client.get("/break-glass/", {"site": "riverton-ex", "next": elsewhere}).url == PAGE
    opened = client.post(f"{PAGE}?next={elsewhere}", {"reason": "Complaint 12"})
    assert opened.url == PAGE


def test_a_site_that_is_none_is_refused_with_a_sentence(riverton, adam_admin, client_of):
    answer = client_of(adam_admin).get("/break-glass/", {"site": "nowhere-ex"})
    assert answer.status_code == 422
    assert b"Choose an answer from the list." in answer.content


def test_whoever_opens_a_site_with_a_federal_request_loses_nothing(
    adam_admin, dana_of_riverton, riverton, sent_by, client_of
):
    """They meet one more request that is barred from them; none was taken away while they waited."""
    sent = sent_by(dana_of_riverton, riverton)
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=sent.pk).update(
            handling=Handling.FEDERAL, federal_agencies=["ATF"]
        )
    admin = client_of(adam_admin)
    assert admin.post(PAGE, {"reason": "Complaint 12"}).status_code == 303
    assert admin.get(f"/requests/{sent.number}/").status_code == 404
