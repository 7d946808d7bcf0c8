"""The public pages: open to everybody, computed from real sites only, word for word where quoted."""

import csv
import re
from pathlib import Path

import pytest
from django.conf import settings

from dashboards.views.help import flow_of
from engagements.models import Engagement
from foundation.calendars import clock
from foundation.tenancy.context import acting, acting_atomic
from outcomes.models import Accomplishment
from sites.models import Principle
from tests.dashboards.conftest import TOLD_PAGE
from tests.factories.accounts import UserFactory
from tests.factories.engagements import EngagementFactory
from tests.pages import folded, words
from tta_requests.enums import LIFECYCLE

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
PAGES = [
    "/",
    "/about/",
    "/approach/",
    "/accomplishments/",
    "/accomplishments/feed/",
    TOLD_PAGE,
    "/figures/method/",
    "/open-data/",
    "/open-data/accomplishments.csv",
    "/open-data/sites.json",
    "/sitemap.xml",
    "/robots.txt",
    "/core-areas/",
    "/core-areas/gun-violence/",
    "/sites/",
    "/sites/wichita-ks/",
    "/accessibility/",
    "/privacy/",
    "/contact/",
    "/help/",
]


@pytest.fixture
def wichita(real_site, gun_violence, three_years):
    return real_site("wichita-ks", 2019)


def test_everyone_reads_every_public_page(client, client_of, dana_of_riverton, told):
    """Each page describes itself for search engines and messages, by an address of its own."""
    person = client_of(dana_of_riverton)
    for path in PAGES:
        page = client.get(path)
        assert (page.status_code, person.get(path).status_code) == (200, 200), path
        if page["Content-Type"].startswith("text/html"):
            html = page.content.decode()
            assert f'property="og:url" content="{settings.PUBLIC_BASE_URL}{path}"' in html, path
            picture = f'property="og:image" content="{settings.PUBLIC_BASE_URL}/static/img/preview'
            assert picture in html, path
            assert re.search(r'<meta name="description" content="[A-Z][^"]{20,}"', html), path


@pytest.mark.parametrize("path", ["/", "/sites/", "/accomplishments/", "/about/"])
def test_an_invented_site_is_on_no_public_page(client, wichita, riverton, path):
    assert "Riverton" not in words(client.get(path))


def test_home_counts_sites_states_and_engagements(client, wichita, real_site):
    real_site("topeka-ks", 2021)
    real_site("washington-dc", 2022)
    said = words(client.get("/"))
    assert "sites in 1 state and the District of Columbia 3" in said
    assert "engagements since 2019 3" in said


def test_home_counts_follow_the_rows(client, wichita, real_site):
    before = words(client.get("/"))
    real_site("reno-nv", 2024)
    after = words(client.get("/"))
    assert "sites in 1 state 1" in before
    assert "sites in 2 states 2" in after


def test_home_names_a_site_without_a_point(client, wichita, real_site):
    real_site("harris-county-tx", 2019, latitude=None, longitude=None)
    said = words(client.get("/"))
    assert (
        "Not on the map because the source has no location: Harris County, TX. All 2 as a list"
        in said
    )


def test_home_groups_sites_by_the_year_they_joined(client, wichita, real_site):
    real_site("camden-nj", 2014)
    real_site("seattle-wa", 2024)
    said = words(client.get("/"))
    assert "2014\N{EN DASH}2016: Violence Reduction Network, 1 site" in said
    assert "2017\N{EN DASH}2021, 1 site" in said
    assert "2022\N{EN DASH}2024, 1 site" in said


def test_home_shows_four_results_that_lead_to_their_story(client, wichita, nine):
    page = client.get("/").content.decode()
    for figure in ("12 → 18", "589 → 255+", "\N{MINUS SIGN}42%", "100%"):
        assert figure in page
    assert page.count("/public/") == 4


def test_home_takes_few_statements_whatever_there_is(
    client, wichita, real_site, django_assert_num_queries
):
    for number in range(8):
        real_site(f"town-{number}-ks", 2021)
    # BEGIN, who acts, sites, engagements, accomplishments, areas, length
    with django_assert_num_queries(7):
        client.get("/")


