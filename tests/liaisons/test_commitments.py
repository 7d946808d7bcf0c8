"""Commitments made on the spot and those done today: with the update, once, or not at all."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from engagements.models import Commitment
from foundation.calendars import clock
from foundation.calendars.models import ClosedDay
from foundation.notifications.models import Notification
from foundation.tenancy.context import acting, acting_atomic
from sites.enums import FederalAgency, Handling
from sites.models import Site
from tests.liaisons.conftest import NOW
from tests.pages import markup, words
from tta_requests.actions import handling

pytestmark = pytest.mark.django_db


def address(pk) -> str:
    return f"/updates/new/?draft={pk}"


@pytest.fixture
def made():
    """Return every commitment, past the actor's access."""

    def look() -> list[Commitment]:
        with acting_atomic("system:demo"):
            return list(Commitment.objects.select_related("owner").order_by("text"))

    return look


@pytest.fixture
def open_one(riverton):
    """Create an open commitment of a site: ``open_one("text", site=…)``."""

    def make(text="Relabel the evidence bins", site=riverton, **values) -> Commitment:
        with acting("system:demo"):
            return Commitment.objects.create(
                site=site,
                text=text,
                owed_by="site",
                due_on=date(2026, 12, 4),
                made_at=NOW,
                **values,
            )

    return make


@pytest.fixture
def seat_of(riverton):
    """Return the id of a person's seat."""

    def look(user):
        with acting_atomic("system:demo"):
            return str(user.memberships.get(site=riverton).pk)

    return look


@pytest.fixture
def closed_on_thanksgiving(db):
    ClosedDay.objects.create(
        date=date(2026, 11, 26), name="Thanksgiving Day", short_name="Thanksgiving", kind="holiday"
    )


def test_they_are_made_with_the_update_and_each_leads_to_the_other(
    client_of, lee_liaison, dana_of_riverton, seat_of, posted, made, closed_on_thanksgiving
):
    pk, client = uuid4(), client_of(lee_liaison)
    fields = posted(
        commitment_1="Send the retention schedule",
        days_1="5",
        commitment_2="Order the bins",
        owner_2=seat_of(dana_of_riverton),
        due_2="2026-12-11",
    )
    assert client.post(address(pk), fields).status_code == 303
    bins, schedule = made()
    # Five business days after Monday, November 23: Thanksgiving is skipped.
    assert (schedule.owner, schedule.owed_by, schedule.due_on) == (
        lee_liaison,
        "liaison",
        date(2026, 12, 1),
    )
    assert (bins.owner, bins.owed_by, bins.due_on) == (dana_of_riverton, "site", date(2026, 12, 11))
    page = markup(client.get(f"/updates/{pk}/"))
    assert f'href="/commitments/{bins.pk}/"' in page
    assert "Order the bins" in words(client.get(f"/updates/{pk}/"))
    back = markup(client.get(f"/commitments/{bins.pk}/"))
    assert f'<a href="/updates/{pk}/">Update: Visit on Nov 23, 2026</a>' in back


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Honolulu", "Pacific/Guam"])
def test_business_days_end_on_a_day_of_the_site(
    client_of, lee_liaison, riverton, posted, made, zone
):
    """Five in the afternoon of a summer day on the West Coast is the next day in UTC."""
    with acting_atomic("system:demo"):
        Site.objects.filter(pk=riverton.pk).update(time_zone=zone)
    with clock.frozen(datetime(2027, 6, 1, 18, tzinfo=UTC)):
        fields = posted(commitment_1="Order the bins", days_1="2", when="2027-06-01")
        assert client_of(lee_liaison).post(address(uuid4()), fields).status_code == 303
    due = date(2027, 6, 4) if zone == "Pacific/Guam" else date(2027, 6, 3)
    assert [each.due_on for each in made()] == [due]


def test_those_of_the_chosen_site_are_offered_first(
    client_of, lee_liaison, riverton, lakeside, member, open_one
):
    member(lakeside, "strategic-site-liaison", "liaison", user=lee_liaison)
    open_one("Soon")
    open_one("Later", site=lakeside)
    for site, order in ((riverton, ["Soon", "Later"]), (lakeside, ["Later", "Soon"])):
        form = client_of(lee_liaison).get("/updates/new/", {"site": site.slug}).context["form"]
        assert [label.split(" ")[0] for _, label in form.fields["done"].choices] == order


