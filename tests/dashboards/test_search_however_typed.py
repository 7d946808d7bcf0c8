"""Search: a thing is found however its words were typed, when it was written and when it is looked for."""
# ruff: noqa: RUF001 -- characters that look alike are what these tests are about

import html

import pytest
from django.db import connection

from foundation.tenancy.context import acting_atomic
from foundation.workflow.words import parts, search_text
from tests.dashboards.test_my_day import words
from tests.factories.liaisons import EngagementUpdateFactory
from tests.factories.sites import ContactFactory
from tests.pages import markup
from tests.tta_requests.states import put
from tta_requests.models import TTARequest

pytestmark = pytest.mark.django_db

# What went wrong: what a request says, what somebody types to find it.
FOUND = {
    "a curly apostrophe": ("The sheriff’s lieutenants", "sheriff's lieutenants"),
    "a straight apostrophe": ("The sheriff's lieutenants", "sheriff’s lieutenants"),
    "an apostrophe left out": ("Chief O’Brien asks", "OBrien"),
    "an apostrophe put in": ("Chief OBrien asks", "O'Brien"),
    "an okina": ("Hawaiʻi visits", "Hawaii"),
    "accents left out": ("Interviews with José Núñez", "Jose Nunez"),
    "accents put in": ("Interviews with Jose Nunez", "José Núñez"),
    "accents as marks of their own": ("Interviews with Nun\u0303ez", "Núñez"),
    "a hyphen for a space": ("Body worn cameras", "body-worn cameras"),
    "a space for a hyphen": ("Body-worn cameras", "body worn cameras"),
    "a hyphen that does not break": ("Body\u2011worn cameras", "body-worn"),
    "a dash for a hyphen": ("Body–worn cameras", "body worn"),
    "dashes around words": ("Cameras — and tapes", "cameras – tapes"),
    "one of two words joined by a slash": ("NIBIN/eTrace leads", "nibin"),
    "the other of two words joined by a slash": ("NIBIN/eTrace leads", "etrace"),
    "both joined by a slash": ("eTrace and NIBIN", "NIBIN/eTrace"),
    "ordinals joined by a slash": ("The 2nd/3rd precinct", "2nd precinct"),
    "the later ordinal": ("The 2nd/3rd precinct", "3rd precinct"),
    "a trademark sign": ("NIBIN™ leads", "nibin"),
    "a point after St": ("Patrols in St. Clair", "St Clair"),
    "no point after St": ("Patrols in St Clair", "st. clair"),
    "Saint in full": ("Patrols in St. Clair", "Saint Clair"),
    "points of an abbreviation": ("The D.C. task force", "DC task force"),
    "a figure with commas": ("About 1,200 tips", "1200 tips"),
    "a space that does not break": ("Cold\u00a0case squad", "cold case"),
    "a pasted space that does not break": ("Cold case squad", "cold\u00a0case"),
    "a soft hyphen": ("Fenta\u00adnyl", "fentanyl"),
    "a pasted soft hyphen": ("Fentanyl", "fenta\u00adnyl"),
    "a space without width": ("Fentanyl\u200b", "fentanyl"),
    "a pasted mark of order": ("Fentanyl", "\ufefffentanyl"),
    "a pasted line break": ("Cold case squad", "cold\u2028case"),
    "a ligature": ("Unsolved ﬁrearms cases", "firearms"),
    "a sentence that begins without a space": ("We lack cameras.Tapes too", "cameras"),
    "a curly phrase": ("Cold case squad", "“cold case”"),
    "a phrase with a hyphen": ("Body worn cameras", '"body-worn cameras"'),
    "a phrase with a saint": ("Patrols in Saint Clair", '"St. Clair"'),
}
NOT_FOUND = {
    "another order than the phrase's": ("Case cold squad", "“cold case”"),
    "a word that is excluded": ("Fentanyl tapes", "fentanyl -tapes"),
    "a joined word that is excluded": ("Fentanyl, body worn cameras", "fentanyl -body-worn"),
    "an excluded phrase": ("Fentanyl, body worn cameras", "fentanyl -“body-worn cameras”"),
}


