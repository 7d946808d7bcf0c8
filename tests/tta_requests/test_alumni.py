"""What the people of a site whose engagement is over still can do, and what they can't (PRODUCT section 5)."""

from datetime import date

import pytest

from engagements.models import Engagement
from foundation.tenancy.context import acting_atomic
from tests.factories.engagements import EngagementFactory
from tests.pages import markup, words
from tests.tta_requests.test_forms import GOOD
from tta_requests.actions import drafts
from tta_requests.errors import EngagementOver

pytestmark = pytest.mark.django_db
OVER = "This site's engagement is over, so it can't ask for new help."
GRADUATED = {"graduated_on": date(2026, 9, 1), "alumni_from": date(2026, 10, 1)}
WITHDRAWN = {"withdrawn_on": date(2026, 9, 1)}


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