def test_pressed_twice_they_are_made_once(client_of, lee_liaison, posted, made, seen):
    pk, client = uuid4(), client_of(lee_liaison)
    fields = posted(commitment_1="Order the bins", days_1="5")
    first = client.post(address(pk), fields)
    again = client.post(address(pk), fields | {"nonce": f"nonce-{uuid4().hex}"})
    assert (first["Location"], again["Location"]) == (f"/updates/{pk}/",) * 2
    assert ([each.text for each in made()], len(seen())) == (["Order the bins"], 1)


def test_other_commitments_under_the_same_text_are_not_swallowed(
    client_of, lee_liaison, posted, made
):
    pk, client = uuid4(), client_of(lee_liaison)
    fields = posted(commitment_1="Order the bins", days_1="5")
    client.post(address(pk), fields)
    other = {"nonce": f"nonce-{uuid4().hex}", "commitment_1": "Call the county lab"}
    answer = client.post(address(pk), fields | other)
    assert answer.status_code == 409
    assert 'value="Call the county lab"' in markup(answer)
    assert [each.text for each in made()] == ["Order the bins"]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"days_1": "5"}, "Enter what will be done."),
        ({"commitment_1": "x" * 241, "days_1": "5"}, "Enter at most 240 characters."),
        ({"commitment_1": "Bins"}, "Enter the number of business days, or choose a date."),
        (
            {"commitment_1": "Bins", "days_1": "5", "due_1": "2026-12-04"},
            "Enter business days or a date, not both.",
        ),
        (
            {"commitment_1": "Bins", "due_1": "2026-11-22"},
            "Enter a date from today through five years from now.",
        ),
        ({"commitment_1": "Bins", "due_1": "2026-02-30"}, "Enter a date, such as"),
    ],
)
def test_a_refused_form_keeps_what_was_typed(
    client_of, lee_liaison, posted, made, seen, row, sentence
):
    fields = posted(commitment_2="Call the county lab", days_2="3", **row)
    answer = client_of(lee_liaison).post(address(uuid4()), fields)
    assert sentence in words(answer)
    assert words(answer).count("Enter what will be done.") == 2 * ("commitment_1" not in row)
    page = markup(answer)
    assert 'value="Call the county lab"' in page
    assert all(f'value="{typed}"' in page for typed in row.values())
    assert (made(), seen()) == ([], [])


def test_a_draft_keeps_rows_and_boxes_and_makes_nothing(
    client_of, lee_liaison, posted, made, open_one
):
    pk, client, bins = uuid4(), client_of(lee_liaison), open_one()
    fields = posted(commitment_1="Half a sen", days_1="soon", done=[str(bins.pk)])
    assert client.post(f"/updates/{pk}/autosave/", fields).status_code == 200
    page = markup(client.get(f"/updates/{pk}/draft/"))
    assert 'value="Half a sen"' in page
    assert 'value="soon"' in page
    assert f'value="{bins.pk}" id="id_done_0" checked' in " ".join(page.split())
    assert [(each.text, each.done_at) for each in made()] == [("Relabel the evidence bins", None)]


def test_a_draft_survives_the_null_character(client_of, lee_liaison, posted, seen):
    fields = posted(commitment_1="Bi\x00ns")
    assert client_of(lee_liaison).post(f"/updates/{uuid4()}/autosave/", fields).status_code == 200
    assert seen()[0].extras == {"commitment_1": "Bins"}


def test_what_is_checked_is_done_with_the_update_as_evidence(
    client_of, lee_liaison, posted, made, open_one
):
    pk, client, bins = uuid4(), client_of(lee_liaison), open_one()
    open_one("Another one")
    page = words(client.get("/updates/new/"))
    assert "Relabel the evidence bins (The site, due Fri Dec 4)" in page
    client.post(address(pk), posted(done=[str(bins.pk)]))
    another, done = made()
    assert (another.done_at, done.done_at, done.done_by_id) == (None, NOW, lee_liaison.pk)
    assert done.evidence == f"Visit on Nov 23, 2026: /updates/{pk}/"
    assert "Relabel the evidence bins" not in words(client.get("/updates/new/"))
    assert f'href="/commitments/{bins.pk}/"' in markup(client.get(f"/updates/{pk}/"))
    shown = client.get(f"/commitments/{bins.pk}/")
    assert f'<dd><a href="/updates/{pk}/">Visit on Nov 23, 2026</a></dd>' in markup(shown)
    assert "“Visit on Nov 23, 2026”" in words(shown)
    late = client.post(f"/commitments/{bins.pk}/finish/", {"evidence": "", "version": "1"})
    assert "with the evidence “Visit on Nov 23, 2026”." in words(late)
    timeline = client.get("/sites/riverton-ex/timeline/")
    assert "Visit on Nov 23, 2026" in words(timeline)
    assert f": /updates/{pk}/" not in shown.text + late.text + timeline.text


