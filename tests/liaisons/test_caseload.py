"""The caseload: worst first, the reason in words, the same cost at any number of sites."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from engagements.models import Commitment
from foundation.accounts.roles import SITE_ROLES
from foundation.calendars import clock
from foundation.calendars.days import end_of
from foundation.tenancy.context import acting
from liaisons.models import ContactStandard, UpdateRequest
from liaisons.policies.caseload import assess, board
from liaisons.querysets.caseload import facts_of, with_work
from sites.models import Membership, Site
from tests.factories.engagements import EngagementFactory
from tests.factories.sites import SiteFactory
from tests.liaisons.conftest import NOW, TODAY
from tta_requests.models import TTARequest

pytestmark = pytest.mark.django_db
# Session, person, memberships, needs, saved views, the sites with all that is known of them, and the reader's commitments.
CEILING = 7
NO_READ = re.compile("SAVEPOINT|set_config")


@pytest.fixture
def full_team(member):
    """Fill every required seat of a site, the liaison's with somebody given."""

    def fill(site, liaison):
        for role in SITE_ROLES:
            for seat in role.seats:
                person = {"user": liaison} if seat.slug == "liaison" else {}
                member(site, role.slug, seat.slug, **person)
        return site

    return fill


@pytest.fixture
def lee(django_user_model):
    return django_user_model.objects.create(name="Lee Liaison", email="lee@example.gov")


@pytest.fixture
def site_after(full_team, lee, update_of):
    """A site of Lee's, with full seats, last contacted so many days ago."""

    def make(name, days, **values):
        with acting("system:demo"):
            site = SiteFactory(name=name)
        full_team(site, lee)
        if days is not None:
            update_of(site, lee, occurred_on=TODAY - timedelta(days=days), **values)
        return site

    return make


def cards(client, **asked):
    return client.get("/caseload/", asked).context["shown"].cards


def card_of(client_of, user):
    (card,) = cards(client_of(user))
    return card


@pytest.mark.parametrize(
    ("days", "tone", "reason"),
    [
        (0, "quiet", "Contact is up to date"),
        (29, "quiet", "Contact is up to date"),
        (30, "risk", "Update due: no updates since Oct 24"),
        (44, "risk", "Update due: no updates since Oct 10"),
        (45, "breach", "Contact overdue: no updates since Oct 9"),
    ],
)
def test_days_decide(client_of, lee, site_after, days, tone, reason):
    site_after("Tampa", days)
    card = card_of(client_of, lee)
    assert (card.days, card.tone, card.reason) == (days, tone, reason)


def test_the_marks_are_a_setting(client_of, lee, site_after):
    ContactStandard.objects.update_or_create(pk=1, defaults={"due_days": 10, "overdue_days": 20})
    site_after("Tampa", 20)
    card = card_of(client_of, lee)
    assert (card.tone, card.warn_at, card.late_at) == ("breach", 10, 20)


def test_never_contacted_counts_from_the_liaisons_first_day(client_of, lee, site_after):
    site_after("Tampa", None)
    card = card_of(client_of, lee)
    assert (card.days, card.reason) == (None, "Contact overdue: no updates yet")


def test_the_last_contact_is_the_newest_that_the_reader_sees(
    client_of, lee, mona_manager, site_after, update_of, request_of
):
    site = site_after("Pueblo", 6)
    item = request_of(site, lee, handling="federal", federal_agencies=["ATF"])
    kept = update_of(site, lee, occurred_on=TODAY)
    with acting("system:demo"):
        UpdateRequest.objects.create(site=site, update=kept, request=item)
    assert card_of(client_of, lee).days == 6
    card = card_of(client_of, mona_manager)
    assert (card.days, card.facts[0].value) == (0, "Lee Liaison")


def test_a_remembered_site_has_its_days_and_tells_what_is_new(
    client_of, lee, site_after, update_of
):
    site = site_after("Tampa", 3)
    assert card_of(client_of, lee).days == 3
    with clock.frozen(NOW + timedelta(days=1)):
        assert card_of(client_of, lee).days == 4
    update_of(site, lee, occurred_on=TODAY, kind="call")
    (card,) = cards(client_of(lee))
    assert (card.days, card.facts[0].value) == (0, "Call Mon Nov 23")