@pytest.fixture
def write(standards, gun_violence, best_provider):
    """A request with that problem: ``write(riverton, dana, "Fenta\u00adnyl")``."""

    def make(site, requester, problem):
        tta_request = put(
            "triage", site=site, area=gun_violence, requester=requester, provider=best_provider
        )
        with acting_atomic("system:demo"):
            TTARequest.objects.numbered(tta_request.number).update(problem=problem)
        return tta_request.number

    return make


@pytest.fixture
def find(client_of, dana_of_riverton):
    """The words of the results page, as Dana sees it."""

    def look(text):
        response = client_of(dana_of_riverton).get("/search/", {"q": text})
        assert response.status_code == 200
        return words(response)

    return look


@pytest.mark.parametrize("case", FOUND)
def test_a_request_is_not_found_because_of(
    case, write, find, client_of, riverton, dana_of_riverton
):
    problem, typed = FOUND[case]
    number = write(riverton, dana_of_riverton, problem)
    assert number in find(typed)
    client = client_of(dana_of_riverton)
    assert number in client.get("/requests/", {"q": typed}).content.decode()
    rows = client.get("/api/v1/requests/", {"q": typed}).json()["results"]
    assert [row["number"] for row in rows] == [number]


@pytest.mark.parametrize("case", NOT_FOUND)
def test_a_request_is_found_in_spite_of(case, write, find, riverton, dana_of_riverton):
    problem, typed = NOT_FOUND[case]
    assert write(riverton, dana_of_riverton, problem) not in find(typed)


def test_either_word_and_a_word_but_another_keep_their_meaning(
    write, find, riverton, dana_of_riverton
):
    number = write(riverton, dana_of_riverton, "Fentanyl")
    assert number in find("zebrafish or fentanyl")
    assert number in find("fentanyl -zebrafish")
    assert number not in find("fentanyl zebrafish")


def test_an_update_is_found_too(find, riverton, lee_liaison):
    with acting_atomic("system:demo"):
        EngagementUpdateFactory(site=riverton, author=lee_liaison, summary="José’s NIBIN/eTrace")
    assert "Updates" in find("jose etrace")


@pytest.mark.parametrize(
    "around",
    [
        "psp–{}–{}",
        "PSP\u2011{}\u2011{}",
        " psp {} {}\u200b",
        "PSP - {} - {}",
        "PSP{}{}",
        "#PSP-{}-{}",
    ],
)
def test_a_number_pasted_from_a_letter_leads_to_its_request(
    around, write, client_of, riverton, dana_of_riverton
):
    number = write(riverton, dana_of_riverton, "Fentanyl")
    year, last = number.split("-")[1:]
    client = client_of(dana_of_riverton)
    for typed in (around.format(year, last), f"psp {year} {int(last)}"):
        assert client.get("/search/", {"q": typed})["Location"] == f"/requests/{number}/"
        assert number in client.get("/requests/", {"q": typed}).content.decode()


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("We pair NIBIN/eTrace leads.", "etrace", "pair NIBIN/<mark>eTrace</mark>"),
        ("Our body–worn cameras", "body-worn", "<mark>body</mark>–<mark>worn</mark>"),
        ("Núñez asks", "núñez", "<mark>Núñez</mark>"),
        ("María Núñez asks", "nunez", "María<mark>Núñez</mark>asks"),
        ("Nunez asks", "NÚÑEZ", "<mark>Nunez</mark>asks"),
        ("NÚÑEZ asks", "nunez", "<mark>NÚÑEZ</mark>asks"),
        ("Chief O’Brien asks", "OBrien", "Chief<mark>O'Brien</mark>asks"),
        ("Chief O'Brien asks", "o’brien", "Chief<mark>O'Brien</mark>asks"),
        ("In St. Louis we count", "saint louis", "<mark>St</mark>.<mark>Louis</mark>we"),
        ("Cafés–bars close", "cafe", "<mark>Cafés</mark>–bars"),
        ("Nunes and Nuñez", "nunez", "Nunes and<mark>Nuñez</mark>"),
    ],
)
def test_the_words_that_were_found_are_marked_as_they_were_written(
    text, typed, marked, write, client_of, riverton, dana_of_riverton
):
    write(riverton, dana_of_riverton, text)
    page = markup(client_of(dana_of_riverton).get("/search/", {"q": typed}))
    assert marked in html.unescape(page)


def test_nothing_invisible_is_left_in_what_is_shown():
    assert list(parts("NIBIN\x05\x02eTrace\x03")) == [("NIBIN/", False), ("eTrace", True)]


