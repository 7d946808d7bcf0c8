"""Feed, open data, and sitemap: what is published and nothing else, in forms that other programs read."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from outcomes.actions import accomplishments
from outcomes.errors import RepeatsWithdrawn
from outcomes.models import Accomplishment, PublicNotice
from outcomes.models.accomplishments import PEOPLE
from tests.dashboards.conftest import TOLD, TOLD_PAGE, publish
from tests.dashboards.test_public_pages import PAGES
from tests.factories.summits import SummitFactory
from tests.pages import words

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
TOMB = "{http://purl.org/atompub/tombstones/1.0}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FILES = [
    "/accomplishments/feed/",
    "/sitemap.xml",
    "/open-data/sites.json",
    "/open-data/engagements.json",
    "/open-data/accomplishments.csv",
    "/open-data/accomplishments.json",
    "/open-data/figures.csv",
    "/open-data/notices.csv",
]
DAY = datetime(2026, 11, 20, 15, tzinfo=UTC)


@pytest.fixture
def wichita(real_site, gun_violence, three_years):
    with clock.frozen(DAY):
        return real_site("wichita-ks", 2019)


def read(client, path) -> str:
    return client.get(path).content.decode("utf-8-sig")


def parsed(client, path) -> ET.Element:
    return ET.fromstring(read(client, path))  # noqa: S314 -- our own text


def entries(client) -> dict[str, ET.Element]:
    found = parsed(client, "/accomplishments/feed/").iter(f"{ATOM}entry")
    return {each.findtext(f"{ATOM}id"): each for each in found}


def test_a_feed_keeps_an_entrys_identifier_and_says_when_it_changed(client, told):
    entry = entries(client)[f"urn:uuid:{TOLD}"]
    link = entry.find(f"{ATOM}link").attrib["href"]
    assert urlsplit(link).path == TOLD_PAGE
    assert entry.findtext(f"{ATOM}title") == "Wichita, KS: Six more detectives"
    later = told.moved_at.replace(year=2031, microsecond=0)
    with acting_atomic("system:demo"):
        Accomplishment.objects.filter(pk=TOLD).update(
            status="corrected", headline="Seven more detectives", moved_at=later
        )
    entry = entries(client)[f"urn:uuid:{TOLD}"]
    assert entry.findtext(f"{ATOM}title") == "Wichita, KS: Seven more detectives"
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) == later
    with acting_atomic("system:demo"):
        Accomplishment.objects.filter(pk=TOLD).update(status="withdrawn")
    assert entries(client) == {}
    assert client.get(TOLD_PAGE).status_code == 404


def test_a_correction_shows_its_day_and_a_withdrawal_leaves_a_notice(
    client, told, act, mona_manager
):
    """The public reads what it's told, and neither the internal reason nor a word that was withdrawn."""
    with clock.frozen(DAY), act(mona_manager) as by:
        words_now = {"headline": "Five more detectives"}
        accomplishments.take(
            told, "correct", version=1, reason="Secret", notice="It was 17.", words=words_now, by=by
        )
    said = words(client.get(TOLD_PAGE))
    assert "corrected on Nov 20, 2026" in said
    assert "Corrections Nov 20, 2026 It was 17." in said
    assert "Secret" not in said
    later = {"version": 2, "reason": "Secret"}
    with clock.frozen(DAY + timedelta(days=1)), act(mona_manager) as by:
        for repeated in ("FIVE  more detectives", "There were never 18, as reported."):
            with pytest.raises(RepeatsWithdrawn):
                accomplishments.take(told, "withdraw", notice=repeated, by=by, **later)
        accomplishments.take(told, "withdraw", notice="Another county's.", by=by, **later)
    gone = client.get(TOLD_PAGE)
    assert gone.status_code == 410
    assert "withdrawn on Nov 21, 2026 Why it isn't here Another county's." in words(gone)
    for path in (TOLD_PAGE, *FILES):
        said = read(client, path)
        assert not any(word in said for word in ("detectives", "The unit grew", "Secret")), path
    assert TOLD_PAGE not in read(client, "/sitemap.xml")
    [tomb] = parsed(client, "/accomplishments/feed/").iter(f"{TOMB}deleted-entry")
    assert tomb.attrib == {"ref": f"urn:uuid:{TOLD}", "when": "2026-11-21T15:00:00+00:00"}
    assert tomb.findtext(f"{TOMB}comment") == "Another county's."
    assert len(tomb) == 1  # a link there would be taken for the feed's own by feedparser
    rows = csv.DictReader(io.StringIO(read(client, "/open-data/notices.csv")))
    assert [(row["kind"], row["told_on"]) for row in rows] == [
        ("withdrawn", "2026-11-21"),
        ("corrected", "2026-11-20"),
    ]


