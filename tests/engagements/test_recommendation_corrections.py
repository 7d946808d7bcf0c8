"""A recommendation that was written wrong is corrected or withdrawn; what was there before stays readable."""

from datetime import date, timedelta

import pytest

from engagements.actions import (
    recommendation_corrections,
    recommendation_notices,
    recommendations,
    shared_recommendations,
)
from engagements.errors import NotYourRecommendation, ReportedOnly
from engagements.models import Recommendation, RecommendationStep, SharedRecommendation
from foundation.calendars import clock
from foundation.notifications import gate
from foundation.notifications.enums import MailState
from foundation.notifications.models import Ledger, Notification
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, NotAllowed, Refused, StaleEdit
from sites.models import Membership, Principle
from tests.factories.engagements import FindingFactory, RecommendationFactory
from tests.factories.tta_requests import CoreAreaFactory
from tests.needs.test_everywhere import asked_of
from tests.pages import words

RIGHT = {"headline": "Review open cases", "text": "Each month.", "reason": "The case was wrong."}


@pytest.fixture
def proposed(riverton, lee_liaison) -> Recommendation:
    """Create one that Riverton has not answered, by its liaison, due in 30 days."""
    with acting_atomic("system:demo"):
        return RecommendationFactory(
            site=riverton,
            status="proposed",
            headline="Review opn cases",
            written_by=lee_liaison,
            due_on=clock.today("America/Chicago") + timedelta(days=30),
        )


def values_of(row: Recommendation) -> dict[str, object]:
    names = ("headline", "text", "core_area", "finding", "due_on", "repeats_every_days")
    return {name: getattr(row, name) for name in names} | {"principles": [], "version": row.version}


def told() -> list[str]:
    with acting_atomic("system:outbox"):
        rows = Ledger.objects.filter(kind="recommendation-changed").order_by("fired_at")
        return list(rows.values_list("recipient__name", flat=True))


def in_state(row: Recommendation, status: str, **more: object) -> Recommendation:
    with acting_atomic("system:demo"):
        Recommendation.objects.filter(pk=row.pk).update(status=status, **more)
        return Recommendation.objects.get(pk=row.pk)


def test_a_recommendation_is_corrected_with_a_reason_and_its_contacts_are_notified(
    proposed, client_of, lee_liaison, mayor_of_riverton, dana_of_riverton, lakeside, drain
):
    own, page = f"/recommendations/{proposed.pk}/", f"/recommendations/{proposed.pk}/correct/"
    lee, mayor, dana = (
        client_of(lee_liaison),
        client_of(mayor_of_riverton),
        client_of(dana_of_riverton),
    )
    assert page in lee.get(own).text
    assert page not in dana.get(own).text
    assert [each.get(page).status_code for each in (mayor, dana)] == [403, 403]
    with acting_atomic("system:demo"):
        finding = FindingFactory(assessment__site=proposed.site, text="Nobody reads them.")
        stranger = RecommendationFactory(site=lakeside)
    assert lee.get(f"/recommendations/{stranger.pk}/correct/").status_code == 404
    day = proposed.due_on + timedelta(days=9)
    sent = {
        **RIGHT,
        "core_area": proposed.core_area.slug,
        "finding": str(finding.pk),
        "due_on": f"{day:%m/%d/%Y}",
        "version": "1",
    }
    asked = lee.post(page, {**sent, "reason": ""})
    assert "Enter a reason. It's saved with the recommendation." in words(asked)
    assert "Each month." in asked.text
    past = f"{clock.today('America/Chicago') - timedelta(days=1):%m/%d/%Y}"
    assert "Enter today or a later day." in words(lee.post(page, {**sent, "due_on": past}))
    assert lee.post(page, sent)["Location"] == own
    late = lee.post(page, {**sent, "headline": "Something else"})
    assert late.status_code == 409
    assert "Someone else changed this" in words(late)
    shown = words(mayor.get(own))
    assert "What the site should do: Review opn cases → Review open cases" in shown
    assert f"Finding it follows from: none → {finding.assessment.title}, finding 1" in shown
    assert "“The case was wrong.”" in shown
    assert "Recommendation: corrected" in words(mayor.get("/sites/riverton-ex/timeline/"))
    drain()
    assert told() == [dana_of_riverton.name]


def test_once_accepted_its_day_is_the_sites_and_its_owner_is_notified(
    proposed, acting_as, lee_liaison, dana_of_riverton, ella, drain
):
    accepted = in_state(proposed, "accepted", owner="Chief", owner_person=ella)
    other = accepted.due_on + timedelta(days=5)
    with acting_as(lee_liaison) as by:
        kept = recommendation_corrections.correct(
            accepted, **values_of(accepted) | RIGHT | {"due_on": other}, by=by
        )
        [step] = RecommendationStep.objects.filter(step="correct")
    assert kept.due_on == accepted.due_on
    assert step.changes == {
        "headline": ["Review opn cases", "Review open cases"],
        "text": [accepted.text, "Each month."],
    }
    drain()
    assert told() == [ella.name]
    with acting_as(ella):
        notice = Notification.objects.get()
    assert "see the corrected recommendation" in notice.title
    assert "open cases" not in notice.title


