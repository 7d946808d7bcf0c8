"""Templates of commitments: what they come to at a site, added in one action, once, and undone."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from engagements.actions import commitment_templates, commitments, reference
from engagements.errors import NotYours
from engagements.models import Commitment, CommitmentTemplate
from engagements.models.origins import Origin
from engagements.querysets.commitment_templates import planned, seated_at
from foundation.calendars import clock
from foundation.notifications.models import Ledger, Notification
from foundation.tenancy.context import acting_atomic
from foundation.workflow import nonces
from foundation.workflow.errors import InvalidInput, Refused
from tests.factories.engagements import EngagementFactory
from tests.factories.liaisons import EngagementUpdateFactory
from tests.pages import words
from tests.reference.files import rows

pytestmark = pytest.mark.django_db
WEDNESDAY = date(2026, 11, 25)  # Thanksgiving follows
PATH = "/sites/riverton-ex/commitments/template/"


@pytest.fixture
def visit(db) -> CommitmentTemplate:
    with acting_atomic("system:demo"):
        reference.load_commitment_templates(rows("engagements/data/commitment_templates.csv"))
        return CommitmentTemplate.objects.offered().get(pk="visit")


@pytest.fixture
def plan(visit, riverton):
    def of(start=WEDNESDAY):
        return planned(visit, riverton, start, seated_at(riverton))

    return of


def all_of(batch) -> list[Commitment]:
    with acting_atomic("system:outbox"):
        return list(Commitment.objects.of_batch(batch).order_by("due_on", "text"))


def test_days_are_business_days_of_the_site_and_owners_hold_the_seats(
    plan, lee_liaison, dana_of_riverton, act, standards
):
    with act(lee_liaison):
        found = plan()
    assert [step.due_on for step in found] == [
        date(2026, 11, 25), date(2026, 11, 30), date(2026, 12, 3), date(2026, 12, 10), date(2026, 12, 10),
    ]  # fmt: skip
    assert {step.owner_id for step in found} == {lee_liaison.pk, dana_of_riverton.pk}
    assert {step.vacant for step in found} == {""}


def test_a_vacant_seat_is_named_and_its_step_has_no_owner(plan, lee_liaison, act):
    with act(lee_liaison):
        gap = next(step for step in plan() if step.owed_by == "site")
    assert (gap.owner_id, gap.vacant) == (None, "Point of Contact")


def test_one_action_adds_them_and_each_owner_hears_once(
    visit, plan, riverton, lee_liaison, dana_of_riverton, act, drain
):
    with act(lee_liaison) as by:
        batch = commitment_templates.use(riverton, visit, steps=plan(), by=by)
    made = all_of(batch)
    assert len(made) == 5
    assert {each.template_id for each in made} == {"visit"}
    assert {each.made_by_id for each in made} == {lee_liaison.pk}
    drain()
    with acting_atomic("system:outbox"):
        told = Ledger.objects.filter(kind="commitment-assigned")
        assert list(told.values_list("recipient__name", flat=True)) == ["Dana of Riverton"]


def test_only_who_keeps_commitments_uses_one_for_people_of_the_site(
    visit, plan, riverton, lakeside, lee_liaison, mayor_of_riverton, omar_of_lakeside, act
):
    with act(lee_liaison) as by:
        steps = plan()
        with pytest.raises(InvalidInput, match="at least one"):
            commitment_templates.use(riverton, visit, steps=[], by=by)
        elsewhere = Origin(kind="recommendation", pk=uuid4(), title="Other", site=lakeside)
        with pytest.raises(NotYours):
            commitment_templates.use(riverton, visit, steps=steps, origin=elsewhere, by=by)
        strange = [type(steps[0])("Call", "site", omar_of_lakeside.pk, WEDNESDAY)]
        with pytest.raises(InvalidInput, match="site's team"):
            commitment_templates.use(riverton, visit, steps=strange, by=by)
    for person in (mayor_of_riverton, omar_of_lakeside):
        with act(person) as by, pytest.raises(NotYours):
            commitment_templates.use(riverton, visit, steps=steps, by=by)
    with acting_atomic("system:outbox"):
        assert not Commitment.objects.exists()


def test_undo_cancels_what_nobody_changed(
    visit, plan, riverton, lee_liaison, dana_of_riverton, act, drain
):
    with act(lee_liaison) as by:
        batch = commitment_templates.use(riverton, visit, steps=plan(), by=by)
    with act(dana_of_riverton) as by:
        own = Commitment.objects.of_batch(batch).owned_by(dana_of_riverton.pk).get()
        commitments.complete(own, by=by)
        with pytest.raises(NotYours):
            commitment_templates.undo(batch, by=by)
    drain()
    with act(lee_liaison) as by:
        assert commitment_templates.undo(batch, by=by) == 4
        with pytest.raises(Refused, match="nothing to undo"):
            commitment_templates.undo(batch, by=by)
    states = [(each.is_open, bool(each.done_at)) for each in all_of(batch)]
    assert sorted(states) == [(False, False)] * 4 + [(False, True)]


def test_undone_before_its_notice_left_no_one_hears_of_it(
    visit, plan, riverton, lee_liaison, dana_of_riverton, act, drain
):
    with act(lee_liaison) as by:
        commitment_templates.undo(
            commitment_templates.use(riverton, visit, steps=plan(), by=by), by=by
        )
    drain()
    with acting_atomic("system:outbox"):
        assert not Notification.objects.exists()


def _filled(page, **changed) -> dict[str, str]:
    """The form's rows as a browser posts them."""
    form = page.context["form"]
    filled = {name: form[name].value() for name in form.fields}
    kept = {name: str(value) for name, value in filled.items() if value not in {None, False, ""}}
    return {name: value for name, value in (kept | changed).items() if value is not None}