def test_one_that_somebody_else_finished_meanwhile_stops_nothing(
    client_of, lee_liaison, posted, made, seen, open_one
):
    bins = open_one(done_at=NOW, done_by=lee_liaison, evidence="Order 7")
    answer = client_of(lee_liaison).post(address(uuid4()), posted(done=[str(bins.pk)]))
    assert (answer.status_code, made()[0].evidence, len(seen())) == (303, "Order 7", 1)


def test_a_requests_commitment_is_done_by_the_requests_own_action(
    client_of, lee_liaison, riverton, dana_of_riverton, request_of, posted, made, open_one
):
    tta_request = request_of(riverton, dana_of_riverton)
    promised = open_one("Send the scope", request=tta_request)
    client = client_of(lee_liaison)
    # Two requests often have a commitment of the same words, due on the same day.
    assert f"Send the scope, {tta_request.number} (" in words(client.get("/updates/new/"))
    client.post(address(uuid4()), posted(done=[str(promised.pk)]))
    assert made()[0].done_by_id == lee_liaison.pk
    assert "Commitment done: Send the scope" in words(client.get(tta_request.get_absolute_url()))


def test_another_sites_commitment_is_neither_offered_nor_done(
    client_of, member, lee_liaison, lakeside, riverton, posted, made, seen, open_one
):
    theirs = open_one("Theirs", site=lakeside)
    fields = posted(done=[str(theirs.pk)])
    assert client_of(lee_liaison).post(address(uuid4()), fields).status_code == 422
    member(lakeside, "strategic-site-liaison", "liaison", user=lee_liaison)
    answer = client_of(lee_liaison).post(address(uuid4()), fields)
    assert f"Choose commitments of {riverton}." in words(answer)
    assert (made()[0].done_at, seen()) == (None, [])


@pytest.fixture
def ula_logs(member, riverton, ula_of_riverton, client_of):
    """Log in someone who is the site's liaison and, as U.S. Attorney's Office contact, cleared."""
    member(riverton, "strategic-site-liaison", "liaison", user=ula_of_riverton)
    return client_of(ula_of_riverton)


@pytest.fixture
def federal(request_of, riverton, ula_of_riverton):
    """Create a federal request: ``federal()``, ``federal("PSP-2026-0043")``."""

    def make(number="PSP-2026-0042", **values):
        marked = {"handling": "federal", "federal_agencies": ["ATF"], "number": number}
        return request_of(riverton, ula_of_riverton, **(marked | values))

    return make


def read_by(user) -> list[str]:
    """Return what the database alone shows of commitments and their history."""
    with acting_atomic(f"user:{user.pk}"):
        kept = list(Commitment.objects.values_list("text", flat=True))
        return kept + list(Commitment.pgh_event_model.objects.values_list("text", flat=True))


def test_those_about_a_federal_request_are_its_readers_alone(
    client_of, ula_logs, ula_of_riverton, dana_of_riverton, mayor_of_riverton, federal, posted, made
):
    pk, item = uuid4(), federal()
    fields = posted(commitment_1="Lift the trace hold", days_1="5", requests=[item.pk])
    assert ula_logs.post(address(pk), fields).status_code == 303
    [hold] = made()
    assert (hold.request_id, hold.origin_kind, hold.owner) == (item.pk, "", ula_of_riverton)
    assert "Lift the trace hold" in words(ula_logs.get(f"/updates/{pk}/"))
    assert "Lift the trace hold" in words(ula_logs.get(item.get_absolute_url()))
    assert set(read_by(ula_of_riverton)) == {"Lift the trace hold"}
    for other in (dana_of_riverton, mayor_of_riverton):
        assert read_by(other) == []
        for page in (f"/updates/{pk}/", "/commitments/?state=all", "/sites/riverton-ex/timeline/"):
            assert "Lift the trace hold" not in words(client_of(other).get(page, follow=True))


