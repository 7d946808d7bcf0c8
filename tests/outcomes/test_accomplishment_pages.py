"""Pages of accomplishments: lists, one with its evidence, its draft, and its steps."""

import re
from datetime import date

import pytest

from engagements.models import Commitment, Goal, Measurement, Plan
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from outcomes.actions import accomplishments, evidence
from outcomes.models import Accomplishment, AccomplishmentEvidence
from outcomes.presenters.accomplishments import figures_of
from tests.factories.engagements import (
    AssessmentFactory,
    EngagementFactory,
    RecommendationFactory,
)
from tests.factories.tta_requests import CoreAreaFactory
from tests.outcomes.conftest import WORDS
from tests.pages import markup, words

TAB = "/sites/riverton-ex/accomplishments/"


def page_of(found) -> str:
    return f"/accomplishments/{found.pk}/"


@pytest.fixture
def advised(riverton):
    """A verified recommendation to Riverton from an assessment."""
    with acting_atomic("system:demo"):
        assessment = AssessmentFactory(site=riverton, title="Homicide review")
        return RecommendationFactory(
            site=riverton, assessment=assessment, status="verified", headline="Add detectives"
        )


def test_the_empty_list_says_who_writes_and_shows_the_button_to_them(
    riverton, client_of, dana_of_riverton, mayor_of_riverton
):
    assert "Write accomplishment" in words(client_of(dana_of_riverton).get(TAB))
    said = words(client_of(mayor_of_riverton).get(TAB))
    assert "No accomplishments yet." in said
    assert "Write accomplishment" not in said
    assert client_of(mayor_of_riverton).get(f"{TAB}new/").status_code == 403


def test_a_draft_from_a_recommendation_rests_on_it_and_both_pages_link(
    advised, client_of, dana_of_riverton
):
    client, board = client_of(dana_of_riverton), f"/recommendations/{advised.pk}/"
    address = f"{TAB}new/?recommendation={advised.pk}"
    assert address in client.get(board).content.decode()
    form = {"headline": "Six more", "narrative": "It led to six more.", "label_1": "Detectives"}
    refused = client.post(address, form)
    assert refused.status_code == 422
    assert "Enter the number after." in words(refused)
    form |= {"after_1": "18", "before_1": "12", "period_1": "2026"}
    refused = client.post(address, form)
    assert "doesn't claim what caused a change" in words(refused)
    assert 'value="Six more"' in refused.content.decode()
    form |= {"narrative": "It contributed to six more."}
    made = client.post(address, form, follow=True)
    assert '<a href="#evidence">18' in made.content.decode()
    said = words(made)
    for text in (
        "Draft saved. Add the evidence it rests on.",
        "Up 50%, computed from the two numbers.",
        "Assessment: Homicide review",
        "Recommendation: Add detectives",
        "You wrote it.",
        "The site's executive leadership attests it next.",
    ):
        assert text in said
    assert "Six more" in words(client.get(board))


def test_a_figure_that_was_corrected_since_says_so(
    draft, riverton, act, client_of, dana_of_riverton
):
    with acting_atomic("system:demo"):
        plan = Plan.objects.create(
            site=riverton, engagement=EngagementFactory(site=riverton), kind="strategic"
        )
        of = {"site": riverton, "plan": plan, "goal_key": plan.pk, "entered_at": clock.now()}
        wrong = Measurement.objects.create(value=520, measured_on=date(2026, 6, 1), **of)
    with act(dana_of_riverton) as by:
        evidence.add(draft, [wrong], version=1, by=by)
    page = page_of(draft)
    assert "corrected since" not in words(client_of(dana_of_riverton).get(page))
    with acting_atomic("system:demo"):
        more = {"corrects": wrong, "reason": "A digit too many."}
        Measurement.objects.create(value=52, measured_on=date(2026, 6, 1), **of, **more)
    assert "520, corrected since" in words(client_of(dana_of_riverton).get(page))


def test_a_changed_draft_without_evidence_asks_for_it(client_of, dana_of_riverton, riverton):
    client = client_of(dana_of_riverton)
    typed = {"headline": "Sooner", "narrative": "Leads were followed."}
    made = client.post(f"{TAB}new/", typed)["Location"]
    saved = words(client.post(f"{made}edit/", typed | {"version": "1"}, follow=True))
    assert "Draft changed. Add the evidence it rests on." in saved


