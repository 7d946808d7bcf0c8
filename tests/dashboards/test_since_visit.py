"""What changed since my last visit: from the reader's own visit on, and only what they may read."""

from datetime import date

import pytest

from foundation.tenancy.context import acting_atomic
from tests.factories.liaisons import EngagementUpdateFactory
from tests.pages import words
from tta_requests.models import TTARequest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
PATH = "/sites/riverton-ex/since-my-visit/"
MAX_STATEMENTS = 7


@pytest.fixture
def log():
    """Log an update on a day of November 2026."""

    def make(site, author, day, summary, **values):
        with acting_atomic("system:demo"):
            return EngagementUpdateFactory(
                site=site, author=author, summary=summary, occurred_on=date(2026, 11, day), **values
            )

    return make


def test_it_begins_at_the_readers_own_last_visit(
    client_of, log, riverton, lee_liaison, mona_manager
):
    log(riverton, lee_liaison, 2, "Before it.", kind="call")
    log(riverton, lee_liaison, 10, "My visit.", kind="visit")
    log(riverton, mona_manager, 12, "Another's visit.", kind="visit")
    log(riverton, lee_liaison, 13, "A call of mine.", kind="call")
    told = words(client_of(lee_liaison).get(PATH))
    assert "Since your last visit on Tue Nov 10." in told
    assert "A call of mine." in told
    assert "Another's visit." in told
    assert "Before it." not in told
    assert "My visit." not in told


def test_without_an_own_visit_it_begins_at_anothers(
    client_of, log, riverton, lee_liaison, mona_manager
):
    log(riverton, lee_liaison, 10, "Her visit.", kind="visit")
    told = words(client_of(mona_manager).get(PATH))
    assert f"Shown since {lee_liaison.name}'s visit on Tue Nov 10." in told


def test_without_any_visit_it_looks_back_ninety_days(client_of, lee_liaison):
    told = words(client_of(lee_liaison).get(PATH))
    assert "No visits logged yet. Shown since Thu Aug 27" in told


def test_a_federal_item_is_there_for_who_may_read_it_alone(
    client_of, log, riverton, lee_liaison, dana_of_riverton, cora_coordinator, sent_by
):
    log(riverton, lee_liaison, 10, "My visit.", kind="visit")
    sent = sent_by(dana_of_riverton, riverton, title="Trace two rifles")
    assert "Trace two rifles" in words(client_of(lee_liaison).get(PATH))
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=sent.pk).update(handling="federal", federal_agencies=["ATF"])
    assert "Trace two rifles" not in words(client_of(lee_liaison).get(PATH))
    assert "Trace two rifles" in words(client_of(cora_coordinator).get(PATH))
    assert "Trace two rifles" not in words(client_of(cora_coordinator).get(f"{PATH}?print=1"))


def test_others_have_no_such_page(client_of, dana_of_riverton, lee_liaison, lakeside):
    assert client_of(dana_of_riverton).get(PATH).status_code == 403
    assert client_of(lee_liaison).get(f"/sites/{lakeside.slug}/since-my-visit/").status_code == 404


def test_it_shows_so_many_and_leads_to_the_rest(client_of, log, riverton, lee_liaison):
    log(riverton, lee_liaison, 10, "My visit.", kind="visit")
    for _ in range(210):
        log(riverton, lee_liaison, 12, "A call.", kind="call")
    shown = client_of(lee_liaison).get(PATH).context["shown"]
    assert len(shown.lines) == 200
    assert shown.rest == "/sites/riverton-ex/timeline/?first=2026-11-10"


def test_it_takes_as_many_statements_whatever_the_size(
    statements_of, log, riverton, lee_liaison, mona_manager
):
    log(riverton, lee_liaison, 10, "My visit.", kind="visit")
    before = statements_of(lee_liaison, PATH)
    for n in range(30):
        log(riverton, mona_manager, 11 + n % 5, "A call.", kind="call")
    assert statements_of(lee_liaison, PATH) == before
    assert before <= MAX_STATEMENTS
