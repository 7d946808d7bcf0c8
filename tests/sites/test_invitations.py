"""Invitations: from the form of a point of contact to a seat in the team."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from foundation.accounts.actors import Actor, resolve
from foundation.accounts.models import User
from foundation.audit.enums import Kind
from foundation.audit.models import SecurityEvent
from foundation.calendars import clock
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import Refused
from sites.actions import invitations
from sites.errors import (
    InvitationAccepted,
    InvitationClosed,
    NotYours,
    SeatTaken,
    SignInFirst,
    SignOutFirst,
)
from sites.models import Invitation, Membership
from tests.factories.accounts import UserFactory
from tests.pages import words

pytestmark = pytest.mark.django_db
NEW = {"email": "Nora@New.example.gov", "name": "Nora New"}
LEADER = {"role": "executive-leadership", "seat": "executive"}
PASSWORD = "a quiet river at noon"


def actor_of(user: User) -> Actor:
    with acting_atomic(f"user:{user.pk}"):
        return resolve(user)


@pytest.fixture
def invited(riverton, dana_of_riverton) -> Invitation:
    with acting_atomic(f"user:{dana_of_riverton.pk}"):
        return invitations.to_seat(riverton, **NEW, **LEADER, by=actor_of(dana_of_riverton))


def link_in_mail() -> str:
    drain(strict=True)
    return re.search(r"https?://\S+(/invitations/\S+/)", mail.outbox[-1].body)[1]


def test_a_point_of_contact_invites_a_local_member(invited):
    assert (invited.email, invited.role) == ("nora@new.example.gov", "executive-leadership")


def test_a_point_of_contact_cannot_fill_a_seat_of_dojs(riverton, dana_of_riverton):
    with acting_atomic(f"user:{dana_of_riverton.pk}"), pytest.raises(NotYours):
        invitations.to_seat(
            riverton,
            **NEW,
            role="strategic-site-liaison",
            seat="liaison",
            by=actor_of(dana_of_riverton),
        )


def test_nobody_invites_to_another_site(lakeside, dana_of_riverton):
    with acting_atomic(f"user:{dana_of_riverton.pk}"), pytest.raises(NotYours):
        invitations.to_seat(lakeside, **NEW, **LEADER, by=actor_of(dana_of_riverton))


def test_a_single_seat_that_is_held_is_refused(riverton, lee_liaison, mona_manager):
    with acting_atomic(f"user:{mona_manager.pk}"), pytest.raises(SeatTaken):
        invitations.to_seat(
            riverton,
            **NEW,
            role="strategic-site-liaison",
            seat="liaison",
            by=actor_of(mona_manager),
        )


def test_a_second_invitation_to_the_same_seat_is_refused(invited, riverton, dana_of_riverton):
    with acting_atomic(f"user:{dana_of_riverton.pk}"), pytest.raises(Refused):
        invitations.to_seat(riverton, **NEW, **LEADER, by=actor_of(dana_of_riverton))


def test_the_mail_holds_a_link_and_no_work(invited):
    link = link_in_mail()
    assert link.startswith("/invitations/")
    assert mail.outbox[-1].to == ["nora@new.example.gov"]


def test_the_mail_says_who_invites(invited, dana_of_riverton):
    drain(strict=True)
    assert f"{dana_of_riverton.name} invited you to join" in mail.outbox[-1].body
    page, _ = mail.outbox[-1].alternatives[0]
    assert f"{dana_of_riverton.name} invited you to join" in page


def test_a_withdrawn_invitation_sends_no_mail(invited, dana_of_riverton):
    with acting_atomic(f"user:{dana_of_riverton.pk}"):
        invitations.withdraw(invited, by=actor_of(dana_of_riverton))
    drain(strict=True)
    assert mail.outbox == []


def test_the_link_makes_an_account_and_a_membership(invited, client):
    answer = client.post(
        link_in_mail(), {"name": "Nora New", "password": PASSWORD, "password_again": PASSWORD}
    )
    assert answer.status_code == 303
    user = User.objects.get(email="nora@new.example.gov")
    assert user.check_password(PASSWORD)
    with acting_atomic(f"user:{user.pk}"):
        assert Membership.objects.get(user=user).role == "executive-leadership"
    assert SecurityEvent.objects.filter(kind=Kind.INVITATION_ACCEPTED, user_id=user.pk).exists()


def test_the_page_names_the_site_and_the_role(invited, client):
    page = client.get(link_in_mail())
    assert page.status_code == 200
    assert b"Riverton, EX" in page.content
    assert b"Executive Leadership" in page.content


def test_a_weak_password_is_refused_and_nothing_is_made(invited, client):
    link = link_in_mail()
    answer = client.post(link, {"name": "N", "password": "password", "password_again": "password"})
    assert answer.status_code == 422
    once = client.post(link, {"name": "N", "password": PASSWORD, "password_again": ""})
    assert once.context["form"].errors["password_again"] == ["Enter the password again."]
    assert not User.objects.filter(email="nora@new.example.gov").exists()


@pytest.mark.parametrize("token", ["x", "abc~def", "0" * 32 + "~forged"])
def test_a_forged_link_leads_nowhere(token, client, db):
    assert client.get(f"/invitations/{token}/").status_code == 409


def test_a_link_works_once(invited, client):
    link = link_in_mail()
    values = {"name": "Nora", "password": PASSWORD, "password_again": PASSWORD}
    client.post(link, values)
    assert client.post(link, values).status_code == 409


def test_a_refused_page_shows_no_password(invited, client):
    """A password can be a sentence, and sentences are shown again so that a refusal loses nothing."""
    link, secret = link_in_mail(), "the horse walks to the far end"
    values = {"name": "Nora New", "password": secret, "password_again": secret}
    client.post(link, values)
    refused = client.post(link, values)
    assert refused.status_code == 409
    assert "Nora New" in words(refused)
    assert secret not in words(refused)


def test_who_joins_reads_times_in_the_zone_of_the_site(invited, client):
    client.post(link_in_mail(), {"name": "Nora", "password": PASSWORD, "password_again": PASSWORD})
    made = User.objects.get(email="nora@new.example.gov")
    assert made.time_zone == invited.site.time_zone == "America/Chicago"


def test_a_link_is_good_for_fourteen_days(invited):
    token = invitations.token_of(invited.pk)
    with clock.frozen(invited.expires_at + timedelta(seconds=1)), pytest.raises(InvitationClosed):
        invitations.open_link(token)


def test_an_account_that_exists_is_confirmed_by_its_owner_only(invited, client_of):
    UserFactory(email="nora@new.example.gov")
    other = UserFactory()
    assert client_of(other).post(link_in_mail()).status_code == SignInFirst.status


@pytest.mark.parametrize("has_account", [False, True])
def test_somebody_else_who_is_signed_in_is_asked_to_sign_out(invited, client_of, has_account):
    if has_account:
        UserFactory(email="nora@new.example.gov")
    client, link = client_of(UserFactory(email="other@example.gov")), link_in_mail()
    page = client.get(link)
    assert "You're signed in as other@example.gov." in words(page)
    out = client.post("/accounts/logout/", {"next": link})
    assert out.url == link
    assert "You're signed in" not in words(client.get(link))


def test_an_account_is_not_made_while_somebody_else_is_signed_in(invited, client_of):
    other = UserFactory()
    given = {"name": "Nora New", "password": PASSWORD, "password_again": PASSWORD}
    assert client_of(other).post(link_in_mail(), given).status_code == SignOutFirst.status
    assert not User.objects.filter(email="nora@new.example.gov").exists()


def test_an_account_that_exists_takes_the_seat_while_signed_in(invited, client_of):
    nora = UserFactory(email="nora@new.example.gov")
    assert client_of(nora).post(link_in_mail()).status_code == 303
    with acting_atomic(f"user:{nora.pk}"):
        assert Membership.objects.get(user=nora).site.slug == "riverton-ex"


def test_the_form_invites_and_lists(riverton, dana_of_riverton, client_of):
    client = client_of(dana_of_riverton)
    answer = client.post(
        "/sites/riverton-ex/team/invite/",
        {**NEW, "seat": "executive-leadership:executive"},
    )
    assert answer.status_code == 303
    assert b"nora@new.example.gov" in client.get("/sites/riverton-ex/team/invite/").content


def test_two_invitations_of_one_role_name_their_seats(riverton, dana_of_riverton, client_of):
    client, page = client_of(dana_of_riverton), "/sites/riverton-ex/team/invite/"
    for seat in ("usao", "law-enforcement"):
        assert client.post(page, {**NEW, "seat": f"point-of-contact:{seat}"}).status_code == 303
    again = client.post(page, {**NEW, "seat": "point-of-contact:usao"})
    assert "Send that invitation again, or withdraw it first." in words(again)
    named = {"Point of Contact: U.S. Attorney's Office", "Point of Contact: Law enforcement"}
    told = words(client.get(page))
    table = told[told.index("Open invitations") :]
    assert [seat in table for seat in named] == [True, True]
    drain(strict=True)
    for letter in (mail.outbox[-2].body, mail.outbox[-1].body):
        assert any(f"as {seat}." in letter for seat in named)
        assert re.search(r"by \w{3} \w{3} \d+(, \d{4})?, \d+:\d\d [ap]m CT", letter)


def test_the_form_offers_local_seats_to_a_point_of_contact(riverton, dana_of_riverton, client_of):
    answer = client_of(dana_of_riverton).post(
        "/sites/riverton-ex/team/invite/", {**NEW, "seat": "program-advisor:advisor"}
    )
    assert answer.status_code == 422


def test_an_invitation_is_withdrawn_from_the_list(invited, dana_of_riverton, client_of):
    client = client_of(dana_of_riverton)
    answer = client.post(f"/sites/riverton-ex/team/invite/{invited.pk}/withdraw/")
    assert answer.status_code == 303
    page = client.get(answer.url).text
    still_open, past = page.split("Open inv")[-1].split("Past inv")
    assert "nora@new.example.gov" not in still_open
    assert "nora@new.example.gov" in past


def test_another_sites_page_does_not_exist(lakeside, dana_of_riverton, client_of):
    assert client_of(dana_of_riverton).get("/sites/lakeside-ex/team/invite/").status_code == 404


def test_a_role_without_the_permission_is_refused(riverton, mayor_of_riverton, client_of):
    assert client_of(mayor_of_riverton).get("/sites/riverton-ex/team/invite/").status_code == 403


def test_an_expired_invitation_is_sent_again_and_its_old_link_works_again(
    invited, client, client_of, dana_of_riverton
):
    old = link_in_mail()
    with clock.frozen(invited.expires_at + timedelta(days=1)):
        assert client.get(old).status_code == 409
        answer = client_of(dana_of_riverton).post(
            f"/sites/riverton-ex/team/invite/{invited.pk}/send-again/"
        )
        assert answer.status_code == 303
        assert link_in_mail() == old
        assert len(mail.outbox) == 2
        assert client.get(old).status_code == 200


def test_each_sending_mails_once_and_makes_no_second_invitation(invited, dana_of_riverton):
    drain(strict=True)
    for minutes in (20, 40):
        with clock.frozen(invited.created_at + timedelta(minutes=minutes)):
            with acting_atomic(f"user:{dana_of_riverton.pk}"):
                invitations.send_again(invited, by=actor_of(dana_of_riverton))
            drain(strict=True)
    assert [each.to for each in mail.outbox] == [["nora@new.example.gov"]] * 3
    with acting_atomic("system:demo"):
        assert Invitation.objects.count() == 1


def test_an_invitation_to_a_seat_filled_since_or_accepted_is_not_sent_again(
    invited, riverton, member, dana_of_riverton
):
    with clock.frozen(invited.created_at + timedelta(hours=1)):
        member(riverton, **LEADER, user=UserFactory(email="nora@new.example.gov"))
        with (
            acting_atomic(f"user:{dana_of_riverton.pk}"),
            pytest.raises(Refused, match="already has"),
        ):
            invitations.send_again(invited, by=actor_of(dana_of_riverton))
        with acting_atomic("system:demo"):
            Invitation.objects.update(accepted_at=clock.now())
        for act in (invitations.send_again, invitations.withdraw):
            with (
                acting_atomic(f"user:{dana_of_riverton.pk}"),
                pytest.raises(InvitationClosed, match="already accepted on "),
            ):
                act(invited, by=actor_of(dana_of_riverton))
        with pytest.raises(InvitationAccepted, match="already accepted"):
            invitations.open_link(invitations.token_of(invited.pk))


def test_the_link_of_an_accepted_invitation_leads_to_signing_in(invited, client):
    with acting_atomic("system:demo"):
        Invitation.objects.update(accepted_at=clock.now())
    page = client.get(f"/invitations/{invitations.token_of(invited.pk)}/")
    assert "This invitation was already accepted." in words(page)
    assert '<a href="/accounts/login/">Sign in</a>' in page.text


def test_a_link_accepted_before_leads_a_signed_in_person_to_my_day(invited, client_of):
    nora, link = UserFactory(email="nora@new.example.gov"), link_in_mail()
    client = client_of(nora)
    client.post(link)
    for again in (client.get(link), client.post(link)):
        assert again.url == "/my-day/"
    assert InvitationAccepted.done in words(client.get("/my-day/", follow=True))


def test_nobody_outside_is_mailed_again_and_again(invited, dana_of_riverton):
    for minutes, again in ((14, False), (15, True), (29, False)):
        with (
            clock.frozen(invited.created_at + timedelta(minutes=minutes)),
            acting_atomic(f"user:{dana_of_riverton.pk}"),
        ):
            if again:
                invitations.send_again(invited, by=actor_of(dana_of_riverton))
            else:
                with pytest.raises(Refused, match="less than 15 minutes ago"):
                    invitations.send_again(invited, by=actor_of(dana_of_riverton))


def test_only_who_may_fill_the_seat_sends_again(invited, client_of, mayor_of_riverton):
    path = f"/sites/riverton-ex/team/invite/{invited.pk}/send-again/"
    assert client_of(mayor_of_riverton).post(path).status_code == 403


def test_an_expired_invitation_makes_way_for_a_new_one(invited, riverton, dana_of_riverton):
    with (
        clock.frozen(datetime(2027, 6, 1, tzinfo=UTC)),
        acting_atomic(f"user:{dana_of_riverton.pk}"),
    ):
        again = invitations.to_seat(riverton, **NEW, **LEADER, by=actor_of(dana_of_riverton))
        assert Invitation.objects.open().get() == again


def test_past_invitations_say_what_became_of_them(
    riverton, mona_manager, dana_of_riverton, omar_of_lakeside, client_of
):
    with acting_atomic(f"user:{mona_manager.pk}"):
        by = resolve(mona_manager)
        sent = [
            invitations.to_seat(
                riverton,
                email=f"{name}@example.gov",
                name=name,
                role="executive-leadership",
                seat="executive",
                by=by,
            )
            for name in ("Wanda", "Ann", "Olga")
        ]
        invitations.withdraw(sent[0], by=by)
    with acting_atomic("system:invitations"):
        Invitation.objects.filter(pk=sent[1].pk).update(accepted_at=clock.now())
    text = words(client_of(dana_of_riverton).get("/sites/riverton-ex/team/invite/"))
    open_ones, _, past = text.partition("Past invitations")
    assert "Olga" in open_ones
    assert "Wanda wanda@example.gov Executive Leadership Mona Manager Withdrawn" in past
    assert "Ann ann@example.gov Executive Leadership Mona Manager Accepted" in past
    assert client_of(omar_of_lakeside).get("/sites/riverton-ex/team/invite/").status_code == 404
    with clock.frozen(clock.now() + timedelta(days=181)):
        later = words(client_of(dana_of_riverton).get("/sites/riverton-ex/team/invite/"))
    assert "Past invitations" not in later
