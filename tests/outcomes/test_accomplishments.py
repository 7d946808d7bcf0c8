"""Accomplishments: five people, settled words, a federal partner's agreement, and who reads what."""

from itertools import combinations

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.needs.reading import needs_of
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, NotAllowed, NotFound, Refused, StaleEdit
from outcomes import policies
from outcomes.actions import accomplishments
from outcomes.enums import ACCOMPLISHMENT_LIFECYCLE, AccomplishmentState
from outcomes.errors import (
    ClaimsACause,
    NotADraft,
    NothingCorrected,
    NotYourAccomplishment,
    ReportedAccomplishment,
    UnlikelyFigure,
)
from outcomes.models import Accomplishment, AccomplishmentEvidence, AccomplishmentStep
from outcomes.models.accomplishments import PEOPLE
from psp_portal.management.commands.load_reference import load_all
from sites.models import Membership
from tests.outcomes.conftest import WORDS
from tests.pages import words

A = AccomplishmentState


def test_five_people_take_it_to_the_public(draft, reach, act, omar_of_lakeside):
    reach(draft)
    with act(omar_of_lakeside) as by:
        [seen] = Accomplishment.objects.visible_to(by)
        assert seen.status == A.PUBLISHED
        assert seen.published_at
        assert seen.figures[0]["after"] == "18"
        assert not AccomplishmentStep.objects.exists()
    with acting_atomic("system:demo"):
        steps = AccomplishmentStep.objects.of_accomplishment(draft.pk)
        assert [step.step for step in steps][::-1] == [
            "draft",
            "attest",
            "verify",
            "clear",
            "publish",
        ]


@pytest.mark.parametrize("last", ["attest", "verify", "clear"])
def test_nobody_else_reads_it_before(draft, reach, act, omar_of_lakeside, last):
    reach(draft, last)
    for who in (Actor.public(), None):
        with act(omar_of_lakeside) as by:
            assert not Accomplishment.objects.visible_to(who or by).exists()
            assert not Accomplishment.objects.exists()


def test_it_is_gone_for_others_once_withdrawn(
    draft, reach, take, act, mona_manager, omar_of_lakeside
):
    reach(draft)
    with pytest.raises(InvalidInput):
        take(draft, "withdraw", mona_manager)
    take(draft, "withdraw", mona_manager, reason="A figure was counted twice.")
    with act(omar_of_lakeside):
        assert not Accomplishment.objects.exists()
    with pytest.raises(Refused):
        take(draft, "correct", mona_manager, reason="Too late.", words=WORDS)


def test_who_cleared_it_does_not_publish_it(draft, people, reach, take, mona_manager):
    people["clear"] = mona_manager
    reach(draft, "clear")
    with pytest.raises(Refused, match="You cleared it"):
        take(draft, "publish", mona_manager)


def test_an_author_does_not_verify_or_publish(riverton, act, lee_liaison, mayor_of_riverton, take):
    with act(lee_liaison) as by:
        own = accomplishments.draft(site=riverton, words=WORDS, by=by)
    take(own, "attest", mayor_of_riverton)
    with pytest.raises(Refused, match="You wrote it"):
        take(own, "verify", lee_liaison)


def test_a_draft_that_rests_on_nothing_is_not_attested(
    riverton, act, client_of, dana_of_riverton, mayor_of_riverton
):
    with act(dana_of_riverton) as by:
        bare = accomplishments.draft(site=riverton, words=WORDS, by=by)
    with act(mayor_of_riverton) as by, pytest.raises(Refused, match="It doesn't rest on anything"):
        accomplishments.take(bare, "attest", version=1, by=by)
    page = client_of(mayor_of_riverton).get(f"/accomplishments/{bare.pk}/")
    assert "Its author first adds a recommendation" in words(page)
    listed = client_of(mayor_of_riverton).get("/sites/riverton-ex/accomplishments/")
    assert "Its author first adds a recommendation" in words(listed)
    assert (
        client_of(mayor_of_riverton).get(f"{page.request['PATH_INFO']}attest/").status_code == 409
    )
    with act(dana_of_riverton):
        assert Accomplishment.objects.get().status == A.DRAFT


@pytest.mark.parametrize(("one", "other"), list(combinations(PEOPLE[1:], 2)))
def test_the_database_keeps_the_five_apart(draft, reach, one, other):
    reach(draft)
    with acting_atomic("system:demo"):
        twice = getattr(Accomplishment.objects.get(pk=draft.pk), f"{one}_id")
        with (
            pytest.raises(IntegrityError, match="five_people_answer_for_an_accomplishment"),
            transaction.atomic(),
        ):
            Accomplishment.objects.filter(pk=draft.pk).update(**{f"{other}_id": twice})