def test_evidence_is_told_apart_by_goal_request_and_day(
    draft, riverton, client_of, dana_of_riverton, sent_by
):
    """Commitments of a template have the same words at each request, and a number alone says nothing."""
    asked = sent_by(dana_of_riverton, riverton)
    with acting_atomic("system:demo"):
        plan = Plan.objects.create(
            site=riverton, engagement=EngagementFactory(site=riverton), kind="strategic"
        )
        goal = Goal.objects.create(
            site=riverton, plan=plan, core_area=CoreAreaFactory(), text="Clear more homicides",
            unit="percent", baseline_on=date(2026, 1, 1), target=60, due_on=date(2027, 1, 1),
        )  # fmt: skip
        figure = Measurement.objects.create(
            site=riverton, plan=plan, goal_key=goal.pk, value=52,
            measured_on=date(2026, 6, 1), entered_at=clock.now(),
        )  # fmt: skip
        promised = {"site": riverton, "text": "Send findings.", "owed_by": "site"}
        promised |= {"made_at": clock.now()}
        Commitment.objects.create(**promised, due_on=date(2026, 7, 1))
        Commitment.objects.create(**promised, due_on=date(2026, 7, 2), request=asked)
    client = client_of(dana_of_riverton)
    add = f"{page_of(draft)}evidence/"
    said = words(client.get(add))
    assert "Clear more homicides: 52 percent on Jun 1, 2026" in said
    assert "Send findings, due Jul 1, 2026" in said
    assert f"Send findings, {asked.number}, due Jul 2, 2026" in said
    sent = {"version": "1", "measurement": str(figure.pk)}
    shown = words(client.post(add, sent, follow=True))
    assert "Clear more homicides: 52 percent" in shown


def test_evidence_that_a_reader_may_not_open_is_a_kind_and_a_day(
    draft, riverton, act, client_of, dana_of_riverton, mayor_of_riverton, sent_by
):
    asked = sent_by(dana_of_riverton, riverton, title="Review of case files")
    with act(dana_of_riverton) as by:
        evidence.add(draft, [asked], version=1, by=by)
    with acting_atomic("system:demo"):
        type(asked).objects.filter(pk=asked.pk).update(handling="federal", federal_agencies=["FBI"])
    page = client_of(mayor_of_riverton).get(page_of(draft))
    said = words(page)
    assert "Request: you don't have access to this" in said
    assert page.content.decode().count('<li class="psp-no-print">') == 1
    assert "Review of case files" not in said
    assert asked.number not in said


def test_evidence_changes_in_a_draft_only_and_comes_from_the_site(
    draft, advised, riverton, lakeside, act, client_of, dana_of_riverton, people, take
):
    client = client_of(dana_of_riverton)
    add = f"{page_of(draft)}evidence/"
    with acting_atomic("system:demo"):
        foreign = RecommendationFactory(site=lakeside)
    assert "Choose at least one" in words(client.post(add, {"version": "1"}))
    wrong = client.post(add, {"version": "1", "recommendation": str(foreign.pk)})
    assert wrong.status_code == 422
    done = client.post(add, {"version": "1", "recommendation": str(advised.pk)}, follow=True)
    assert "Evidence added." in words(done)
    with act(dana_of_riverton):
        line = AccomplishmentEvidence.objects.get(recommendation=advised)
    twice = client.post(add, {"version": "2", "recommendation": str(advised.pk)})
    assert "This is evidence already." in words(twice)
    take(draft, "attest", people["attest"])
    remove = f"/accomplishments/evidence/{line.pk}/remove/"
    assert "Only a draft can be changed." in words(client.post(remove, {"version": "3"}))
    with acting_atomic("system:demo"), pytest.raises(Exception, match="in a draft only"):
        AccomplishmentEvidence.objects.filter(pk=line.pk).delete()


def test_each_step_says_whose_turn_it_is_and_why_not_yours(
    draft, client_of, people, dana_of_riverton, ula_of_riverton, omar_of_lakeside, lee_liaison
):
    own = client_of(people["attest"])
    assert client_of(omar_of_lakeside).get(page_of(draft)).status_code == 404
    refused = client_of(ula_of_riverton).post(f"{page_of(draft)}attest/", {"version": "1"})
    assert refused.status_code == 403
    assert "The site's executive leadership attests it next." in words(refused)
    early = client_of(lee_liaison).get(f"{page_of(draft)}verify/")
    assert early.status_code == 409
    assert "The site's executive leadership attests it next." in words(early)
    stale = own.post(f"{page_of(draft)}attest/", {"version": "0"})
    assert stale.status_code == 409
    assert "Someone else changed this" in words(stale)
    done = own.post(f"{page_of(draft)}attest/", {"version": "1"}, follow=True)
    assert "Attested. The site's liaison verifies it next." in words(done)
    again = own.post(f"{page_of(draft)}attest/", {"version": "2"})
    assert again.status_code == 409