def test_about_keeps_every_line_of_the_programs_statement(client, wichita, nine):
    said = words(client.get("/about/")) + client.get("/about/").content.decode()
    story = (ROOT / "tests/reference/programme_statement.txt").read_text(encoding="utf-8")
    results = words(client.get("/accomplishments/"))
    lines = [" ".join(line.strip().lstrip("•").split()) for line in story.splitlines()]
    squeezed = (said + results).replace(" .", ".")
    missing = [line for line in lines if line and line not in squeezed]
    assert missing == []


def test_about_puts_the_programs_count_beside_the_computed_one(client, wichita):
    said = words(client.get("/about/"))
    assert "The program says (no date) more than 40 sites" in said
    assert "We count 1 sites" in said


def test_about_names_the_principles(client, wichita):
    with acting("system:reference"):
        Principle.objects.create(slug="trust", name="Trust", summary="People rely on each other.")
    assert "Trust People rely on each other." in words(client.get("/about/"))


def test_the_nine_accomplishments_are_retold_beside_the_published_wording(client, wichita, nine):
    said = words(client.get("/accomplishments/"))
    with (ROOT / "outcomes/data/accomplishments.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 9
    for row in rows:
        assert " ".join(row["text"].split()) in said
        assert " ".join(row["published_text"].split()) in said
    assert said.count("Reported by the program. Source: the program") == 9


SHOWING_RESULTS = ("/", "/accomplishments/", "/sites/wichita-ks/", "/core-areas/gun-violence/")


def test_only_what_is_published_is_told(client, wichita):
    """A draft of the same real site is on none of the pages until it's published."""
    cast = dict.fromkeys(("attested_by", "verified_by", "cleared_by", "published_by"))
    values = {"site": wichita, "narrative": "Quietly told.", "core_areas": ["gun-violence"]}
    with acting("system:demo"):
        author, *others = UserFactory.create_batch(5)
        Accomplishment.objects.create(headline="Quiet", author=author, **values)
    for path in SHOWING_RESULTS:
        assert "Quiet" not in words(client.get(path))
    with acting("system:demo"):
        signed = dict(zip(cast, others, strict=True))
        Accomplishment.objects.create(
            headline="Loud",
            author=author,
            status="published",
            published_at=clock.now(),
            **values,
            **signed,
        )
    said = words(client.get("/accomplishments/"))
    assert "Loud" in said
    assert "Attested by the site, verified, and published on" in said
    assert "Reported by the program" not in said
    with acting("system:demo"):
        Accomplishment.objects.filter(headline="Loud").update(status="withdrawn")
    for path in SHOWING_RESULTS:
        assert "Loud" not in words(client.get(path))


def test_an_accomplishment_can_be_linked(client, wichita, nine):
    page = client.get("/accomplishments/").content.decode()
    assert 'id="wichita-ks"' in page
    assert 'href="/sites/wichita-ks/"' in page


def test_a_core_area_says_who_is_asked_first(client, wichita):
    said = words(client.get("/core-areas/gun-violence/"))
    assert "Bureau of Alcohol, Tobacco, Firearms and Explosives (ATF)" in said


def test_a_core_area_offers_help_to_those_who_may_ask(client, client_of, dana_of_riverton, wichita):
    path = "/core-areas/gun-violence/"
    assert "Ask for help" not in words(client.get(path))
    assert "Ask for help" in words(client_of(dana_of_riverton).get(path))


def test_an_unknown_core_area_is_not_found(client):
    assert client.get("/core-areas/nothing/").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=wich", {"Wichita, KS"}),
        ("?state=NV", {"Reno, NV"}),
        ("?cohort=2019", {"Wichita, KS"}),
        ("?kind=city", {"Wichita, KS", "Reno, NV"}),
        ("?q=nothing-like-it", set()),
    ],
)
def test_the_directory_is_narrowed(client, wichita, real_site, query, found):
    real_site("reno-nv", 2024)
    said = words(client.get(f"/sites/{query}"))
    assert {name for name in ("Wichita, KS", "Reno, NV") if name in said} == found