def test_a_draft_is_no_contact(client_of, lee, site_after, update_of):
    site = site_after("Tampa", 50)
    update_of(site, lee, draft=True, occurred_on=TODAY)
    assert card_of(client_of, lee).days == 50


def test_an_empty_seat_is_named(client_of, lee, site_after, member):
    site = site_after("Pueblo", 6)
    earlier = member(site, "point-of-contact", "usao", starts_at=NOW - timedelta(days=900))
    with acting("system:demo"):
        Membership.objects.filter(site=site, seat="usao").update(
            ends_at=end_of(date(2026, 11, 10), site.time_zone)
        )
        earlier.ends_at = NOW - timedelta(days=800)
        earlier.save()
    assert card_of(client_of, lee).reason == "Seat vacant 12 days: U.S. Attorney's Office"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"risk": "serious"}, "Serious risk noted Nov 18"),
        ({"next_contact_on": date(2026, 11, 20)}, "Planned contact was due Nov 20"),
        ({"next_contact_on": TODAY}, "Contact planned for today"),
        ({"next_contact_on": date(2026, 11, 30)}, "Contact is up to date"),
    ],
)
def test_what_the_last_update_says_decides_next(client_of, lee, site_after, values, reason):
    site_after("Seattle", 5, **values)
    assert card_of(client_of, lee).reason == reason


def test_worst_first_then_by_days(client_of, lee, site_after):
    for name, days in (("Fine", 4), ("Due", 31), ("Overdue", 47), ("Older", 90), ("Calm", 9)):
        site_after(name, days)
    assert [card.name for card in cards(client_of(lee))] == [
        "Older",
        "Overdue",
        "Due",
        "Calm",
        "Fine",
    ]


def test_the_group_that_needs_a_contact(client_of, lee, site_after):
    site_after("Fine", 4)
    site_after("Due", 31)
    assert [card.name for card in cards(client_of(lee), show="needy")] == ["Due"]


def test_an_unknown_group_is_not_found(client_of, lee, site_after):
    site_after("Fine", 4)
    assert client_of(lee).get("/caseload/", {"show": "worst"}).status_code == 404


def test_a_liaison_sees_the_own_sites_only(client_of, lee, site_after, lakeside, omar_of_lakeside):
    site_after("Tampa", 3)
    assert [card.name for card in cards(client_of(lee))] == ["Tampa"]


def test_staff_see_every_liaisons_sites_and_choose_one(
    client_of, lee, site_after, cora_coordinator, member, lakeside
):
    site_after("Tampa", 3)
    other = member(lakeside, "strategic-site-liaison", "liaison", name="Zoe Other").user
    client = client_of(cora_coordinator)
    assert {card.name for card in cards(client)} == {"Tampa", "Lakeside, EX"}
    filters = client.get("/caseload/").context["shown"].filters.liaisons
    assert [words for words, *_ in filters] == ["Every liaison 2", "Lee Liaison 1", "Zoe Other 1"]
    assert [card.name for card in cards(client, liaison=str(other.pk))] == ["Lakeside, EX"]


def test_staff_may_look_but_not_log(client_of, site_after, ana_analyst):
    site_after("Tampa", 3)
    assert card_of(client_of, ana_analyst).action is None


@pytest.mark.parametrize("person", ["dana_of_riverton", "adam_admin"])
def test_others_have_no_caseload(request, client_of, person):
    assert client_of(request.getfixturevalue(person)).get("/caseload/").status_code == 403


def test_open_requests_are_counted_by_state(client_of, lee, site_after, request_of):
    site = site_after("Pueblo", 6)
    for number, status in enumerate(("offered", "scoping", "scoping", "withdrawn", "draft")):
        request_of(site, lee, number=f"PSP-2026-000{number}", status=status)
    facts = {fact.label: fact.value for fact in card_of(client_of, lee).facts}
    assert facts["Open requests"] == "3 · 1 Offered, 2 Scoping"


