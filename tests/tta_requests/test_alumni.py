"""What the people of a site whose engagement is over still can do, and what they can't (PRODUCT section 5)."""

from datetime import date, timedelta

import pytest

from engagements.models import Engagement
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.factories.engagements import EngagementFactory
from tests.pages import markup, words
from tests.tta_requests.test_forms import GOOD
from tta_requests.actions import drafts
from tta_requests.errors import EngagementOver
from tta_requests.reminders.requests import DraftIdle

pytestmark = pytest.mark.django_db
OVER = "This site's engagement is over, so it can't ask for new help."
GRADUATED = {"graduated_on": date(2026, 9, 1), "alumni_from": date(2026, 10, 1)}
WITHDRAWN = {"withdrawn_on": date(2026, 9, 1)}
# Pages with a button that starts a request.
DOORS = ("/my-day/", "/requests/", "/core-areas/gun-violence/", "/sites/riverton-ex/workspace/")


@pytest.fixture
def leaves(riverton):
    """End the site's engagement: ``leaves(withdrawn_on=…)``."""

    def end(**values) -> None:
        with acting_atomic("system:demo"):
            engagement = EngagementFactory(site=riverton, active=True)
            Engagement.objects.filter(pk=engagement.pk).update(**values)

    return end


def test_alumni_read_their_history_and_ask_for_no_new_help(
    client_of, draft_of, sent_by, act, leaves, dana_of_riverton, riverton
):
    earlier, draft = (make(dana_of_riverton, riverton) for make in (sent_by, draft_of))
    leaves(**GRADUATED)
    dana = client_of(dana_of_riverton)
    for page in ("workspace/", "timeline/", "history/", "team/", "handover/"):
        assert dana.get(f"/sites/riverton-ex/{page}").status_code == 200, page
    assert earlier.title in words(dana.get(earlier.get_absolute_url()))
    answer = dana.post("/requests/new/", GOOD | {"title": "One more", "then": "submit"})
    assert answer.status_code == 422
    assert OVER in words(answer)
    assert 'value="One more"' in markup(answer)
    with act(dana_of_riverton) as by, pytest.raises(EngagementOver):
        drafts.submit(draft, by=by)


@pytest.mark.parametrize(("ended", "again"), [(WITHDRAWN, False), (GRADUATED, True)])
def test_help_depends_on_the_newest_engagement(
    draft_of, leaves, dana_of_riverton, riverton, ended, again
):
    leaves(**ended)
    if again:
        with acting_atomic("system:demo"):
            Engagement.objects.update(ends_on=date(2026, 8, 31))
            EngagementFactory(site=riverton, active=True, starts_on=date(2026, 10, 1))
        assert draft_of(dana_of_riverton, riverton).is_draft
    else:
        with pytest.raises(EngagementOver):
            draft_of(dana_of_riverton, riverton)


def test_a_draft_of_a_former_site_is_read_and_deleted_and_needs_no_one(
    client_of, draft_of, leaves, act, dana_of_riverton, cora_coordinator, riverton
):
    draft, entered = draft_of(dana_of_riverton, riverton), draft_of(cora_coordinator, riverton)
    dana, cora = client_of(dana_of_riverton), client_of(cora_coordinator)
    idle = clock.now() + timedelta(days=30)
    assert "Finish draft" in words(dana.get("/my-day/"))
    for page in DOORS:
        assert "/requests/new/" in markup(dana.get(page)), page
    leaves(**GRADUATED)
    assert "Finish draft" not in words(dana.get("/my-day/"))
    with acting_atomic("system:reminders"):
        assert draft.number not in {each.number for each in DraftIdle().due(idle)}
    new, edit = "/requests/new/", f"/requests/{draft.number}/edit/"
    asked = dana.get(new)
    assert OVER in words(asked)
    assert "What is the problem?" not in words(asked)
    for page in DOORS:
        assert "/requests/new/" not in markup(dana.get(page)), page
        assert "/requests/new/" in markup(cora.get(page)) or page.endswith("workspace/"), page
    read = dana.get(edit)
    assert all(each in words(read) for each in (OVER, draft.problem))
    assert "<textarea" not in markup(read)
    assert f"/requests/{draft.number}/withdraw/" in markup(read)
    for path, typed in ((f"{new}autosave/", GOOD), (f"/requests/{draft.number}/autosave/", GOOD)):
        refused = dana.post(path, typed)
        assert (refused.status_code, refused.json()["refused"][: len(OVER)]) == (409, OVER)
    typed = dana.post(edit, GOOD | {"title": "Typed before", "version": draft.version})
    assert typed.status_code == 422
    assert 'value="Typed before"' in markup(typed)
    assert cora.post(f"/requests/{entered.number}/put-to-site/").status_code == 409
    assert "riverton-ex" not in markup(cora.get(new))
