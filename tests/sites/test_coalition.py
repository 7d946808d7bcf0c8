"""The coalition of agencies: who keeps it, its days, its lead, its contacts, and where it is shown."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError
from django.http import QueryDict

from engagements.policies import empty_required_seats
from foundation.accounts.actors import Actor, resolve
from foundation.calendars import clock
from foundation.exports.registry import find
from foundation.notifications.models import Notification
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, Refused, StaleEdit
from sites.actions import agencies, contacts
from sites.errors import NotYours
from sites.models import Contact, Membership, SiteAgency
from tests.factories.sites import ContactFactory
from tests.notifications.sending import remind, told
from tests.pages import words
from tests.together import Meet, at_once, does, refusals

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 18, tzinfo=UTC)
TODAY = date(2026, 11, 23)
PAGE = "/sites/riverton-ex/coalition/"
TYPED = {"kind": "prosecutor", "name": "Riverton County Attorney", "contact": "", "joined_on": ""}
MAX_STATEMENTS = 7


@pytest.fixture(autouse=True)
def monday():
    with clock.frozen(NOON):
        yield


@pytest.fixture
def rosa(riverton) -> Contact:
    with acting_atomic("system:demo"):
        return ContactFactory(site=riverton, verified_on=date(2026, 11, 2))


@pytest.fixture
def police(riverton) -> SiteAgency:
    with acting_atomic("system:demo"):
        return SiteAgency.objects.create(
            site=riverton, kind="police", name="Riverton Police", is_lead=True
        )


def joined(site, who, **values) -> SiteAgency:
    with acting_atomic(f"user:{who.pk}"):
        given = {"kind": "prosecutor", "name": "Riverton County Attorney"} | values
        return agencies.add(site, values=given, by=resolve(who))


def act(who, do, *args, **kwargs):
    with acting_atomic(f"user:{who.pk}"):
        return do(*args, **kwargs, by=resolve(who))


def fresh(agency) -> SiteAgency:
    with acting_atomic("system:demo"):
        return SiteAgency.objects.select_related("site").get(pk=agency.pk)


class TestKeeping:
    """Adding, changing, retiring, and the lead."""

    def test_a_point_of_contact_adds_changes_and_retires(
        self, riverton, rosa, dana_of_riverton, client_of
    ):
        browser = client_of(dana_of_riverton)
        assert browser.post(f"{PAGE}new/", TYPED).status_code == 303
        with acting_atomic("system:demo"):
            agency = SiteAgency.objects.get()
        assert (agency.uncovered_since, agency.joined_on) == (TODAY, None)
        path = f"{PAGE}{agency.pk}/"
        changed = TYPED | {"contact": str(rosa.pk), "joined_on": "2025-01-06", "version": "1"}
        assert browser.post(path, changed).status_code == 303
        assert (fresh(agency).contact_id, fresh(agency).uncovered_since) == (rosa.pk, None)
        assert browser.post(path, changed).status_code == 409
        assert b"Someone else changed this" in browser.post(path, changed).content
        left = {"on": "2026-11-20", "version": "2"}
        assert browser.post(f"{path}retire/", left, follow=True).status_code == 200
        assert fresh(agency).left_on == date(2026, 11, 20)
        text = words(browser.get(PAGE))
        assert "Former agencies" in text
        assert "From Jan 6, 2025 through Nov 20, 2026" in text

    @pytest.mark.parametrize("kind", ["usao", "federal"])
    def test_federal_offices_are_for_doj_to_name(
        self, riverton, dana_of_riverton, mona_manager, client_of, kind
    ):
        with pytest.raises(NotYours):
            joined(riverton, dana_of_riverton, kind=kind)
        named = joined(riverton, mona_manager, kind=kind)
        assert client_of(dana_of_riverton).get(f"{PAGE}{named.pk}/").status_code == 403
        refused = client_of(dana_of_riverton).post(f"{PAGE}new/", TYPED | {"kind": kind})
        assert refused.status_code == 422

    def test_leadership_reads_and_keeps_nothing(self, riverton, police, member, client_of):
        ella = member(riverton, "executive-leadership", "executive").user
        text = words(client_of(ella).get(PAGE))
        assert "Riverton Police Police department, lead agency" in text
        assert "Add agency" not in text
        with pytest.raises(NotYours):
            joined(riverton, ella)

    def test_another_site_sees_nothing(self, police, omar_of_lakeside, client_of):
        assert client_of(omar_of_lakeside).get(PAGE).status_code == 404
        with acting_atomic(f"user:{omar_of_lakeside.pk}"):
            assert not SiteAgency.objects.exists()
            assert not SiteAgency.pgh_event_model.objects.exists()

    def test_doj_chooses_another_lead(
        self, riverton, police, dana_of_riverton, mona_manager, client_of
    ):
        sheriff = joined(riverton, mona_manager, kind="sheriff", name="Sheriff")
        path = f"{PAGE}{sheriff.pk}/lead/"
        assert client_of(dana_of_riverton).post(path, {"version": "1"}).status_code == 403
        told = client_of(mona_manager).post(path, {"version": "1"}, follow=True)
        assert "Sheriff is now the lead agency." in words(told)
        assert (fresh(police).is_lead, fresh(sheriff).is_lead) == (False, True)
        assert (fresh(police).version, fresh(sheriff).version) == (2, 2)

    def test_the_lead_that_is_chosen_again_changes_once(self, police, mona_manager):
        with acting_atomic("system:demo"):
            before = SiteAgency.pgh_event_model.objects.count()
        act(mona_manager, agencies.lead, police, version=1)
        with acting_atomic("system:demo"):
            assert SiteAgency.pgh_event_model.objects.count() == before + 1

    def test_the_lead_stays_until_another_leads(self, police, mona_manager):
        with pytest.raises(Refused, match="leads the coalition"):
            act(mona_manager, agencies.retire, police, on=TODAY, version=1)

    @pytest.mark.parametrize("on", [date(2026, 11, 24), date(2025, 12, 31)])
    def test_a_last_day_has_come_and_is_not_before_the_first(self, riverton, mona_manager, on):
        agency = joined(riverton, mona_manager, joined_on=date(2026, 1, 1))
        with pytest.raises(InvalidInput):
            act(mona_manager, agencies.retire, agency, on=on, version=1)

    def test_an_agency_comes_back_on_a_later_day(self, riverton, mona_manager):
        first = joined(riverton, mona_manager, joined_on=date(2025, 1, 1))
        act(mona_manager, agencies.retire, first, on=date(2026, 6, 30), version=1)
        with pytest.raises(InvalidInput, match="from Jan 1, 2025 through Jun 30, 2026"):
            joined(riverton, mona_manager, joined_on=date(2026, 6, 30))
        earlier = joined(
            riverton, mona_manager, joined_on=date(2020, 1, 1), left_on=date(2020, 2, 1)
        )
        with pytest.raises(InvalidInput, match="from Jan 1, 2025 through Jun 30, 2026"):
            joined(riverton, mona_manager, joined_on=date(2026, 6, 30))
        assert earlier.left_on == date(2020, 2, 1)
        with pytest.raises(InvalidInput, match="from Jan 1, 2020 through Feb 1, 2020"):
            joined(riverton, mona_manager, joined_on=date(2020, 1, 9), left_on=date(2020, 1, 10))
        assert joined(riverton, mona_manager, joined_on=date(2026, 7, 1)).left_on is None
        with pytest.raises(Refused, match="has left"):
            act(mona_manager, agencies.retire, fresh(first), on=TODAY, version=2)

    def test_the_database_refuses_two_of_one_name_on_one_day(self, riverton, police):
        with pytest.raises(DatabaseError) as refused, acting_atomic("system:demo"):
            SiteAgency.objects.create(
                site=riverton, kind="police", name=police.name, joined_on=date(2026, 1, 1)
            )
        assert refused.value.__cause__.pgcode == "23P01"

    def test_a_contact_of_another_site_is_no_choice(
        self, riverton, lakeside, dana_of_riverton, client_of
    ):
        with acting_atomic("system:demo"):
            other = ContactFactory(site=lakeside)
        typed = TYPED | {"contact": str(other.pk)}
        answer = client_of(dana_of_riverton).post(f"{PAGE}new/", typed)
        assert answer.status_code == 422
        assert b"Choose one of the site&#x27;s contacts." in answer.content


class TestFreshness:
    """The contact of an agency is one of the site's contacts: verified once, fresh everywhere."""

    def test_who_verified_it_and_when(self, riverton, rosa, dana_of_riverton, client_of):
        agency = joined(riverton, dana_of_riverton, contact=rosa)
        browser = client_of(dana_of_riverton)
        assert "Verified Nov 2, 2026 " in words(browser.get(PAGE))
        typed = {"version": "1", "next": PAGE}
        done = browser.post(f"/sites/riverton-ex/contacts/{rosa.pk}/verify/", typed)
        assert (done.status_code, done["Location"]) == (303, PAGE)
        assert "Verified Nov 23, 2026 by Dana of Riverton" in words(browser.get(PAGE))
        away = browser.post(
            f"/sites/riverton-ex/contacts/{rosa.pk}/verify/",
            {"version": "2", "next": "https://example.org/"},
        )
        assert away["Location"] == "/sites/riverton-ex/team/"
        assert agency.contact_id == rosa.pk

    def test_too_long_ago_is_said(self, riverton, dana_of_riverton, client_of):
        with acting_atomic("system:demo"):
            old = ContactFactory(site=riverton, verified_on=date(2026, 5, 27))
        joined(riverton, dana_of_riverton, contact=old)
        assert "Verify again" in words(client_of(dana_of_riverton).get(PAGE))
        with acting_atomic("system:demo"):
            Contact.objects.update(verified_on=date(2026, 5, 28))
        assert "Verify again" not in words(client_of(dana_of_riverton).get(PAGE))

    def test_a_contact_who_is_removed_leaves_a_gap(self, riverton, rosa, dana_of_riverton):
        agency = joined(riverton, dana_of_riverton, contact=rosa)
        act(dana_of_riverton, contacts.remove, rosa, version=1)
        assert (fresh(agency).contact_id, fresh(agency).uncovered_since) == (None, TODAY)
        assert fresh(agency).version == 2
        with pytest.raises(InvalidInput, match="was removed"):
            act(
                dana_of_riverton,
                agencies.change,
                fresh(agency),
                values={"kind": "prosecutor", "name": "A", "contact": rosa},
                version=2,
            )

    def test_a_former_agency_has_no_gap(self, riverton, rosa, dana_of_riverton):
        agency = joined(riverton, dana_of_riverton, contact=rosa)
        act(dana_of_riverton, agencies.retire, agency, on=date(2026, 11, 20), version=1)
        act(dana_of_riverton, contacts.remove, rosa, version=1)
        assert (fresh(agency).contact_id, fresh(agency).uncovered_since) == (None, None)

    def test_another_change_leaves_the_day_since_when_it_has_none(self, riverton, dana_of_riverton):
        agency = joined(riverton, dana_of_riverton)
        values = {"kind": "prosecutor", "name": "County Attorney"}
        with clock.frozen(datetime(2026, 11, 30, 18, tzinfo=UTC)):
            act(dana_of_riverton, agencies.change, agency, values=values, version=1)
        assert fresh(agency).uncovered_since == TODAY


