"""Pages of delegations and registrations: what each reader sees and can do there."""

import re
from datetime import date

import pytest
from django.core import mail
from django.test import Client

from foundation.tenancy.context import acting_atomic
from sites.models import PublicForm
from summits.actions import grants, invitations, registrations
from summits.actions.invitations import token_of
from summits.enums import Attendance, GrantRole, Kind
from summits.models import Needs, Places, Registration
from tests.cast import drain_outbox
from tests.factories.accounts import UserFactory
from tests.pages import words

pytestmark = pytest.mark.django_db
PAGE = "/summits/2027/delegation/riverton-ex/"


def stored(**which) -> Registration:
    with acting_atomic("system:demo"):
        return Registration.objects.select_related("person", "summit").get(**which)


@pytest.fixture
def registered(acting_as):
    """Register a person: ``registered(registration)``."""

    def act(found: Registration) -> Registration:
        with acting_as(found.person) as by:
            return registrations.accept(
                found,
                attendance=Attendance.IN_PERSON,
                version=stored(pk=found.pk).version,
                by=by,
            )

    return act


def test_a_contact_nominates_and_sees_seats_and_states(
    open_summit, seat, client_of, dana_of_riverton
):
    client = client_of(dana_of_riverton)
    text = client.get(PAGE).content.decode()
    assert "6 seats" in text
    assert "An open seat keeps no place" in text
    assert "Travel isn't part of registration" in text
    answer = client.post(
        f"{PAGE}nominate/",
        {"seat": seat("choice").pk, "name": "Detective", "email": "detective@example.com"},
    )
    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    text = words(client.get(PAGE))
    assert "Detective" in text
    assert (
        "5 seats of your delegation are open: Executive Leadership, Law-enforcement contact" in text
    )
    assert "Crime analyst. Nominate people while registration is open." in text
    assert "When Mar 9\N{EN DASH}11, 2027 Where Harbor Hall, Example Harbor, EX" in text


def test_a_refused_nomination_keeps_what_was_typed(
    open_summit, seat, nominate, client_of, dana_of_riverton
):
    nominate("choice")
    sent = {"seat": seat("choice").pk, "name": "Detective", "email": "d@example.com"}
    answer = client_of(dana_of_riverton).post(f"{PAGE}nominate/", sent)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "This seat is filled." in text
    assert 'value="Detective"' in text


def test_another_sites_contact_gets_404_and_no_name(
    open_summit, nominate, client_of, omar_of_lakeside
):
    delegate = nominate("usao")
    client = client_of(omar_of_lakeside)
    paths = (
        PAGE,
        f"/summits/registrations/{delegate.pk}/",
        f"/summits/registrations/{delegate.pk}/cancel/",
        f"/summits/registrations/{delegate.pk}/replace/",
    )
    assert {client.get(path).status_code for path in paths} == {404}
    text = client.get("/summits/2027/delegation/").content.decode()
    assert delegate.name not in text
    assert "Riverton" not in text


def test_a_liaison_reads_the_delegation_and_cannot_change_it(
    open_summit, nominate, client_of, lee_liaison
):
    delegate = nominate("usao")
    client = client_of(lee_liaison)
    text = client.get(PAGE).content.decode()
    assert delegate.name in text
    assert "/nominate/" not in text
    assert client.get(f"{PAGE}nominate/").status_code == 403
    assert client.get(f"/summits/registrations/{delegate.pk}/cancel/").status_code == 403
    assert client.get(f"/summits/registrations/{delegate.pk}/").status_code == 403