@pytest.fixture
def shown(visit, client_of, lee_liaison, dana_of_riverton, riverton):
    """The liaison's browser, with the template's page of a start today."""
    lee, today = client_of(lee_liaison), clock.today(riverton.time_zone)
    return lee, lee.get(PATH, {"template": "visit", "start": today.isoformat()})


def test_the_page_shows_dates_and_owners_and_adds_what_is_chosen(shown, riverton):
    lee, page = shown
    text = words(page)
    assert "used before" not in text
    for told in ("Visit checklist", "Commitment 5", "Lee Liaison", "Dana of Riverton"):
        assert told in text
    path = page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"]
    values = _filled(page, use_0=None, text_1="Write the update", owner_2="")
    after = lee.post(path, values, follow=True)
    assert "4 commitments added." in words(after)
    with acting_atomic("system:outbox"):
        made = set(Commitment.objects.values_list("text", flat=True))
        assert "Write the update" in made
        assert len(made) == 4
        assert Commitment.objects.owned_by(None).count() == 1
    assert "The site has 4 open commitments from it." in words(lee.get(path))
    undone = lee.post(after.context["undo"].href, follow=True)
    assert "4 commitments canceled." in words(undone)
    assert undone.context["undo"] is None
    assert lee.post(after.context["undo"].href).status_code == 404


def test_pressed_twice_it_adds_them_once(shown):
    lee, page = shown
    path = page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"]
    values = _filled(page, nonce=nonces.new())
    assert [lee.post(path, values).status_code for _ in range(2)] == [303, 303]
    with acting_atomic("system:outbox"):
        assert Commitment.objects.count() == 5


def test_what_cannot_be_added_is_named_at_its_row(shown, riverton):
    lee, page = shown
    path = page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"]
    past = (clock.today(riverton.time_zone) - timedelta(days=3)).isoformat()
    refused = lee.post(path, _filled(page, text_0="", due_on_1=past, due_on_2=""))
    assert refused.status_code == 422
    text = words(refused)
    for told in ("Enter what will be done.", "Enter a date from today", "Enter a date"):
        assert told in text
    none = {f"use_{n}": None for n in range(5)}
    assert "Choose at least one commitment." in words(lee.post(path, _filled(page, **none)))
    assert "This form has expired." in words(lee.post(path, _filled(page, count="x")))


def test_a_start_long_ago_leaves_out_what_has_passed(visit, client_of, lee_liaison, riverton):
    start = clock.today(riverton.time_zone) - timedelta(days=60)
    page = client_of(lee_liaison).get(PATH, {"template": "visit", "start": start.isoformat()})
    assert "This day has passed." in words(page)
    assert not any(page.context["form"][f"use_{n}"].value() for n in range(5))


def test_another_session_undoes_nothing(shown, client_of, lee_liaison):
    lee, page = shown
    path = page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"]
    href = lee.post(path, _filled(page), follow=True).context["undo"].href
    assert client_of(lee_liaison).post(href).status_code == 404
    assert lee.post(href).status_code == 303


def test_without_templates_the_page_says_who_adds_them(client_of, lee_liaison):
    assert "No templates yet." in words(client_of(lee_liaison).get(PATH))


def test_a_template_comes_once_and_a_removed_one_stays_away(visit):
    with acting_atomic("system:demo"):
        CommitmentTemplate.objects.filter(pk="new-site").delete()
        reference.load_commitment_templates(rows("engagements/data/commitment_templates.csv"))
        assert [each.pk for each in CommitmentTemplate.objects.offered()] == ["visit"]


def test_an_administrator_edits_a_template(visit, client_of, adam_admin):
    page = client_of(adam_admin).get("/admin/engagements/commitmenttemplate/visit/change/")
    assert page.status_code == 200
    assert "Send the agenda" in page.content.decode()


def test_a_new_engagement_and_an_update_lead_to_a_template(
    visit, client_of, lee_liaison, mayor_of_riverton, riverton
):
    today = clock.today(riverton.time_zone)
    with acting_atomic("system:demo"):
        EngagementFactory(site=riverton, starts_on=today - timedelta(days=10), active=True)
        told = EngagementUpdateFactory(site=riverton, author=lee_liaison)
    lee = client_of(lee_liaison)
    page = lee.get("/sites/riverton-ex/engagement/").content.decode()
    start = (today - timedelta(days=10)).isoformat()
    assert f'href="{PATH}?template=new-site&amp;start={start}"' in page
    assert (
        PATH
        not in client_of(mayor_of_riverton).get("/sites/riverton-ex/engagement/").content.decode()
    )
    path = f"{PATH}?template=visit&amp;origin=update:{told.pk}"
    assert f'href="{path}"' in lee.get(f"/updates/{told.pk}/").content.decode()
    asked = {"template": "visit", "origin": f"update:{told.pk}"}
    assert "From “Visit on" in lee.get(PATH, asked).content.decode()
    shown = lee.get(PATH, asked | {"start": today.isoformat()})
    where = shown.request["PATH_INFO"] + "?" + shown.request["QUERY_STRING"]
    assert lee.post(where, _filled(shown)).status_code == 303
    with acting_atomic("system:outbox"):
        assert Commitment.objects.of_origins("update", [told.pk]).count() == 5