def test_each_of_its_words_is_corrected_and_a_day_that_has_passed_may_stay(
    proposed, acting_as, lee_liaison
):
    with acting_atomic("system:demo"):
        for slug in ("trust", "data"):
            Principle.objects.create(slug=slug, name=slug.title())
        area, other = (
            proposed.core_area,
            CoreAreaFactory(slug="crime-analysis", name="Crime Analysis"),
        )
    past = clock.today("America/Chicago") - timedelta(days=1)
    row = in_state(proposed, "proposed", due_on=past, principles=["data", "trust"])
    both = list(Principle.objects.filter(slug__in=["trust", "data"]).order_by("-slug"))
    same = values_of(row) | {"principles": both}
    with acting_as(lee_liaison) as by:
        # The order of principles means nothing.
        with pytest.raises(InvalidInput, match="Nothing differs"):
            recommendation_corrections.correct(row, **same, reason="Wrong.", by=by)
        right = {"core_area": other, "repeats_every_days": 90, "principles": both[:1]}
        kept = recommendation_corrections.correct(row, **same | right, reason=" Wrong. ", by=by)
        [step] = RecommendationStep.objects.filter(step="correct")
    assert (kept.due_on, kept.repeats_every_days, kept.principles) == (past, 90, ["trust"])
    assert step.reason == "Wrong."
    assert step.changes == {
        "core_area": [area.name, "Crime Analysis"],
        "repeats_every_days": ["", "90"],
        "principles": ["data, trust", "trust"],
    }


def test_an_owner_who_left_is_not_notified_and_neither_is_who_corrects_their_own(
    proposed, acting_as, member, lee_liaison, dana_of_riverton, drain
):
    def corrected(row: Recommendation, headline: str) -> None:
        with acting_as(lee_liaison) as by:
            given = values_of(row) | {"headline": headline}
            recommendation_corrections.correct(row, **given, reason="Wrong.", by=by)
        drain()

    mine = in_state(proposed, "accepted", owner="Lee", owner_person=lee_liaison)
    corrected(mine, "Mine")
    assert told() == []
    seat = member(proposed.site, "executive-leadership", "executive")
    gone = in_state(proposed, "accepted", owner_person=seat.user)
    with acting_atomic("system:demo"):
        Membership.objects.filter(pk=seat.pk).update(ends_at=clock.now())
    corrected(gone, "Theirs")
    assert told() == [dana_of_riverton.name]


def test_a_correction_is_told_to_who_acts_on_it_until_it_is_withdrawn(
    proposed, acting_as, lee_liaison, dana_of_riverton, mayor_of_riverton
):
    asks = recommendation_notices.TELLS(f"{proposed.pk}|proposed")

    def refusals() -> list[MailState | None]:
        with acting_atomic("system:outbox"):
            people = (dana_of_riverton, mayor_of_riverton)
            return [gate.refusal(each, asks, proposed.site_id) for each in people]

    assert refusals() == [None, MailState.OVER]
    with acting_as(lee_liaison) as by:
        recommendations.take(proposed, "withdraw", version=1, values={"reason": "No."}, by=by)
    assert refusals() == [MailState.OVER, MailState.OVER]


def test_only_who_writes_corrects_until_the_work_is_done_and_never_what_was_imported(
    proposed, acting_as, client_of, lee_liaison, dana_of_riverton
):
    lee = client_of(lee_liaison)
    correct = recommendation_corrections.correct
    given = values_of(proposed) | RIGHT
    with acting_as(dana_of_riverton) as by, pytest.raises(NotYourRecommendation):
        correct(proposed, **given, by=by)
    with acting_as(lee_liaison) as by:
        with pytest.raises(InvalidInput, match="reason"):
            correct(proposed, **given | {"reason": " "}, by=by)
        with pytest.raises(InvalidInput, match="Nothing differs"):
            correct(proposed, **values_of(proposed), reason="Wrong.", by=by)
        with pytest.raises(StaleEdit):
            correct(proposed, **given | {"version": 0}, by=by)
    for status in ("implemented", "verified", "declined", "lapsed", "withdrawn"):
        row = in_state(proposed, status)
        with acting_as(lee_liaison) as by, pytest.raises(Refused, match="can't be corrected"):
            correct(row, **given, by=by)
        assert lee.get(f"/recommendations/{row.pk}/correct/").status_code == 409
    with acting_atomic("system:demo"):
        reported = RecommendationFactory(site=proposed.site, origin="imported")
    with acting_as(lee_liaison) as by, pytest.raises(ReportedOnly):
        correct(reported, **given, by=by)