class TestRequiredSeat:
    """A prosecutor's contact is a required seat: the gap is on the page, at the guard, and reminded of."""

    def test_the_gap_has_a_clock_on_the_page(self, riverton, dana_of_riverton, client_of):
        agency = joined(riverton, dana_of_riverton)
        with acting_atomic("system:demo"):
            SiteAgency.objects.update(uncovered_since=date(2026, 11, 16))
            assert "Contact at Riverton County Attorney" in empty_required_seats(riverton, NOON)
        text = words(client_of(dana_of_riverton).get(PAGE))
        assert "Riverton County Attorney has no contact." in text
        assert "5 business days; the limit is 10" in text
        day = words(client_of(dana_of_riverton).get("/my-day/"))
        assert "Name a contact at Riverton County Attorney" in day
        assert agency.needs_contact

    def test_other_kinds_need_none(self, riverton, dana_of_riverton):
        joined(riverton, dana_of_riverton, kind="community", name="Council")
        with acting_atomic("system:demo"):
            assert not any("Council" in each for each in empty_required_seats(riverton, NOON))

    def test_the_points_of_contact_are_reminded_after_ten_business_days_once(
        self, riverton, rosa, dana_of_riverton
    ):
        agency = joined(riverton, dana_of_riverton)

        remind(datetime(2026, 12, 7, 22, tzinfo=UTC))
        assert told("agency-without-contact") == []
        for day in (7, 11):
            remind(datetime(2026, 12, day, 23, tzinfo=UTC))
        assert told("agency-without-contact") == [("Dana of Riverton", "")]
        act(
            dana_of_riverton,
            agencies.change,
            fresh(agency),
            values={"kind": "prosecutor", "name": agency.name, "contact": rosa},
            version=1,
        )
        assert not fresh(agency).needs_contact

    def test_managers_are_told_where_a_site_has_no_point_of_contact(
        self, riverton, dana_of_riverton, mona_manager, client_of
    ):
        joined(riverton, dana_of_riverton)
        assert "Riverton County Attorney" not in words(client_of(mona_manager).get("/my-day/"))
        with acting_atomic("system:demo"):
            Membership.objects.filter(user=dana_of_riverton).update(ends_at=clock.now())
        remind(datetime(2026, 12, 7, 23, tzinfo=UTC))
        assert told("agency-without-contact") == [("Mona Manager", "")]
        day = words(client_of(mona_manager).get("/my-day/"))
        assert "Name a contact at Riverton County Attorney" in day

    def test_managers_verify_the_contacts_of_such_a_site(
        self, riverton, dana_of_riverton, mona_manager
    ):
        with acting_atomic("system:demo"):
            ContactFactory(site=riverton, verified_on=date(2026, 1, 5))
            Membership.objects.filter(user=dana_of_riverton).update(ends_at=clock.now())
        remind(datetime(2026, 12, 7, 23, tzinfo=UTC))
        assert told("contact-unverified") == [("Mona Manager", "")]

    @pytest.mark.parametrize("name", ["contact", "verify", "remove", "retire"])
    def test_a_notice_is_archived_once_nothing_is_missing(
        self, riverton, rosa, dana_of_riverton, drain, name
    ):
        kind = "contact-unverified" if name in {"verify", "remove"} else "agency-without-contact"
        agency = joined(riverton, dana_of_riverton)
        with acting_atomic("system:demo"):
            old = ContactFactory(site=riverton, verified_on=date(2026, 1, 5))
        steps = {
            "contact": (
                agencies.change,
                agency,
                {"values": TYPED | {"contact": rosa, "joined_on": None}},
            ),
            "retire": (agencies.retire, agency, {"on": date(2026, 12, 8)}),
            "verify": (contacts.verify, old, {}),
            "remove": (contacts.remove, old, {}),
        }
        remind(datetime(2026, 12, 7, 23, tzinfo=UTC))
        do, row, more = steps[name]
        with clock.frozen(datetime(2026, 12, 8, 18, tzinfo=UTC)):
            act(dana_of_riverton, do, row, version=1, **more)
            drain()
        with acting_atomic("system:reminders"):
            [notice] = Notification.objects.filter(entry__kind=kind)
        assert notice.archived_as == "done"