def test_the_invited_person_registers_says_needs_and_cancels(open_summit, nominate, client_of):
    delegate = nominate("usao")
    client, page = client_of(delegate.person), f"/summits/registrations/{delegate.pk}/"
    form = client.get(f"{page}register/").content.decode()
    assert "OMB control number 1121-0000" in form
    assert "your choice to register" in form
    assert client.post(f"{page}register/", {}).status_code == 422
    assert client.post(f"{page}register/", {"attendance": "in-person"}).status_code == 303
    text = client.get(page).content.decode()
    assert "Your registration is confirmed" in text
    assert stored(pk=delegate.pk).check_in_code in text
    assert client.post(f"{page}needs/", {"access": "Step-free", "diet": ""}).status_code == 303
    assert "Step-free" in client.get(page).content.decode()
    assert client.post(f"{page}cancel/", {"reason": "In trial"}).status_code == 303
    assert stored(pk=delegate.pk).state == "canceled"
    with acting_atomic("system:demo"):
        assert not Needs.objects.exists()


def test_a_stale_answer_is_409_and_a_second_one_is_refused(open_summit, nominate, client_of):
    delegate = nominate("usao")
    client, page = client_of(delegate.person), f"/summits/registrations/{delegate.pk}/"
    sent = {"attendance": "in-person", "version": "1"}
    assert client.post(f"{page}register/", sent).status_code == 303
    assert client.post(f"{page}register/", sent).status_code == 409
    assert client.post(f"{page}decline/", {}).status_code == 409


def test_the_wait_list_number_is_on_every_later_page_and_mail(
    open_summit, nominate, registered, client_of, dana_of_riverton
):
    first, _second, third = (registered(nominate(slug)) for slug in ("usao", "analyst", "choice"))
    page = f"/summits/registrations/{third.pk}/"
    assert "number 1 on the wait-list" in client_of(third.person).get(page).content.decode()
    assert "number 1" in client_of(dana_of_riverton).get(PAGE).content.decode()
    client_of(first.person).post(f"/summits/registrations/{first.pk}/cancel/", {})
    drain_outbox()
    text = client_of(third.person).get(page).content.decode()
    assert "Moved up from number 1" in text
    subjects = [each.subject for each in mail.outbox if each.to == [third.person.email]]
    assert any("confirmed place, wait-list number 1" in subject for subject in subjects)


def test_without_a_control_number_the_form_is_not_offered_and_organizers_are_told(
    open_summit, nominate, client_of, mona_manager
):
    delegate = nominate("usao")
    with acting_atomic("system:reference"):
        PublicForm.objects.filter(slug="summit-registration").update(expires_on=date(2020, 1, 1))
    client, page = client_of(delegate.person), f"/summits/registrations/{delegate.pk}/"
    text = client.get(page).content.decode()
    assert "no valid OMB control number" in text
    assert "register/" not in text
    assert client.post(f"{page}register/", {"attendance": "virtual"}).status_code == 409
    told = client_of(mona_manager).get("/summits/2027/delegation/").content.decode()
    assert "Registration for the Violent Crime Summit" in told


def test_a_manager_sets_places_and_invites_a_federal_partner_whom_no_site_sees(
    open_summit, client_of, mona_manager, dana_of_riverton
):
    client = client_of(mona_manager)
    sent = {"kind": "federal", "site": "", "name": "Agent", "email": "agent@example.gov"}
    assert client.post("/summits/2027/registrations/new/", sent).status_code == 303
    assert "Agent" in client.get("/summits/2027/delegation/").content.decode()
    assert client.post("/summits/2027/places/", {"places": "9", "version": "1"}).status_code == 303
    assert client.post("/summits/2027/places/", {"places": "8", "version": "1"}).status_code == 409
    with acting_atomic("system:demo"):
        assert Places.objects.get().places == 9
    reader = client_of(dana_of_riverton)
    assert "Agent" not in reader.get("/summits/2027/delegation/").content.decode()
    assert reader.get("/summits/2027/places/").status_code == 403
    assert reader.get("/summits/2027/registrations/new/").status_code == 403


