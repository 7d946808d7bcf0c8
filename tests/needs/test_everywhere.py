"""Every role in every state of a request: six places answer alike what needs the reader."""

import re
from datetime import timedelta

import pytest

from foundation.accounts.actors import resolve
from foundation.calendars import clock
from foundation.needs.reading import needs_of, rows_of
from foundation.needs.registry import Within
from foundation.notifications import notify
from foundation.notifications.digests import digest_of
from foundation.notifications.gate import ACCOUNT
from foundation.notifications.notices import Due
from foundation.tenancy.context import acting, acting_atomic
from tests.tta_requests.states import put
from tta_requests.enums import UNDECIDED_STATUSES, ClockKind, Status
from tta_requests.models import Clock, TTARequest

pytestmark = pytest.mark.django_db
NEXT_STEP = re.compile(r'<section class="psp-next.*?</section>', re.DOTALL)
HEADER = re.compile(r"psp-inbox--needs.*?<b>(\d+)</b>", re.DOTALL)

DESK = {
    Status.SUBMITTED: "acknowledge",
    Status.TRIAGE: "choose-provider",
    Status.MATCHING: "acknowledge",
    Status.OFFERED: "acknowledge",
    Status.ACCEPTED: "confirm-provider",
    Status.SCOPING: "sign-for-doj",
    Status.ON_HOLD: "resume",
}
# Written by hand from PRODUCT section 5: who is waited for in which state, and for what.
WAITED_FOR = {
    "dana_of_riverton": {
        Status.DRAFT: "finish-draft",
        Status.NEEDS_INFORMATION: "answer",
        Status.SCOPING: "sign-for-site",
        Status.DELIVERED: "confirm-delivery",
    },
    "ula_of_riverton": {
        Status.DRAFT: "finish-draft",
        Status.NEEDS_INFORMATION: "answer",
        Status.SCOPING: "sign-for-site",
        Status.DELIVERED: "confirm-delivery",
    },
    "cora_coordinator": DESK,
    "mona_manager": DESK,
    "lee_liaison": dict.fromkeys((Status.SUBMITTED, Status.MATCHING, Status.OFFERED), "acknowledge")
    | {Status.ACCEPTED: "acknowledge", Status.ON_HOLD: "resume"},
    "pat_provider": {
        Status.OFFERED: "answer-offer",
        Status.SCHEDULED: "start-delivery",
        Status.IN_DELIVERY: "report-delivery",
    },
    "sam_provider": {},
    "mayor_of_riverton": {},
    "champion_of_riverton": {},
    "atf_of_riverton": {},
    "advisor_of_riverton": {},
    "ana_analyst": {},
    "adam_admin": {},
    "omar_of_lakeside": {},
}


@pytest.fixture
def people(request):
    return {name: request.getfixturevalue(name) for name in WAITED_FOR}


@pytest.fixture
def in_each_state(standards, riverton, gun_violence, dana_of_riverton, best_provider):
    """One request of Riverton in each state, with the clocks that a submission starts."""
    made = {
        state: put(
            state,
            site=riverton,
            area=gun_violence,
            requester=dana_of_riverton,
            provider=best_provider,
        )
        for state in Status
    }
    with acting("system:demo"):
        Clock.objects.bulk_create(
            clock_of(made[state], kind)
            for state in UNDECIDED_STATUSES
            for kind in (ClockKind.ACKNOWLEDGE, ClockKind.TRIAGE)
        )
    return made


def clock_of(tta_request, kind):
    now = clock.now()
    return Clock(
        site_id=tta_request.site_id,
        request=tta_request,
        kind=kind,
        urgency=tta_request.urgency,
        amount=1,
        starts_at=now - timedelta(hours=1),
        warn_at=now + timedelta(hours=5),
        due_at=now + timedelta(hours=7),
    )


def of_requests(needs):
    return {need.row.number: need.cause.slug for need in needs if need.row.number}


def asked_of(person, within=None):
    with acting(f"user:{person.pk}"):
        return needs_of(resolve(person), clock.now(), within)


def counted_for(person):
    with acting(f"user:{person.pk}"):
        return len(rows_of(resolve(person), clock.now()))


def test_the_registry_names_who_is_waited_for(people, in_each_state):
    for who, person in people.items():
        expected = {in_each_state[state].number: need for state, need in WAITED_FOR[who].items()}
        assert of_requests(asked_of(person)) == expected, who