def test_a_change_that_came_between_loses_nothing_that_was_typed(
    draft, client_of, take, people, dana_of_riverton
):
    """Short texts and numbers are kept, which the page of a refusal leaves out."""
    client, edit = client_of(dana_of_riverton), f"{page_of(draft)}edit/"
    typed = {"headline": "Sooner", "narrative": "Leads were followed.", "version": "0"}
    typed |= {"label_1": "Leads", "before_1": "10", "after_1": "20", "period_1": "2026"}
    stale = client.post(edit, typed)
    assert stale.status_code == 409
    assert "Someone else changed this" in words(stale)
    shown = markup(stale)
    assert {'value="Sooner"', 'value="10"', 'value="20"'} <= set(
        re.findall(r'value="[^"]*"', shown)
    )
    assert 'name="version" value="1"' in shown
    saved = words(client.post(edit, typed | {"version": "1"}, follow=True))
    assert "Draft changed. The site's executive leadership attests it next." in saved
    take(draft, "attest", people["attest"])
    late = client.post(edit, typed | {"version": "3"})
    assert (late.status_code, "Only a draft can be changed." in words(late)) == (409, True)
    assert 'value="Sooner"' in markup(late)
    # Nothing is asked for that would be refused.
    for page in (edit, f"{page_of(draft)}evidence/"):
        asked = client.get(page)
        assert (asked.status_code, "Only a draft can be changed." in words(asked)) == (409, True)


def test_a_manager_corrects_and_withdraws_with_a_reason(
    draft, reach, client_of, mona_manager, omar_of_lakeside, client
):
    found, manager = reach(draft), client_of(mona_manager)
    assert client_of(omar_of_lakeside).get(page_of(draft)).status_code == 404
    form = {
        "version": str(found.version),
        "headline": "Five more homicide detectives",
        "narrative": WORDS["narrative"],
        "label_1": "Homicide detectives",
        "before_1": "12",
        "after_1": "17",
        "period_1": "2019",
    }
    assert "Enter a reason." in words(manager.post(f"{page_of(draft)}correct/", form))
    form["reason"] = "One had left."
    said = words(manager.post(f"{page_of(draft)}correct/", form, follow=True))
    assert "Five more homicide detectives" in said
    assert "One had left." in said
    form = {"version": str(found.version + 1), "reason": "Counted twice."}
    said = words(manager.post(f"{page_of(draft)}withdraw/", form, follow=True))
    assert "It was withdrawn. No steps are left." in said


def test_the_list_across_sites_filters_and_takes_few_statements(
    draft, act, client_of, mona_manager, dana_of_riverton, riverton, django_assert_max_num_queries
):
    with act(dana_of_riverton) as by:
        for number in range(3):
            accomplishments.draft(
                site=riverton, words=WORDS | {"headline": f"Claim {number}"}, by=by
            )
    client = client_of(mona_manager)
    client.get("/accomplishments/board/")
    with django_assert_max_num_queries(14):
        said = words(client.get("/accomplishments/board/?state=waiting"))
    assert "Claim 2" in said
    for path in ("/accomplishments/board/", TAB):
        assert "Clear filters" not in words(client.get(path))
        none = words(client.get(f"{path}?state=published"))
        assert "Clear filters" in none
        assert "No accomplishments found." in none
        assert "No accomplishments yet" not in none


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("1,200", "600.0", "Down 50%, computed from the two numbers."),
        ("1", "9e999999", ""),
        ("0", "5", ""),
        ("12", "more than 18", ""),
    ],
)
def test_a_change_is_computed_from_plain_numbers_only(before, after, said):
    figure = {"label": "Detectives", "before": before, "after": after, "period": "2025"}
    [shown] = figures_of(Accomplishment(figures=[figure]))
    assert shown.change == said


def test_a_page_takes_few_statements(
    draft, advised, act, client_of, dana_of_riverton, django_assert_max_num_queries
):
    with act(dana_of_riverton) as by:
        evidence.add(draft, [advised], version=1, by=by)
    client = client_of(dana_of_riverton)
    client.get(page_of(draft))
    with django_assert_max_num_queries(18):
        client.get(page_of(draft))


def test_the_reported_ones_have_no_steps(riverton, client_of, mona_manager):
    with acting_atomic("system:demo"):
        found = Accomplishment.objects.create(
            site=riverton,
            headline="Reported",
            narrative="As reported.",
            status="published",
            origin="imported",
            reported_order=99,
        )
    said = words(client_of(mona_manager).get(page_of(found)))
    assert "The program reported this accomplishment" in said
    assert "Five steps" not in said
    assert client_of(mona_manager).get(f"{page_of(found)}withdraw/").status_code == 409


def test_the_form_shows_one_figure_and_folds_the_others_until_they_are_begun(
    riverton, client_of, dana_of_riverton, fbi_of_riverton
):
    """It also says which federal partners nobody could agree for."""
    client = client_of(dana_of_riverton)
    page = client.get(f"{TAB}new/")
    assert "Add a second figure Figure 2" in words(page)
    assert "Add a first figure" not in words(page)
    assert "Drug Enforcement Administration (no one in its seat)" in words(page)
    assert "Federal Bureau of Investigation (no one" not in words(page)
    begun = client.post(f"{TAB}new/", {"headline": "Six more", "after_2": "18"})
    assert "Add a second figure" not in words(begun)
    assert "Add a third figure" in words(begun)
    assert "Enter what it counts." in words(begun)
