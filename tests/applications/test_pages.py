"""The public form without an account, and the staff's pages."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from applications import policies
from applications.actions import applications, links, rounds
from applications.models import Application, DraftLink, Round
from applications.models.applications import SHORT
from applications.views.reviews import DONE
from engagements.actions.reference import (
    load_commitment_templates,
    load_milestone_rules,
    load_track_lengths,
)
from engagements.models import Engagement
from foundation.calendars import clock
from foundation.needs.reading import rows_of
from foundation.tenancy.context import acting_atomic
from sites.models import Invitation, PublicForm, Site
from tests.applications.conftest import (
    AGENCY,
    CLOSES,
    EMAIL,
    NOW,
    TEXTS,
    fill,
    mailed_token,
    now,
    started,
)
from tests.cast import drain_outbox
from tests.factories.sites import MembershipFactory
from tests.pages import words
from tests.reference.files import rows

pytestmark = pytest.mark.django_db


def page_of(token: str, *section: str) -> str:
    name = "section" if section else "overview"
    return reverse(f"applications:{name}", args=[token, *section])


def test_a_visitor_applies_from_start_to_confirmation(round_2027):
    client = Client()
    front = client.get(reverse("applications:apply"))
    assert b"Fri Jan 29, 2027, 11:59 pm ET" in front.content
    sent = client.post(reverse("applications:start"), {"email": EMAIL, "website": ""})
    assert sent.status_code == 303
    drain_outbox()
    token = mailed_token()
    assert b"0000-0000" in client.get(page_of(token)).content
    answers = {
        "agency": AGENCY,
        "eligibility": dict.fromkeys(("law-enforcement", "leadership", "partners", "data"), "yes"),
        "areas": {"gun-violence": "starting"},
        "change": TEXTS,
    }
    for section, said in answers.items():
        at = page_of(token, section)
        asked = client.get(at)
        assert asked.status_code == 200
        assert (b'<table class="psp-rate">' in asked.content) is (section == "areas")
        done = client.post(at, said | {"version": now(token).version})
        assert done.status_code == 303, (section, done.content)
    assert b"Before you can submit" not in client.get(page_of(token)).content
    done = client.post(
        reverse("applications:submit", args=[token]), {"version": now(token).version}
    )
    assert done.status_code == 303
    drain_outbox()
    assert "We received" in mail.outbox[-1].subject
    assert TEXTS["problem"] not in mail.outbox[-1].body


def test_both_texts_stay_when_two_devices_edit(token):
    version = now(token).version
    with acting_atomic("public"):
        applications.save(token, values={"problem": "From the desk"}, version=version)
    late = Client().post(
        page_of(token, "change"), {"problem": "From the phone", "change": "", "version": version}
    )
    assert late.status_code == 409
    assert b"From the desk" in late.content
    assert b"From the phone" in late.content
    again = Client().post(
        page_of(token, "change"), {"problem": "Both", "change": "", "version": version + 1}
    )
    assert again.status_code == 303
    assert now(token).problem == "Both"


@pytest.mark.parametrize(
    ("section", "said", "kept"),
    [
        ("change", {"problem": "A long text"}, b"A long text"),
        ("agency", {"agency_name": "Example Harbor PD", "state": "TX"}, b"Example Harbor PD"),
        ("eligibility", {"leadership": "yes"}, b"Yes"),
        ("areas", {"gun-violence": "in-place"}, b"In place"),
    ],
)
def test_what_was_typed_outlives_a_link_that_was_replaced(token, section, said, kept):
    with acting_atomic("public"):
        links.renew(token, network="203.0.113.0/24")
    late = Client().post(page_of(token, section), said | {"version": "1"})
    assert late.status_code == 404
    assert kept in late.content
    assert reverse("applications:start").encode() in late.content
    assert Client().get(page_of(token, section)).status_code == 404


def test_a_wrong_answer_is_refused_and_what_was_typed_stays(token):
    refused = Client().post(
        page_of(token, "agency"), AGENCY | {"ori": "12", "version": now(token).version}
    )
    assert refused.status_code == 422
    assert b"begins with two letters" in refused.content
    assert AGENCY["agency_name"].encode() in refused.content


def test_a_closed_round_a_missing_number_and_a_bad_link_say_so(token, round_2027):
    client = Client()
    incomplete = client.post(reverse("applications:submit", args=[token]), {"version": "1"})
    assert incomplete.status_code == 409
    assert b"ORI: enter an answer" in incomplete.content
    discards = client.get(reverse("applications:withdraw", args=[token])).content
    assert b"stop reviewing" not in discards
    with acting_atomic("system:demo"):
        DraftLink.objects.update(expires_at=CLOSES + timedelta(days=1))
    with clock.frozen(CLOSES):
        assert b"Applications are closed" in client.get(reverse("applications:apply")).content
        assert client.get(page_of(token, "agency")).url == page_of(token)
        assert b"deadline has passed" in client.get(page_of(token)).content
    with acting_atomic("system:reference"):
        PublicForm.objects.filter(slug="application").update(omb_number="")
    assert client.get(page_of(token, "agency")).url == page_of(token)
    assert b"available right now" in client.get(page_of(token)).content
    closed = client.get(reverse("applications:apply")).content
    assert b"available right now" in closed
    assert b"Start or continue" not in closed
    assert b"start a new application now" in client.get(reverse("applications:start")).content
    assert client.get(page_of("made-up")).status_code == 404
    assert client.get(page_of(f"{token}x", "agency")).status_code == 404
    assert client.get(page_of(token, "made-up")).status_code == 404


def test_links_are_turned_off_on_their_page_and_the_application_is_withdrawn(submitted):
    client = Client()
    at = reverse("applications:withdraw", args=[submitted])
    assert client.get(at).status_code == 200
    assert client.post(at, {"reason": "", "version": now(submitted).version}).status_code == 303
    assert b"You withdrew" in client.get(page_of(submitted)).content
    at = reverse("applications:link", args=[submitted])
    assert client.get(at).status_code == 200
    assert client.post(at, {"end": "1"}).status_code == 303
    assert client.get(at).status_code == 404


def test_staff_find_an_application_among_junk_by_its_ori_and_drafts_stay_hidden(
    submitted, client_of, mona_manager, statements_of
):
    with acting_atomic("system:demo"):
        real = Application.objects.get()
        Application.objects.bulk_create(
            Application(
                round=real.round,
                status="submitted",
                contact_email=f"junk{number}@x.example",
                agency_name="Win",
                ori="EX0010000" if number == 0 else "",
                is_likely_junk=number % 2 == 0,
                started_at=clock.now(),
                submitted_at=clock.now(),
            )
            for number in range(1000)
        )
        Application.objects.create(
            round=real.round, contact_email="d@x.example", ori="EX0010000", started_at=clock.now()
        )
    client, at = client_of(mona_manager), reverse("applications:list")
    found = client.get(at, {"q": "ex0010000"})
    assert found.content.count(b'scope="row"') == 2
    real_first = found.content.index(b"Example Harbor Police Department")
    assert real_first < found.content.index(b">Win<")
    assert statements_of(mona_manager, at) <= 6
    assert client.get(at, {"status": "no"}).status_code in {200, 422}
    assert "Clear filters" not in words(client.get(at))
    none = words(client.get(at, {"q": "no such agency"}))
    assert "No applications match these filters." in none
    assert "Clear filters" in none
    detail = client.get(reverse("applications:detail", args=[real.pk]))
    assert TEXTS["problem"].encode() in detail.content


@pytest.mark.parametrize("who", ["cora_coordinator", "ana_analyst", "dana_of_riverton"])
def test_nobody_but_a_program_manager_reads_applications(request, who, submitted, client_of):
    client = client_of(request.getfixturevalue(who))
    with acting_atomic("system:demo"):
        pk = Application.objects.get().pk
    for name, args in (("list", []), ("rounds", []), ("detail", [pk]), ("step", [pk, "junk"])):
        assert client.get(reverse(f"applications:{name}", args=args)).status_code == 403


def test_a_manager_plans_a_round_and_extends_it(round_2027, client_of, mona_manager):
    client, at = client_of(mona_manager), reverse("applications:plan")
    said = {
        "cohort_year": "2028",
        "opens": "2027-06-01",
        "closes": "2027-07-01",
        "closes_time": "23:59",
        "time_zone": "America/Chicago",
    }
    assert client.get(at).status_code == 200
    assert client.post(at, said | {"cohort_year": "2027"}).status_code in {409, 422}
    assert client.post(at, said | {"opens": "2027-01-05"}).status_code in {409, 422}
    assert client.post(at, said).status_code == 303
    assert b"2028 cohort" in client.get(reverse("applications:rounds")).content
    at = reverse("applications:plan")
    assert (
        client.post(at, said | {"cohort_year": "2029", "closes": "2097-07-01"}).status_code == 422
    )
    at = reverse("applications:extend", args=[round_2027.pk])
    later = {"closes": "2027-02-05", "closes_time": "23:59", "version": "1"}
    assert client.post(at, later | {"reason": ""}).status_code == 422
    assert client.post(at, later | {"reason": "A storm"}).status_code == 303
    assert b"A storm" in Client().get(reverse("applications:apply")).content


def test_a_round_that_agencies_applied_in_is_offered_for_its_deadline_only(
    submitted, round_2027, client_of, mona_manager
):
    page = client_of(mona_manager).get(reverse("applications:rounds")).content.decode()
    offered = {
        name: reverse(f"applications:{name}", args=[round_2027.pk]) in page
        for name in ("extend", "change-round", "remove-round")
    }
    assert offered == {"extend": True, "change-round": False, "remove-round": False}


def test_a_round_is_changed_or_removed_until_an_agency_starts(round_2027, client_of, mona_manager):
    client = client_of(mona_manager)
    change, remove = (
        reverse(f"applications:{name}", args=[round_2027.pk])
        for name in ("change-round", "remove-round")
    )
    said = {
        "cohort_year": "2028",
        "opens": "2026-11-30",
        "closes": "2027-07-01",
        "closes_time": "23:59",
        "time_zone": "America/Chicago",
        "version": "1",
    }
    assert b'value="2027"' in client.get(change).content
    assert client.post(change, said).status_code == 303
    assert b"2028 cohort" in client.get(reverse("applications:apply")).content
    assert client.post(remove, {"version": "1"}).status_code == 409  # an old page
    started()
    for at in (change, remove):
        refused = client.post(at, said | {"version": "2"})
        assert refused.status_code == 409
        assert b"Agencies have started" in refused.content
    later = said | {"cohort_year": "2029", "opens": "2028-01-05", "closes": "2028-03-01"}
    assert client.post(reverse("applications:plan"), later).status_code == 303
    with acting_atomic("system:demo"):
        planned = Round.objects.get(cohort_year=2029)
    remove = reverse("applications:remove-round", args=[planned.pk])
    assert client.get(remove).status_code == 200
    assert client.post(remove, {"version": "1"}).status_code == 303
    assert b"2029 cohort" not in client.get(reverse("applications:rounds")).content


def test_a_decision_is_mailed_and_repeated_on_request(
    submitted, client_of, mona_manager, acting_as
):
    with acting_atomic("system:demo"):
        pk = Application.objects.get().pk
    client = client_of(mona_manager)

    with acting_as(mona_manager) as by:
        assert [row.cause for row in rows_of(by, NOW)] == ["review-application"]

    def take(step: str, **said: str) -> int:
        at = reverse("applications:step", args=[pk, step])
        assert client.get(at).status_code == 200
        return client.post(at, said | {"version": str(now(submitted).version)}).status_code

    mail.outbox.clear()
    assert take("junk") == 303
    assert take("not-junk") == 303
    assert take("start-review") == 303
    drain_outbox()  # only now: the confirmation leaves whatever was done meanwhile
    assert "We received" in mail.outbox[-1].subject
    assert take("defer") == 422
    assert take("defer", reason="Ready next year") == 303
    drain_outbox()
    assert "kept for the next cohort" in mail.outbox[-1].subject
    assert "Ready next year" not in mail.outbox[-1].body
    sent = len(mail.outbox)
    assert take("resend") == 303
    drain_outbox()
    assert len(mail.outbox) == sent + 1
    with acting_as(mona_manager) as by:
        rounds.plan(
            cohort_year=2028,
            opens_at=CLOSES,
            closes_at=CLOSES + timedelta(days=9),
            time_zone="America/New_York",
            by=by,
        )
    assert take("reconsider") == 303
    assert now(submitted).round.cohort_year == 2028
    assert take("decline", reason="Strong partners elsewhere") == 303
    assert take("junk") == 303
    at = reverse("applications:step", args=[pk, "defer"])
    assert client.get(at).status_code == 403


@pytest.mark.parametrize("ori", [AGENCY["ori"], AGENCY["ori"][:7].lower()])
def test_nobody_decides_about_an_agency_where_they_held_a_seat(
    submitted, client_of, mona_manager, riverton, acting_as, ori
):
    with acting_atomic("system:demo"):
        riverton.ori = ori
        riverton.save()
        pk = Application.objects.get().pk
        MembershipFactory(site=riverton, user=mona_manager)
    client = client_of(mona_manager)
    shown = client.get(reverse("applications:detail", args=[pk]))
    assert b"You can&#x27;t review" in shown.content or b"can't review" in shown.content
    at = reverse("applications:step", args=[pk, "start-review"])
    assert client.get(at).status_code == 403
    with acting_as(mona_manager) as by:
        assert Application.objects.filter(pk=pk).update(status="under-review") == 0
        assert not rows_of(by, NOW)


def test_a_filled_trap_starts_nothing_and_buries_no_ones_application(round_2027):
    said = {"email": EMAIL, "website": "https://x.example"}
    assert Client().post(reverse("applications:start"), said).status_code == 303
    drain_outbox()
    assert not mail.outbox
    token = started()
    fill(token)
    with acting_atomic("public"):
        applications.submit(token, version=links.read(token).version)
    assert not now(token).is_likely_junk


SITE = {"kind": "city", "agency_kind": "police", "time_zone": "America/Chicago"}


@pytest.fixture
def reviewed(submitted) -> Application:
    """An application under review, and how long an engagement is."""
    with acting_atomic("system:reference"):
        load_track_lengths(rows("engagements/data/track_lengths.csv"))
        load_milestone_rules(rows("engagements/data/milestone_rules.csv"))
        load_commitment_templates(rows("engagements/data/commitment_templates.csv"))
    with acting_atomic("system:demo"):
        Application.objects.update(status="under-review")
        return Application.objects.get()


def test_an_agency_with_a_site_returns_to_it(reviewed, client_of, mona_manager, lakeside):
    with acting_atomic("system:demo"):
        lakeside.ori = reviewed.ori[:7]
        lakeside.save()
        Application.objects.create(
            round=reviewed.round,
            contact_email="deputy@harbor.example.gov",
            agency_name="Harbor Police",
            ori=reviewed.ori,
            status="submitted",
            started_at=NOW,
            submitted_at=NOW,
        )
    client = client_of(mona_manager)
    shown = client.get(reverse("applications:detail", args=[reviewed.pk])).content
    assert b"Harbor Police</a>" in shown
    at = reverse("applications:step", args=[reviewed.pk, "select"])
    assert lakeside.name.encode() in client.get(at).content
    said = {"reason": "Strong partners", "version": str(reviewed.version)}
    assert client.post(at, said).status_code == 303
    with acting_atomic("system:demo"):
        assert Site.objects.filter(ori__startswith=reviewed.ori[:7]).get() == lakeside
        assert Engagement.objects.filter(site=lakeside, cohort__year=2027).exists()


def test_a_selected_application_becomes_a_site_in_one_step(
    submitted, reviewed, client_of, mona_manager, lakeside
):
    longest = "Example Harbor Police Department ".ljust(SHORT, "x")
    with acting_atomic("system:demo"):
        Application.objects.update(agency_name=longest, contact_name=longest)
    client = client_of(mona_manager)
    at = reverse("applications:step", args=[reviewed.pk, "select"])
    said = SITE | {"reason": "Strong partners", "version": str(reviewed.version)}
    for name in (lakeside.name, "???"):
        refused = client.post(at, said | {"name": name})
        assert refused.status_code == 422, name
    assert now(submitted).status == "under-review"  # all or nothing
    assert client.post(at, said | {"name": "Example Harbor, TX"}).status_code == 303
    with acting_atomic("system:demo"):
        site = Site.objects.get(ori=AGENCY["ori"])
        assert Engagement.objects.get(site=site).cohort.year == 2027
        invited = Invitation.objects.get(site=site)
        assert (invited.email, invited.seat) == (EMAIL, "law-enforcement")
    assert (
        b"Example Harbor, TX"
        in client.get(reverse("applications:detail", args=[reviewed.pk])).content
    )
    drain_outbox()
    assert {"Your agency was selected" in each.subject for each in mail.outbox[-2:]} == {
        True,
        False,
    }

    # The agency's contact signs in from the invitation, and sees what is next.
    [link] = re.findall(r"(/invitations/\S+/)", "".join(str(each.body) for each in mail.outbox))
    password = "a quiet river at noon"
    visitor = Client()
    said = {"name": "Alex Example", "password": password, "password_again": password}
    assert visitor.post(link, said).status_code == 303
    signed_in = visitor.post("/accounts/login/", {"login": EMAIL, "password": password})
    assert signed_in.status_code in {302, 303}
    for page, told in (
        ("workspace", ("next: Kick-off, due Oct 1, 2027", "9 seats vacant", "Fill the seat")),
        ("commitments", ("Send crime data, staffing, and current strategies", "Nov 12, 2027")),
    ):
        shown = visitor.get(reverse(f"sites:{page}", args=[site.slug])).content.decode()
        assert [each for each in told if each not in shown] == []


def test_each_step_of_a_review_says_what_was_done():
    """Whether an application was declined or deferred is read at once, not found on its page."""
    assert DONE.keys() == policies.STEPS
    assert len(set(DONE.values())) == len(DONE)