@pytest.mark.parametrize("person", PEOPLE[1:])
def test_the_database_keeps_the_author_apart(draft, reach, dana_of_riverton, person):
    reach(draft)
    with (
        acting_atomic("system:demo"),
        pytest.raises(IntegrityError, match="five_people_answer"),
        transaction.atomic(),
    ):
        Accomplishment.objects.filter(pk=draft.pk).update(**{person: dana_of_riverton})


@pytest.mark.parametrize(
    "change",
    [
        {"status": A.PUBLISHED},
        {"status": A.VERIFIED, "verified_by": None},
        {"status": A.VERIFIED},
        {"headline": "Sixty more homicide detectives"},
        {"figures": []},
        {"author": None},
        {"origin": "imported"},
        {"attested_by": None},
    ],
)
def test_the_database_refuses_what_no_step_does(draft, reach, change):
    reach(draft, "attest")
    with acting_atomic("system:demo"), pytest.raises(DatabaseError), transaction.atomic():
        Accomplishment.objects.filter(pk=draft.pk).update(**change)


def test_a_federal_partner_agrees_before_clearance(
    riverton, act, dana_of_riverton, reach, take, people, atf_of_riverton, fbi_of_riverton
):
    with act(dana_of_riverton) as by:
        made = accomplishments.draft(site=riverton, words=WORDS | {"federal_agency": "FBI"}, by=by)
    made = reach(made, "verify")
    with pytest.raises(Refused, match="names the work of FBI"):
        take(made, "clear", people["clear"])
    for who in (atf_of_riverton, people["clear"]):
        with pytest.raises(NotAllowed), act(who) as by:
            accomplishments.concur(made, version=made.version, by=by)
    assert "names the work of FBI" in policies.turn_of(made)
    moved_at = made.moved_at
    with act(fbi_of_riverton) as by:
        agreed = accomplishments.concur(made, version=made.version, by=by)
    assert agreed.moved_at == moved_at
    assert "clears it next" in policies.turn_of(agreed)
    take(made, "clear", people["clear"])
    with acting_atomic("system:demo"), pytest.raises(IntegrityError), transaction.atomic():
        Accomplishment.objects.filter(pk=made.pk).update(concurred_by=None)
    take(made, "publish", people["publish"])
    with pytest.raises(Refused, match="FBI, which agreed to these words"):
        take(made, "correct", people["publish"], reason="Better.", words={"headline": "FBI first"})


def test_who_would_attest_it_sends_a_draft_back_once(draft, take, people):
    back = take(draft, "send-back", people["attest"], reason="Say since when.")
    assert (back.status, back.is_sent_back) == (A.DRAFT, True)
    with pytest.raises(Refused, match="Its author changes it first"):
        take(back, "send-back", people["attest"], reason="Say since when.")


def test_sent_back_it_starts_again(draft, reach, take, act, people, dana_of_riverton):
    reach(draft, "verify")
    back = take(draft, "send-back", people["clear"], reason="Say which year.")
    assert (back.status, back.people) == (A.DRAFT, {dana_of_riverton.pk})
    with pytest.raises(Refused, match="Its author changes it first"):
        take(back, "attest", people["attest"])
    with act(dana_of_riverton) as by:
        edited = accomplishments.edit(
            back, words={"headline": "Six more in 2019"}, version=back.version, by=by
        )
    assert edited.headline == "Six more in 2019"
    assert edited.figures[0]["before"] == "12"
    assert take(edited, "attest", people["attest"]).status == A.ATTESTED


def test_a_correction_keeps_the_former_version(
    draft, reach, take, act, mona_manager, dana_of_riverton
):
    reach(draft)
    figures = [WORDS["figures"][0] | {"after": "17"}]
    found = take(draft, "correct", mona_manager, reason="One had left.", words={"figures": figures})
    assert (found.status, found.figures[0]["after"]) == (A.CORRECTED, "17")
    with pytest.raises(NothingCorrected):
        take(found, "correct", mona_manager, reason="Again.", words={"figures": figures})
    with acting_atomic("system:demo"):
        kept = {row["figures"][0]["after"] for row in found.events.values("figures")}
    assert kept == {"18", "17"}