def test_six_places_agree(people, in_each_state, client_of, riverton):
    walked = asked = 0
    for who, person in people.items():
        client, needs = client_of(person), asked_of(person)
        waits = of_requests(needs)
        day = client.get("/my-day/", follow=True).content.decode()
        workspace = client.get(f"/sites/{riverton.slug}/workspace/")
        shown = HEADER.search(day)
        assert (int(shown[1]) if shown else 0) == counted_for(person) == len(needs), who
        for state, tta_request in in_each_state.items():
            number = tta_request.number
            of_it = {key: need for key, need in waits.items() if key == number}
            assert of_requests(asked_of(person, Within(thing=str(tta_request.pk)))) == of_it
            assert (number in what_needs(day)) == bool(of_it), (who, state)
            if workspace.status_code == 200:
                panel = what_needs(workspace.content.decode())
                assert (number in panel) == bool(of_it), (who, state)
            page = client.get(f"/requests/{number}/", follow=True).content.decode()
            if panel := NEXT_STEP.search(page):
                assert ('class="usa-button psp-button"' in panel[0]) == bool(of_it), (who, state)
                asked += 1
            walked += 1
    assert walked == len(WAITED_FOR) * len(Status)
    assert asked > 100


@pytest.mark.parametrize(
    "state", [Status.SUBMITTED, Status.TRIAGE, Status.MATCHING, Status.ACCEPTED]
)
def test_what_no_clock_counts_is_not_forgotten(
    state, sent_by, riverton, gun_violence, dana_of_riverton, best_provider, cora_coordinator
):
    """Another request of the site has its clocks."""
    sent_by(dana_of_riverton, riverton)
    tta_request = put(
        state,
        site=riverton,
        area=gun_violence,
        requester=dana_of_riverton,
        provider=best_provider,
    )
    with acting("system:demo"):
        TTARequest.objects.filter(pk=tta_request.pk).update(acknowledged_at=clock.now())
    expected = {
        Status.TRIAGE: "choose-provider",
        Status.MATCHING: "choose-provider",
        Status.ACCEPTED: "confirm-provider",
    }
    found = of_requests(asked_of(cora_coordinator))
    assert found.get(tta_request.number) == expected.get(state)


def test_a_clock_of_another_step_counts_for_nothing(
    riverton, gun_violence, dana_of_riverton, best_provider, standards, cora_coordinator
):
    expected = {
        (Status.TRIAGE, ClockKind.CONTACT): "choose-provider",
        (Status.MATCHING, ClockKind.CONTACT): "acknowledge",
        (Status.ACCEPTED, ClockKind.ACKNOWLEDGE): "confirm-provider",
        (Status.SCOPING, ClockKind.CONTACT): "sign-for-doj",
    }
    made = {
        put(
            state,
            site=riverton,
            area=gun_violence,
            requester=dana_of_riverton,
            provider=best_provider,
        ): kind
        for state, kind in expected
    }
    with acting("system:demo"):
        Clock.objects.bulk_create(clock_of(each, kind) for each, kind in made.items())
    found = of_requests(asked_of(cora_coordinator))
    assert found == {each.number: expected[each.status, kind] for each, kind in made.items()}


def what_needs(page):
    """The part of My day, or of a workspace, that says what needs the reader."""
    return re.split("Waiting on others|Site team", page)[0]


def test_inbox_and_digest_say_what_the_other_places_say(people, in_each_state, client_of):
    with acting_atomic("system:outbox"):
        for tta_request in in_each_state.values():
            notify.send("told", news_of(tta_request, people.values()))
    for who, person in people.items():
        needs = asked_of(person)
        waits = of_requests(needs)
        with acting_atomic("system:outbox"):
            digest = digest_of(person)
        assert sum(line.count for line in digest.needs) == len(needs), who
        named = {line.what.partition(",")[0] for line in digest.needs} & numbers(in_each_state)
        assert named == set(waits), who
        inbox = client_of(person).get("/inbox/")
        rows = inbox.context["inbox"].rows
        assert {row.notice.number for row in rows if row.need} == set(waits), who
        assert inbox.content.decode().count("Needs you: ") == len(waits), who


def numbers(in_each_state):
    return {tta_request.number for tta_request in in_each_state.values()}


def news_of(tta_request, people):
    return Due(
        key=f"news:{tta_request.pk}",
        recipients=people,
        gate=ACCOUNT,
        number=tta_request.number,
        action="see what's new",
        url=tta_request.get_absolute_url(),
        why="You take part in requests from Riverton, EX.",
    )