def test_a_named_owner_reads_the_federal_request_and_is_notified_by_its_number(
    ula_logs,
    ula_of_riverton,
    dana_of_riverton,
    atf_of_riverton,
    seat_of,
    federal,
    posted,
    made,
    drain,
):
    fields = posted(commitment_1="Lift the trace hold", days_1="5", requests=[federal().pk])
    answer = ula_logs.post(address(uuid4()), fields | {"owner_1": seat_of(dana_of_riverton)})
    said = "The person responsible can't read PSP-2026-0042. Choose someone who can, or yourself."
    assert said in words(answer)
    assert 'value="Lift the trace hold"' in markup(answer)
    assert made() == []
    again = {"owner_1": seat_of(atf_of_riverton), "nonce": f"nonce-{uuid4().hex}"}
    assert ula_logs.post(address(uuid4()), fields | again).status_code == 303
    drain()
    with acting_atomic("system:outbox"):
        [sent] = Notification.objects.filter(entry__kind="commitment-assigned")
    assert (sent.recipient_id, made()[0].owner) == (atf_of_riverton.pk, atf_of_riverton)
    assert "PSP-2026-0042" in sent.title
    assert sent.url == "/requests/PSP-2026-0042/#work"


def test_two_federal_requests_share_no_commitments(ula_logs, federal, posted, made):
    linked = [federal().pk, federal("PSP-2026-0043").pk]
    fields = posted(requests=linked, commitment_1="Lift the trace hold", days_1="5")
    answer = ula_logs.post(address(uuid4()), fields)
    assert answer.status_code == 422
    assert "link only one federal request" in words(answer)
    assert 'value="Lift the trace hold"' in markup(answer)
    assert made() == []
    assert ula_logs.post(address(uuid4()), posted(requests=linked)).status_code == 303


def test_a_correction_that_links_a_federal_request_takes_the_commitments_along(
    ula_logs, ula_of_riverton, dana_of_riverton, seat_of, federal, posted, made, seen
):
    pk = uuid4()
    ula_logs.post(
        address(pk),
        posted(commitment_1="Order the bins", days_1="5", owner_1=seat_of(dana_of_riverton)),
    )
    assert made()[0].owner == dana_of_riverton
    item, other = federal(), federal("PSP-2026-0043")
    both = posted(requests=[item.pk, other.pk], version=str(seen(pk)[0].version))
    refused = ula_logs.post(f"/updates/{pk}/correct/", both)
    assert "link only one federal request" in words(refused)
    assert made()[0].request_id is None
    one = posted(requests=[item.pk], version=str(seen(pk)[0].version))
    assert ula_logs.post(f"/updates/{pk}/correct/", one).status_code == 303
    [bins] = made()
    assert (bins.request_id, bins.origin_kind, bins.owner) == (item.pk, "", ula_of_riverton)
    with acting_atomic(f"user:{dana_of_riverton.pk}"):
        assert not Commitment.objects.exists()


def test_a_request_that_is_marked_as_federal_takes_the_commitments_of_updates_along(
    act,
    ula_logs,
    mona_manager,
    ula_of_riverton,
    dana_of_riverton,
    seat_of,
    request_of,
    riverton,
    posted,
    made,
):
    item, other = request_of(riverton, ula_of_riverton), uuid4()
    about = {"requests": [item.pk], "commitment_1": "Order the bins", "days_1": "5"}
    ula_logs.post(address(uuid4()), posted(**about, owner_1=seat_of(dana_of_riverton)))
    ula_logs.post(address(other), posted(commitment_1="Call back", days_1="5"))
    assert read_by(dana_of_riverton)
    with act(mona_manager) as by:
        agencies = [FederalAgency.ATF]
        item = handling.change(
            item, mark=Handling.FEDERAL, agencies=agencies, version=item.version, by=by
        )
    bins = next(each for each in made() if each.text == "Order the bins")
    assert (bins.request_id, bins.origin_kind, bins.owner) == (item.pk, "", mona_manager)
    assert set(read_by(dana_of_riverton)) == {"Call back"}
    assert set(read_by(ula_of_riverton)) == {"Order the bins", "Call back"}