def test_a_federal_request_is_not_counted_for_who_is_not_cleared(
    client_of, lee, site_after, request_of
):
    site = site_after("Pueblo", 6)
    request_of(site, lee, handling="federal", federal_agencies=["ATF"])
    facts = {fact.label: fact.value for fact in card_of(client_of, lee).facts}
    assert facts["Open requests"] == "0"


@pytest.fixture
def promised(request_of):
    """A commitment at a site, due so many days from today: ``promised(site, lee, -1)``."""

    def make(site, owner, days, *, number="PSP-2026-0042", **values) -> Commitment:
        found = TTARequest.objects.numbered(number)
        with acting("system:demo"):
            asked = found.first() or request_of(site, owner, number=number, **values)
            return Commitment.objects.create(
                site=site,
                request=asked,
                text=f"Send the draft {days}",
                owed_by="liaison",
                owner=owner,
                due_on=TODAY + timedelta(days=days),
                made_by=owner,
                made_at=NOW,
            )

    return make


def test_commitments_past_due_are_counted_by_the_day_of_the_site(
    client_of, lee, site_after, promised
):
    site = site_after("Pueblo", 6)
    promised(site, lee, 0)
    facts = {fact.label: fact.value for fact in card_of(client_of, lee).facts}
    assert facts["Commitments past due"] == "0"
    promised(site, lee, -1)
    facts = {fact.label: fact.value for fact in card_of(client_of, lee).facts}
    assert facts["Commitments past due"] == "1, by 1 day"
    promised(site, lee, -12)
    facts = {fact.label: fact.value for fact in card_of(client_of, lee).facts}
    assert facts["Commitments past due"] == "2, the oldest by 12 days"


def test_a_card_counts_no_further_than_it_says_and_exports_count_all(
    client_of, lee, site_after, request_of, promised, act, monkeypatch
):
    monkeypatch.setattr("liaisons.views.caseload.MAX_COUNTED", 2)
    site = site_after("Pueblo", 6)
    for number in range(4):
        request_of(site, lee, number=f"PSP-2026-000{number}", status="scoping")
        promised(site, lee, -1 - number, number="PSP-2026-0000")
    facts = {fact.label: fact.value for fact in card_of(client_of, lee).facts}
    assert facts["Open requests"] == "More than 2"
    assert facts["Commitments past due"] == "More than 2, the oldest by 4 days"
    with act(lee) as by:
        [counted] = with_work(board(by), by)
    assert (counted.counted.requests, len(counted.counted.late)) == ({"scoping": 4}, 4)


def test_a_readers_own_commitments_are_due_first_and_marked_as_done_there(
    client_of, lee, site_after, promised, dana_of_riverton
):
    site = site_after("Pueblo", 6)
    for days in (3, 0, -4):
        promised(site, lee, days)
    promised(site, dana_of_riverton, -9)
    client = client_of(lee)
    owned = client.get("/caseload/").context["shown"].owned
    assert [each.due for each in owned] == ["4 days late", "Due today", "3 days left"]
    answer = client.post(owned[0].done, {"next": "/caseload/#commitments"})
    assert (answer.status_code, answer["Location"]) == (303, "/caseload/#commitments")
    assert len(client.get("/caseload/").context["shown"].owned) == 2
    answer = client.post(owned[1].done, {"next": "https://example.org/"})
    assert answer["Location"] == "/requests/PSP-2026-0042/#work"


def test_a_federal_items_commitment_is_not_counted_for_who_is_not_cleared(
    client_of, lee, site_after, promised
):
    site = site_after("Pueblo", 6)
    promised(site, lee, -3, handling="federal", federal_agencies=["ATF"])
    shown = client_of(lee).get("/caseload/").context["shown"]
    (card,) = shown.cards
    assert {fact.label: fact.value for fact in card.facts}["Commitments past due"] == "0"
    assert shown.owned == []


def test_the_table_says_the_same(client_of, lee, site_after):
    site_after("Tampa", 31)
    text = client_of(lee).get("/caseload/", {"as": "table"}).content.decode()
    assert "<caption" in text
    assert "Update due: no updates since Oct 23" in text