@pytest.mark.parametrize(
    "typed",
    [
        "María Núñez",
        "maria nunez",
        "Elena Núñez",
        "Nunez Maria",
        "Nuñez, María",
        "maria.nunez@",
        "MARIA\u00a0NUNEZ",
        "mar nun",
    ],
)
def test_a_person_is_found_by_any_two_parts_of_a_name(
    typed, client_of, riverton, dana_of_riverton, cora_coordinator
):
    with acting_atomic("system:demo"):
        dana_of_riverton.name, dana_of_riverton.email = "María Elena Núñez", "maria.nunez@x.gov"
        dana_of_riverton.save()

    def people(text):
        shown = client_of(cora_coordinator).get("/search/", {"q": text}).context["shown"]
        return [hit.title for part in shown.parts if part.heading == "People" for hit in part.hits]

    assert people(typed) == ["María Elena Núñez"]
    assert people(f"{typed} zebra") == []


@pytest.mark.parametrize(
    "kept", ["(202) 555-0142", "202.555.0142 ext. 7", "+1 202 555 0142", "2025550142"]
)
@pytest.mark.parametrize(
    "typed",
    ["202-555-0142", "(202)555-0142", "+1 (202) 555-0142", "12025550142", "202 555 0142", "555-0142",
     "0142", "202\u2011555\u20110142", "Rosa 555.0142"],
)  # fmt: skip
def test_a_contact_is_found_by_a_phone_number_however_it_is_written(kept, typed, find, riverton):
    with acting_atomic("system:demo"):
        ContactFactory(site=riverton, name="Rosa Maria Example", phone=kept)
        ContactFactory(site=riverton, name="Ned Other", phone="202-501-5542")
    said = find(typed)
    assert "Rosa Maria Example" in said
    assert "Ned Other" not in said


def test_a_contact_is_found_by_the_name_of_an_office(find, riverton):
    with acting_atomic("system:demo"):
        ContactFactory(site=riverton, name="Rosa Example", organization="St. Mary’s Hospital")
    for typed in ("St Marys", "saint mary's", "hospital rosa"):
        assert "Rosa Example" in find(typed)


@pytest.mark.parametrize("typed", ["...", "%", "_", "' ' '", "\u2026"])
def test_no_word_finds_nobody_and_no_site(typed, client_of, riverton, dana_of_riverton):
    answer = client_of(dana_of_riverton).get("/search/", {"q": typed})
    assert answer.status_code == 200
    assert "No results." in words(answer)


@pytest.mark.parametrize("typed", ["\u200b\ufeff", "\u00ad"])
def test_what_nobody_sees_is_no_word(typed, client_of, dana_of_riverton):
    assert "Enter a search word." in words(
        client_of(dana_of_riverton).get("/search/", {"q": typed})
    )


@pytest.mark.parametrize(
    "typed", ["st clair", "Saint Clair", "ST. CLAIR", "St.\u00a0Clair", "clair st"]
)
def test_a_site_is_found_however_its_name_is_typed(
    typed, client_of, client, real_site, cora_coordinator
):
    site = real_site("clair-mo", 2024)
    with acting_atomic("system:reference"):
        site.name = "St. Clair–O’Fallon"
        site.save()
    assert "St. Clair–O’Fallon" in words(client_of(cora_coordinator).get("/search/", {"q": typed}))
    assert "St. Clair–O’Fallon" in words(client.get("/sites/", {"q": f"{typed} ofallon"}))
    assert "St. Clair–O’Fallon" not in words(client.get("/sites/", {"q": "clairton"}))


def test_what_is_kept_says_the_same_in_any_session(write, riverton, dana_of_riverton):
    """The column was generated by the row's writer; the reader's language settings do not count."""
    write(riverton, dana_of_riverton, "Núñez, body–worn")
    with acting_atomic("system:demo"), connection.cursor() as cursor:
        cursor.execute("SET LOCAL default_text_search_config = 'simple'")
        cursor.execute("SELECT app_words('Núñez, body–worn')::text")
        assert cursor.fetchone() == ("'bodi':2 'nunez':1 'worn':3",)
        assert TTARequest.objects.values_list(search_text("“A–b” -c/d"), flat=True).first().split() == [
            '"', "a", "b", '"', "-", '"', "c", "d", '"'
        ]  # fmt: skip