def test_only_the_author_edits_and_only_a_draft(
    draft, act, reach, ula_of_riverton, dana_of_riverton
):
    with pytest.raises(NotYourAccomplishment), act(ula_of_riverton) as by:
        accomplishments.edit(draft, words=WORDS, version=draft.version, by=by)
    with pytest.raises(StaleEdit), act(dana_of_riverton) as by:
        accomplishments.edit(draft, words=WORDS, version=draft.version + 1, by=by)
    fresh = reach(draft, "attest")
    with pytest.raises(NotADraft), act(dana_of_riverton) as by:
        accomplishments.edit(fresh, words=WORDS, version=fresh.version, by=by)


def test_another_writer_takes_over_the_draft_of_an_author_who_left(
    draft, act, take, people, lee_liaison, dana_of_riverton
):
    with pytest.raises(NotYourAccomplishment), act(lee_liaison) as by:
        accomplishments.edit(draft, words={}, version=draft.version, by=by)
    with acting_atomic("system:demo"):
        Membership.objects.filter(user=dana_of_riverton).update(ends_at=clock.now())
    with act(lee_liaison) as by:
        assert policies.can_edit(by, Accomplishment.objects.get(pk=draft.pk))
        taken = accomplishments.edit(draft, words={}, version=draft.version, by=by)
    assert taken.author_id == lee_liaison.pk
    taken = take(taken, "attest", people["attest"])
    with pytest.raises(Refused, match="You wrote it"):
        take(taken, "verify", lee_liaison)


def test_a_federal_partner_who_is_asked_sends_it_back(
    riverton, act, take, people, client_of, dana_of_riverton, fbi_of_riverton, atf_of_riverton
):
    with act(dana_of_riverton) as by:
        made = accomplishments.draft(site=riverton, words=WORDS | {"federal_agency": "FBI"}, by=by)
    made = take(made, "attest", people["attest"])
    with pytest.raises(NotAllowed):
        take(made, "send-back", atf_of_riverton, reason="Not ours.")
    with pytest.raises(InvalidInput):
        take(made, "send-back", fbi_of_riverton)
    page = client_of(fbi_of_riverton).get(f"/accomplishments/{made.pk}/send-back/")
    assert page.status_code == 200
    back = take(made, "send-back", fbi_of_riverton, reason="We sent no agents.")
    assert (back.status, back.is_sent_back) == (A.DRAFT, True)
    with pytest.raises(NotAllowed):
        take(back, "send-back", fbi_of_riverton, reason="Again.")
    with acting_atomic("system:demo"):
        Membership.objects.filter(user=fbi_of_riverton).update(ends_at=clock.now())
    said = words(client_of(dana_of_riverton).get(f"/accomplishments/{made.pk}/"))
    assert "FBI. No one holds its seat at the site" in said


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ({"narrative": "The assessment led to six more."}, ClaimsACause),
        ({"headline": "Fewer killings because of PSP"}, ClaimsACause),
        ({"narrative": "It helped, resulting  in six more."}, ClaimsACause),
        ({"figures": [WORDS["figures"][0] | {"label": "More due  to PSP"}]}, ClaimsACause),
        ({"figures": [{"label": "Detectives", "before": "12"}]}, UnlikelyFigure),
    ],
)
def test_words_that_claim_too_much_are_refused(riverton, act, dana_of_riverton, words, refusal):
    with act(dana_of_riverton) as by, pytest.raises(refusal):
        accomplishments.draft(site=riverton, words=WORDS | words, by=by)


def test_another_site_can_neither_write_nor_take_a_step(
    draft, riverton, act, omar_of_lakeside, mayor_of_riverton, lakeside
):
    with act(omar_of_lakeside) as by:
        with pytest.raises(NotYourAccomplishment):
            accomplishments.draft(site=riverton, words=WORDS, by=by)
        with pytest.raises(NotFound):
            accomplishments.take(draft, "attest", version=draft.version, by=by)
    with act(mayor_of_riverton) as by, pytest.raises(NotYourAccomplishment):
        accomplishments.draft(site=lakeside, words=WORDS, by=by)


def test_the_table_has_the_states_of_the_product():
    assert ACCOMPLISHMENT_LIFECYCLE.states == tuple(A.values)
    assert not list(ACCOMPLISHMENT_LIFECYCLE.problems())


def test_the_reported_nine_are_loaded_once_and_nobody_changes_them(act, mona_manager):
    load_all()
    load_all()
    with act(mona_manager) as by:
        nine = Accomplishment.objects.filter(origin="imported")
        assert nine.count() == 9
        assert {row.status for row in nine} == {A.PUBLISHED}
        with pytest.raises(ReportedAccomplishment):
            accomplishments.take(nine[0], "withdraw", version=1, reason="No.", by=by)
    with acting_atomic("system:demo"), pytest.raises(DatabaseError), transaction.atomic():
        Accomplishment.objects.filter(origin="imported").update(author=mona_manager)