def test_a_feed_has_a_day_of_its_own_and_the_nine_are_in_it(client, nine):
    first = read(client, "/accomplishments/feed/")
    assert len(entries(client)) == 9
    assert read(client, "/accomplishments/feed/") == first


def test_nothing_unpublished_is_in_any_file_or_page(client, told, riverton):
    """Every state but the published ones, a demonstration site's, and a summit that isn't published."""
    hidden = ["draft", "attested", "verified", "cleared", "withdrawn"]
    secret = {"headline": "Undisclosed", "narrative": "Undisclosed", "core_areas": ["gun-violence"]}
    with acting_atomic("system:demo"):
        made = [
            publish(told.site, status=state, **secret | dict.fromkeys(PEOPLE[at:]))
            for at, state in enumerate(hidden, start=1)
        ]
        invented = publish(riverton, **secret)
        PublicNotice.objects.create(
            site=riverton,
            accomplishment=invented,
            kind="withdrawn",
            words="Undisclosed",
            told_at=DAY,
        )
        SummitFactory(slug="undisclosed", name="Undisclosed", is_published=False)
    for path in [*FILES, *PAGES]:
        said = read(client, path)
        assert "undisclosed" not in said.casefold(), path
        assert not any(str(each.pk) in said for each in (*made, invented)), path
        assert path in PAGES or "riverton" not in said, path
    for each in (*made, invented):
        assert client.get(TOLD_PAGE.replace(str(TOLD), str(each.pk))).status_code == 404


def test_the_files_have_the_columns_of_their_dictionary(client, told):
    with acting_atomic("system:demo"):
        Accomplishment.objects.filter(pk=TOLD).update(status="corrected", headline="=1+1")
    dictionary = words(client.get("/open-data/"))
    for name in ("sites", "engagements", "accomplishments", "figures"):
        told_of = json.loads(read(client, f"/open-data/{name}.json"))
        rows = list(csv.DictReader(io.StringIO(read(client, f"/open-data/{name}.csv"))))
        names = [column["name"] for column in told_of["columns"]]
        assert len(rows) == len(told_of["rows"]) == 1
        assert list(rows[0]) == list(told_of["rows"][0]) == names
        for column in told_of["columns"]:
            assert f"{column['name']} {column['meaning']}" in dictionary
    [row] = csv.DictReader(io.StringIO(read(client, "/open-data/accomplishments.csv")))
    assert row["headline"] == "'=1+1"
    assert client.get("/open-data/requests.csv").status_code == 404


def test_every_address_of_the_sitemap_is_a_page_that_visitors_read(client, told):
    with acting_atomic("system:demo"):
        SummitFactory(slug="summit-2027", is_published=True, is_demo=False)
    found = [each.text for each in parsed(client, "/sitemap.xml").iter(f"{SITEMAP}loc")]
    paths = [urlsplit(each).path for each in found]
    assert {TOLD_PAGE, "/sites/wichita-ks/", "/core-areas/gun-violence/", "/apply/"} <= {*paths}
    assert "/summits/summit-2027/" in paths
    html = [path for path in PAGES if client.get(path)["Content-Type"].startswith("text/html")]
    assert set(html) <= {*paths}
    assert [path for path in paths if client.get(path).status_code != 200] == []
    assert f"Sitemap: {found[0]}sitemap.xml" in read(client, "/robots.txt")


def test_an_accomplishments_page_draws_its_numbers_and_says_them(client, told):
    page = client.get(TOLD_PAGE)
    assert "Up 50%, computed from the two numbers." in words(page)
    html = page.content.decode()
    assert 'aria-label="Detectives: 12 before, 18 after."' in html
    assert 'width="133"' in html
    with acting_atomic("system:demo"):
        figure = told.figures[0] | {"after": "more than 255"}
        Accomplishment.objects.filter(pk=TOLD).update(status="corrected", figures=[figure])
    html = client.get(TOLD_PAGE).content.decode()
    assert "more than 255" in html
    assert "psp-figure-bars" not in html


def test_the_approach_names_every_part_and_leads_to_each_core_area(client, wichita):
    page = client.get("/approach/")
    said = words(page)
    for text in (
        "A commitment of three years",
        "A Strategic Site Liaison",
        "Expedited help in one core area",
        "A Violent Crime Summit every year",
        "Peer learning and communities of practice",
    ):
        assert text in said
    for path in ("/core-areas/gun-violence/", "/apply/", "/summits/", "/about/"):
        assert f'href="{path}' in page.content.decode()