class TestShown:
    """Page, API, export, timeline, history and brief say the same."""

    def test_everywhere(self, riverton, rosa, police, dana_of_riverton, client_of):
        left = joined(riverton, dana_of_riverton, contact=rosa, joined_on=date(2026, 2, 2))
        act(dana_of_riverton, agencies.retire, left, on=date(2026, 11, 20), version=1)
        browser = client_of(dana_of_riverton)
        listed = json.loads(browser.get("/api/v1/sites/riverton-ex/agencies/").content)["results"]
        assert [(each["name"], each["left_on"]) for each in listed] == [
            ("Riverton Police", None),
            ("Riverton County Attorney", "2026-11-20"),
        ]
        assert listed[1]["contact"]["verified_on"] == "2026-11-02"
        with acting_atomic(f"user:{dana_of_riverton.pk}"):
            offered, query = find("coalition"), QueryDict("site=riverton-ex")
            by = resolve(dana_of_riverton)
            rows, place = offered.rows(by, query, "", 10)
            assert offered.count(by, query, 10) == 2
            assert offered.rows(by, query, place, 10)[0] == []
        assert rows[0][:3] == ("Riverton Police", "Police department", "Yes")
        assert rows[1][-2:] == (date(2026, 2, 2), date(2026, 11, 20))
        assert {len(row) for row in rows} == {len(offered.columns)}
        timeline = words(browser.get("/sites/riverton-ex/timeline/"))
        assert "Left the coalition (Prosecutor)" in timeline
        history = words(browser.get("/sites/riverton-ex/history/"))
        assert "Coalition: Riverton County Attorney" in history
        brief = words(browser.get("/sites/riverton-ex/handover/"))
        assert "Riverton Police (Police department, lead agency)" in brief
        assert "Riverton County Attorney" not in brief

    def test_an_empty_coalition_says_so(self, riverton, dana_of_riverton, client_of):
        assert "No agencies yet." in words(client_of(dana_of_riverton).get(PAGE))

    def test_statements_dont_grow(self, riverton, rosa, dana_of_riverton, statements_of):
        joined(riverton, dana_of_riverton, contact=rosa)
        before = statements_of(dana_of_riverton, PAGE)
        for number in range(30):
            joined(riverton, dana_of_riverton, name=f"Agency {number}", contact=rosa)
        assert statements_of(dana_of_riverton, PAGE) == before <= MAX_STATEMENTS


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_once_one_is_told(riverton, mona_manager):
    agency = joined(riverton, mona_manager)

    def retire(day: int) -> Callable[[Meet], object]:
        def act(by: Actor) -> None:
            with clock.frozen(NOON):
                agencies.retire(agency, on=date(2026, 11, day), version=1, by=by)

        return does(mona_manager, act)

    assert refusals(at_once(retire(19), retire(20))) == [StaleEdit]