@pytest.fixture
def marked(act, mona_manager):
    """Mark a request as federal, or open it to the site again: ``marked(item, "site")``."""

    def mark(item, to="federal"):
        agencies = [FederalAgency.ATF] if to == "federal" else []
        with act(mona_manager) as by:
            item.refresh_from_db()
            handling.change(item, mark=Handling(to), agencies=agencies, version=item.version, by=by)

    return mark


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_commitment_stays_withheld_while_one_request_of_its_update_is_federal(
    ula_logs, ula_of_riverton, dana_of_riverton, request_of, riverton, posted, made, marked, order
):
    both = [request_of(riverton, ula_of_riverton, number=f"PSP-2026-004{n}") for n in (2, 3)]
    about = {"requests": [each.pk for each in both], "days_1": "5"}
    ula_logs.post(address(uuid4()), posted(**about, commitment_1="Order the bins"))
    for n in order:
        marked(both[n])
    marked(both[order[0]], "site")
    assert made()[0].request_id == both[order[1]].pk
    assert read_by(dana_of_riverton) == []
    marked(both[order[1]], "site")
    marked(both[order[0]])
    assert read_by(dana_of_riverton) == []


def test_a_correction_that_drops_one_federal_request_leaves_the_commitment_to_the_other(
    ula_logs, ula_of_riverton, request_of, riverton, posted, made, marked, seen
):
    pk = uuid4()
    both = [request_of(riverton, ula_of_riverton, number=f"PSP-2026-004{n}") for n in (2, 3)]
    about = {"requests": [each.pk for each in both], "days_1": "5"}
    ula_logs.post(address(pk), posted(**about, commitment_1="Order the bins"))
    for each in both:
        marked(each)
    one = posted(requests=[both[1].pk], version=str(seen(pk)[0].version))
    assert ula_logs.post(f"/updates/{pk}/correct/", one).status_code == 303
    assert made()[0].request_id == both[1].pk


@pytest.mark.parametrize("is_federal_before", [True, False])
def test_what_an_update_about_a_federal_request_finished_does_not_tell_of_it(
    client_of,
    ula_logs,
    ula_of_riverton,
    dana_of_riverton,
    request_of,
    riverton,
    posted,
    made,
    open_one,
    marked,
    is_federal_before,
):
    pk, item, bins = uuid4(), request_of(riverton, ula_of_riverton), open_one()
    if is_federal_before:
        marked(item)
    ula_logs.post(address(pk), posted(requests=[item.pk], done=[str(bins.pk)]))
    if not is_federal_before:
        marked(item)
    assert made()[0].evidence == "Done with an update"
    page = words(client_of(dana_of_riverton).get(f"/commitments/{bins.pk}/"))
    assert page.count("Done with an update") == 2
    assert str(pk) not in page


def test_a_mark_leaves_the_owner_of_what_is_done_and_notifies_the_new_one_of_what_is_open(
    ula_logs,
    mona_manager,
    ula_of_riverton,
    dana_of_riverton,
    seat_of,
    request_of,
    riverton,
    posted,
    made,
    marked,
    drain,
):
    item, dana = request_of(riverton, ula_of_riverton), seat_of(dana_of_riverton)
    rows = {"commitment_1": "Bins", "days_1": "5", "commitment_2": "Locks", "days_2": "5"}
    about = {"requests": [item.pk], "owner_1": dana, "owner_2": dana}
    ula_logs.post(address(uuid4()), posted(**about, **rows))
    ula_logs.post(address(uuid4()), posted(done=[str(made()[0].pk)]))
    marked(item)
    drain()
    assert [each.owner for each in made()] == [dana_of_riverton, mona_manager]
    with acting_atomic("system:outbox"):
        sent = Notification.objects.filter(entry__kind="commitment-assigned")
        assert [each.recipient_id for each in sent].count(mona_manager.pk) == 1


def test_nothing_of_the_sites_comes_from_an_update_about_a_federal_request(
    ula_logs, federal, posted, made
):
    pk = uuid4()
    ula_logs.post(address(pk), posted())
    assert "Use a template" in words(ula_logs.get(f"/updates/{pk}/"))
    assert ula_logs.get(f"/commitments/new/?origin=update:{pk}").status_code == 200
    other = uuid4()
    ula_logs.post(address(other), posted(requests=[federal().pk]))
    assert "Use a template" not in words(ula_logs.get(f"/updates/{other}/"))
    assert ula_logs.get(f"/commitments/new/?origin=update:{other}").status_code == 404