def test_its_author_discards_a_draft_with_a_reason(draft, take, act, dana_of_riverton):
    with pytest.raises(InvalidInput):
        take(draft, "discard", dana_of_riverton)
    take(draft, "discard", dana_of_riverton, reason="The detectives had left.")
    with act(dana_of_riverton) as by:
        found = Accomplishment.objects.get()
        assert found.status == A.DISCARDED
        assert not policies.can_edit(by, found)
        last = AccomplishmentStep.objects.of_accomplishment(found.pk).first()
        assert (last.step, last.reason) == ("discard", "The detectives had left.")
    with pytest.raises(Refused):
        take(draft, "discard", dana_of_riverton, reason="Again.")


def test_a_draft_that_was_sent_back_can_be_discarded(
    draft, reach, take, lee_liaison, dana_of_riverton
):
    reach(draft, "attest")
    take(draft, "send-back", lee_liaison, reason="The figures are of another year.")
    assert take(draft, "discard", dana_of_riverton, reason="True.").status == A.DISCARDED


def test_no_one_else_discards_a_draft(draft, take, act, lee_liaison, mayor_of_riverton):
    with pytest.raises(NotAllowed, match="Only its author"):
        take(draft, "discard", lee_liaison, reason="No.")
    with pytest.raises(NotAllowed):
        take(draft, "discard", mayor_of_riverton, reason="No.")
    with act(lee_liaison) as by:
        offered = policies.accomplishment_steps_open_to(by, Accomplishment.objects.get())
        assert "discard" not in [row.name for row, _ in offered]


def test_the_wrong_person_gets_the_same_answer_for_a_discarded_draft_as_for_other_steps(
    draft, client_of, lee_liaison, mayor_of_riverton, dana_of_riverton
):
    page = f"/accomplishments/{draft.pk}/discard/"
    sent = {"reason": "No.", "version": draft.version}
    for wrong in (lee_liaison, mayor_of_riverton):
        client = client_of(wrong)
        assert [client.get(page).status_code, client.post(page, sent).status_code] == [403, 403]
    assert "Only its author can discard it." in client_of(lee_liaison).get(page).text
    author = client_of(dana_of_riverton)
    assert author.post(page, sent).status_code == 303
    assert author.post(page, sent).status_code == 409


def test_what_was_attested_is_not_discarded(draft, reach, take, dana_of_riverton):
    reach(draft, "attest")
    with pytest.raises(Refused):
        take(draft, "discard", dana_of_riverton, reason="Late.")


@pytest.mark.parametrize("is_bare", [False, True])
def test_a_discarded_draft_needs_no_one(
    draft, take, act, is_bare, dana_of_riverton, mayor_of_riverton
):
    if is_bare:
        with acting_atomic("system:demo"):
            AccomplishmentEvidence.objects.all().delete()
    person = dana_of_riverton if is_bare else mayor_of_riverton
    with act(person) as by:
        assert draft.headline in [need.title for need in needs_of(by, clock.now())]
    take(draft, "discard", dana_of_riverton, reason="The detectives had left.")
    with act(person) as by:
        assert draft.headline not in [need.title for need in needs_of(by, clock.now())]


def test_a_draft_does_not_wait_for_its_author_because_they_can_discard_it(
    draft, act, dana_of_riverton
):
    with act(dana_of_riverton) as by:
        found = Accomplishment.objects.get()
        steps = policies.accomplishment_steps_open_to(by, found)
        assert "discard" in [row.name for row, refusal in steps if not refusal]
        assert not policies.waits_for(by, found)


def test_the_page_of_a_draft_discards_it(draft, client_of, dana_of_riverton):
    address, author = f"/accomplishments/{draft.pk}/", client_of(dana_of_riverton)
    with acting_atomic("system:demo"):
        AccomplishmentEvidence.objects.all().delete()
    before = author.get(address).content.decode()
    assert f"{address}discard/" in before
    assert "Its author adds" in before
    assert author.post(f"{address}discard/", {"reason": ""}).status_code == 422
    sent = {"reason": "The detectives had left.", "version": draft.version}
    assert author.post(f"{address}discard/", sent).status_code == 303
    page = author.get(address).content.decode()
    assert "Its draft was discarded. No steps are left." in page
    assert "The detectives had left." in page
    assert "Its author adds" not in page
    assert f"{address}edit/" not in page
    listed = author.get(f"/sites/{draft.site.slug}/accomplishments/?state=discarded")
    assert draft.headline in listed.content.decode()