def test_the_board_costs_the_same_at_any_number_of_sites(client_of, lee, site_after):
    def cost() -> int:
        client = client_of(lee)
        client.get("/caseload/")  # fills what the process keeps and stores the session's time
        with CaptureQueriesContext(connection) as counted:
            client.get("/caseload/")
        # Without those that begin, mark, and end the transaction.
        return sum(not NO_READ.search(each["sql"]) for each in counted)

    site_after("First", 3)
    one = cost()
    for number in range(8):
        site_after(f"Site {number}", number * 9)
    assert cost() == one
    assert one <= CEILING


def test_staff_see_an_engaged_site_without_a_liaison_and_no_other(
    client_of, mona_manager, riverton, lakeside
):
    with acting("system:demo"):
        EngagementFactory(site=riverton, active=True)
    assert [card.name for card in cards(client_of(mona_manager))] == [riverton.name]


def test_a_site_without_a_liaison_says_so(riverton, act, mona_manager):
    with act(mona_manager) as by:
        [facts] = facts_of(Site.objects.filter(pk=riverton.pk), by).values()
    assert assess(facts, ContactStandard()).reason == "No liaison; 10 seats vacant"
    with pytest.raises(LookupError):
        facts.counted  # noqa: B018 -- no one asked for it


def test_a_page_has_whole_rows_and_counts_and_paper_have_every_site(
    client_of, lee, site_after, monkeypatch
):
    monkeypatch.setattr("liaisons.presenters.caseload.PAGE_SIZE", 2)
    for name, days in (("Fine", 1), ("Due", 31), ("Overdue", 50), ("Calm", 3), ("Late", 46)):
        site_after(name, days)
    client = client_of(lee)

    def names(query):
        shown = client.get(f"/caseload/?{query}").context["shown"]
        return [card.name for card in shown.cards], shown.links, shown.print_href

    first, links, printed = names("")
    assert (first, links.position) == (["Overdue", "Late"], "Sites 1 to 2 of 5")
    assert (links.next, links.last) == ("/caseload/?page=2", "/caseload/?page=3")
    assert names(links.next.partition("?")[2])[0] == ["Due", "Calm"]
    last, links, _ = names("page=99")
    assert (last, links.previous, links.first) == (["Fine"], "/caseload/?page=2", "/caseload/")
    assert links.position == "Sites 5 to 5 of 5"
    whole, links, again = names(printed.partition("?")[2])
    assert (whole, links.position, again) == (["Overdue", "Late", "Due", "Calm", "Fine"], "", "")
    found, links, _ = names("sort=days&show=needy&page=2")
    assert (found, links.previous) == (["Due"], "/caseload/?show=needy&sort=days")
    assert client.get("/caseload/").context["shown"].needy == 3
    for nonsense in ("0", "-1", "x", "²", "9" * 19):
        assert client.get("/caseload/", {"page": nonsense}).status_code == 404


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["Never", "Older", "Newer"]),
        ("site", ["Never", "Newer", "Older"]),
        ("site-last", ["Older", "Newer", "Never"]),
        ("days", ["Older", "Newer", "Never"]),
        ("days-last", ["Newer", "Older", "Never"]),
        ("contact", ["Older", "Newer", "Never"]),
        ("nonsense", ["Never", "Older", "Newer"]),
    ],
)
def test_every_heading_sorts_and_turns_around(client_of, lee, site_after, sort, expected):
    for name, days in (("Never", None), ("Newer", 3), ("Older", 9)):
        site_after(name, days)
    for look in ("", "table"):
        page = client_of(lee).get("/caseload/", {"sort": sort, "as": look})
        assert [card.name for card in page.context["shown"].cards] == expected


def test_a_heading_keeps_the_filters_and_the_look(client_of, lee, site_after):
    site_after("Tampa", 31)
    page = client_of(lee).get("/caseload/?as=table&show=needy&sort=days").content.decode()
    assert (
        'aria-sort="descending"><a href="/caseload/?show=needy&amp;as=table&amp;sort=days-last">'
        in page
    )
    assert '<a href="/caseload/?show=needy&amp;as=table">What it needs</a>' in page