def test_needs_are_listed_for_organizers_and_not_for_a_manager_without_a_grant(
    open_summit, nominate, registered, acting_as, client_of, mona_manager, dana_of_riverton
):
    delegate = registered(nominate("usao"))
    client_of(delegate.person).post(
        f"/summits/registrations/{delegate.pk}/needs/", {"access": "Step-free", "diet": "No nuts"}
    )
    organizer = UserFactory()
    with acting_as(mona_manager) as by:
        grants.give(open_summit, email=organizer.email, role=GrantRole.ORGANIZER, by=by)
    page = "/summits/2027/needs/"
    assert "No nuts" in client_of(organizer).get(page).content.decode()
    assert "No nuts" not in client_of(mona_manager).get(page).content.decode()
    assert client_of(dana_of_riverton).get(page).status_code == 403
    for path in (PAGE, "/summits/2027/delegation/"):
        assert "No nuts" not in client_of(organizer).get(path).content.decode()


@pytest.fixture
def outsider(open_summit, acting_as, mona_manager) -> Registration:
    """An invited provider without an account."""
    with acting_as(mona_manager) as by:
        return invitations.invite(
            open_summit, kind=Kind.PROVIDER, name="Pat", email="pat@outside.example", by=by
        )


def test_a_person_without_an_account_registers_by_the_mailed_link(outsider):
    drain_outbox()
    [letter] = [each for each in mail.outbox if each.to == ["pat@outside.example"]]
    assert stored(pk=outsider.pk).state == "invited"
    link = re.search(r"/summits/invitations/[^\s]+/", letter.body).group()
    client = Client()
    text = client.get(link).content.decode()
    assert "Register" in text
    assert "OMB control number" in client.get(f"{link}register/").content.decode()
    sent = {"attendance": "in-person", "access": "Step-free", "diet": ""}
    assert client.post(f"{link}register/", sent).status_code == 303
    assert stored(pk=outsider.pk).state == "confirmed"
    with acting_atomic("system:demo"):
        assert Needs.objects.get().access == "Step-free"
    assert "Step-free" not in client.get(link).content.decode()
    assert client.post(f"{link}leave/", {"reason": ""}).status_code == 303
    assert stored(pk=outsider.pk).state == "canceled"


def test_a_made_up_link_and_that_of_a_person_with_an_account_are_404(outsider, nominate):
    client = Client()
    good = token_of(outsider)
    assert client.get(f"/summits/invitations/{good}/").status_code == 200
    assert client.get(f"/summits/invitations/{good}x/").status_code == 404
    assert client.get(f"/summits/invitations/{token_of(nominate('usao'))}/").status_code == 404


def test_a_mail_names_neither_site_nor_person(open_summit, nominate):
    delegate = nominate("usao")
    drain_outbox()
    [letter] = [each for each in mail.outbox if each.to == [delegate.person.email]]
    assert "2027 Violent Crime Summit" in letter.subject
    assert "Riverton" not in letter.subject + letter.body


def test_the_pages_need_few_statements_at_any_size(
    open_summit, nominate, statements_of, dana_of_riverton, mona_manager
):
    reader, manager = dana_of_riverton, mona_manager
    few = [statements_of(reader, PAGE), statements_of(manager, "/summits/2027/delegation/")]
    for slug in ("usao", "analyst", "choice", "prosecutor"):
        nominate(slug)
    many = [statements_of(reader, PAGE), statements_of(manager, "/summits/2027/delegation/")]
    assert few == many
    assert max(many) <= 14


@pytest.mark.parametrize("page", ["delegation/", "check-in/?q=agent"])
def test_federal_law_enforcement_is_on_no_paper(
    page, open_summit, acting_as, mona_manager, client_of
):
    with acting_as(mona_manager) as by:
        for kind, name in ((Kind.FEDERAL, "Agent One"), (Kind.PROVIDER, "Agent Two")):
            email = f"{kind}@example.gov"
            invitations.invite(open_summit, kind=kind, name=name, email=email, by=by)
    text = client_of(mona_manager).get(f"/summits/2027/{page}").content.decode()
    rows = re.findall(r"<tr[^>]*>.*?</tr>", text, re.DOTALL)
    [one], [two] = ([row for row in rows if name in row] for name in ("Agent One", "Agent Two"))
    assert "psp-no-print" in one.split(">")[0]
    assert "psp-no-print" not in two