@pytest.mark.parametrize("query", ["?state=ZZ", "?cohort=1066", "?kind=castle", f"?q={'x' * 200}"])
def test_a_filter_that_means_nothing_is_refused_with_a_sentence(client, wichita, query):
    response = client.get(f"/sites/{query}")
    assert response.status_code == 422
    assert "No sites are shown." in words(response)


def test_a_profile_shows_facts_with_their_source(client, wichita, nine):
    said = words(client.get("/sites/wichita-ks/"))
    assert "Start assumed" in said
    assert "example.gov/announced" in said
    assert "100 percent solve rate for all 2020 homicides" in said


def test_a_profile_of_an_invented_site_says_so(client, riverton):
    said = words(client.get("/sites/riverton-ex/"))
    assert "Demonstration This site is made up." in said


def test_a_profile_names_no_source_of_what_was_opened_in_the_portal(client, riverton):
    with acting_atomic("system:demo"):
        EngagementFactory(site=riverton, is_published=True, source="")
    said = words(client.get("/sites/riverton-ex/"))
    assert "PSP site" in said
    assert "Source: " not in said.partition("Engagements")[2]


def test_a_profile_leads_only_its_people_to_the_workspace(
    client_of, dana_of_riverton, omar_of_lakeside, riverton
):
    path = "/sites/riverton-ex/"
    assert "Open workspace" in words(client_of(dana_of_riverton).get(path))
    assert "Open workspace" not in words(client_of(omar_of_lakeside).get(path))


def test_the_directory_leads_only_its_people_to_an_invented_site(
    client, client_of, cora_coordinator, omar_of_lakeside, wichita, riverton
):
    link = 'href="/sites/riverton-ex/workspace/"'
    assert link in client_of(cora_coordinator).get("/sites/").content.decode()
    assert link not in client_of(omar_of_lakeside).get("/sites/").content.decode()
    assert link not in client.get("/sites/").content.decode()


def test_an_unknown_site_is_not_found(client):
    assert client.get("/sites/atlantis-zz/").status_code == 404


def test_an_unpublished_engagement_is_not_told(client, real_site):
    site = real_site("reno-nv", 2024)
    with acting("system:reference"):
        Engagement.objects.of_site(site.pk).update(is_published=False)
    assert "No engagements are published." in words(client.get("/sites/reno-nv/"))


def test_help_draws_the_way_from_the_table(client, wichita):
    html = folded(client.get("/help/").content.decode())
    picture = folded(" ".join(re.findall(r"<text[^>]*>([^<]*)</text>", html)))
    assert "Draft Submitted Triage Matching Offered Accepted Scoping" in picture
    assert "Needs information On hold Declined Withdrawn" in picture
    assert "Withdraw the offer" in picture


def test_every_row_of_the_table_is_in_the_picture():
    flow = flow_of(LIFECYCLE)
    drawn = {*flow.steps, *(turn.name for turn in flow.turns)}
    beside = {side.name for side in flow.sides}
    missing = {
        row.name
        for row in LIFECYCLE.rows
        if row.words not in drawn and LIFECYCLE.labels.get(row.target) not in beside
    }
    # They lead back to where a request was; the sentence below the picture says so.
    assert missing == {"answer", "resume"}
    assert {*flow.way, *beside} == set(LIFECYCLE.labels.values())


def test_help_lists_every_step_with_who_takes_it(client, wichita):
    said = words(client.get("/help/"))
    assert "Acknowledge Submitted Triage" in said
    assert "TTA Coordinator" in said


def test_help_shows_the_clocks_in_force(client, wichita, standards):
    assert "Acknowledge 2 business days 1 business day 4 business hours" in words(
        client.get("/help/")
    )


@pytest.mark.parametrize("path", ["/about/", "/accessibility/", "/privacy/"])
def test_the_footer_leads_to_pages_that_exist(client, path):
    assert f'href="{path}"' in client.get("/").content.decode()
    assert client.get(path).status_code == 200


def test_help_says_where_a_pause_leads_and_what_the_portal_does_by_itself(client, standards):
    text = words(client.get("/help/"))
    assert "Back to where it was" in text
    assert "<back>" not in text
    assert "Delivered: confirmed if the site doesn't respond 10 business days" in text