def test_the_api_corrects_and_keeps_what_is_not_sent(
    proposed, caller, lee_liaison, mayor_of_riverton
):
    address, lee = f"/recommendations/{proposed.pk}/", caller(lee_liaison)
    tag, to = lee.get(address)["ETag"], f"{address}corrections/"
    assert caller(mayor_of_riverton).post(to, RIGHT, If_Match=tag).status_code == 403
    assert lee.post(to, RIGHT).status_code == 428
    done = lee.post(to, RIGHT, If_Match=tag)
    assert (done.status_code, done.json()["headline"]) == (200, "Review open cases")
    assert done.json()["due_on"] == proposed.due_on.isoformat()
    assert "Nothing differs" in lee.post(to, RIGHT, If_Match=done["ETag"]).text
    assert lee.post(to, RIGHT, If_Match=tag).status_code == 412


def test_a_withdrawn_recommendation_asks_nothing_of_anyone(
    proposed, client_of, acting_as, lee_liaison, mona_manager, dana_of_riverton, drain
):
    page = f"/recommendations/{proposed.pk}/withdraw/"
    dana, lee, own = (
        client_of(dana_of_riverton),
        client_of(lee_liaison),
        f"/recommendations/{proposed.pk}/",
    )
    assert str(proposed.pk) in str(asked_of(dana_of_riverton))
    assert page not in dana.get(own).text
    assert dana.get(page).status_code == 403
    assert page in lee.get(own).text
    assert "Enter a reason" in words(lee.post(page, {"reason": " ", "version": "1"}))
    assert lee.post(page, {"reason": "Meant for Lakeside.", "version": "1"}).status_code == 303
    assert str(proposed.pk) not in str(asked_of(dana_of_riverton))
    shown = dana.get(own)
    assert "“Meant for Lakeside.”" in words(shown)
    assert "origin=recommendation" not in shown.text
    assert proposed.headline not in words(lee.get("/recommendations/?state=open"))
    assert "Recommendation: withdrawn" in words(dana.get("/sites/riverton-ex/timeline/"))
    drain()
    assert told() == [dana_of_riverton.name]
    with acting_as(dana_of_riverton) as by, pytest.raises(Refused):
        recommendations.take(
            proposed,
            "accept",
            version=2,
            values={"owner": "Chief", "due_on": date(2030, 1, 1)},
            by=by,
        )


@pytest.mark.parametrize("status", ["accepted", "in-progress"])
def test_work_that_was_accepted_is_withdrawn(proposed, acting_as, lee_liaison, status):
    row = in_state(proposed, status)
    with acting_as(lee_liaison) as by:
        done = recommendations.take(
            row, "withdraw", version=row.version, values={"reason": "Wrong."}, by=by
        )
    assert done.status == "withdrawn"


def test_done_work_is_not_withdrawn_and_a_contact_declines_instead(
    proposed, acting_as, mona_manager, dana_of_riverton
):
    reason = {"reason": "Wrong."}
    with acting_as(dana_of_riverton) as by, pytest.raises(NotAllowed):
        recommendations.take(proposed, "withdraw", version=1, values=reason, by=by)
    done = in_state(proposed, "implemented")
    with acting_as(mona_manager) as by, pytest.raises(Refused):
        recommendations.take(done, "withdraw", version=done.version, values=reason, by=by)


def test_what_was_shared_of_it_is_shared_no_longer(
    proposed, acting_as, lee_liaison, dana_of_riverton
):
    with acting_atomic("system:demo"):
        other = RecommendationFactory(site=proposed.site, status="implemented")
    done, share = in_state(proposed, "implemented"), shared_recommendations.share
    with acting_as(dana_of_riverton) as by:
        first = share(done, headline="Fewer", result="Half.", last_day=None, by=by)
        shared_recommendations.revoke(first, by=by)
        share(done, headline="Fewer", result="Half of them.", last_day=None, by=by)
        share(other, headline="More", result="Twice.", last_day=None, by=by)
    again = in_state(done, "in-progress")
    with acting_as(lee_liaison) as by:
        recommendations.take(
            again, "withdraw", version=again.version, values={"reason": "Wrong."}, by=by
        )
        left = SharedRecommendation.objects.in_force(clock.now())
        assert [row.recommendation_id for row in left] == [other.pk]
        ended = SharedRecommendation.objects.of_recommendation(done.pk)
        assert [row.ended_by_id for row in ended.order_by("ended_at")] == [
            dana_of_riverton.pk,
            lee_liaison.pk,
        ]
