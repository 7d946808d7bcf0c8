"""Many at once, with real commits: one path is taken, everybody else is told why."""

from collections import Counter

import pytest
from django.test import Client

from foundation.accounts.actors import Actor
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import Refused
from tests.together import Meet, at_once, does
from tta_requests.actions import declines, triage
from tta_requests.models import Entry, TTARequest

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

MANY = 50
SUBMITS = 20


def test_of_fifty_conflicting_steps_one_is_taken(put_in, dana_of_riverton, cora_coordinator):
    tta_request = put_in("triage")
    letter = {"reasons": ["outside-tta"], "text": "No.", "alternatives": "Ask the state."}

    def withdraw(by: Actor) -> str:
        return triage.withdraw(tta_request, reason="Solved.", by=by).status

    def decline(by: Actor) -> str:
        return declines.decline(tta_request, **letter, by=by).status

    steps = [does(dana_of_riverton, withdraw), does(cora_coordinator, decline)]
    answers = Counter(
        each.message if isinstance(each, Refused) else each
        for each in at_once(*steps * (MANY // 2))
    )
    with acting_atomic("system:demo"):
        status = TTARequest.objects.get(pk=tta_request.pk).status
        taken = Entry.objects.filter(request=tta_request, kind__in=["withdraw", "decline"]).count()
    assert answers[status] == taken == 1
    told = [answer for answer in answers.elements() if answer != status]
    assert len(told) == MANY - 1
    assert all("while its status is" in sentence for sentence in told)


def test_twenty_presses_of_one_form_make_one_request(
    standards, dana_of_riverton, riverton, gun_violence
):
    clients = [Client() for _ in range(SUBMITS)]
    for client in clients:
        client.force_login(dana_of_riverton)
    form = {
        "site": riverton.slug,
        "title": "Pressed twenty times",
        "core_area": gun_violence.slug,
        "kind": "training",
        "urgency": "expedited",
        "delivery_mode": "either",
        "problem": "Impatience.",
        "desired_change": "One request.",
        "nonce": "one-form-many-presses",
        "then": "submit",
    }

    def press(meet: Meet) -> tuple[int, str | None]:
        client = clients.pop()
        meet()
        answer = client.post("/requests/new/", form)
        return answer.status_code, answer.headers.get("Location")

    answers = set(at_once(*[press] * SUBMITS))
    with acting_atomic("system:demo"):
        [made] = TTARequest.objects.filter(title="Pressed twenty times")
    assert answers == {(303, f"/requests/{made.number}/")}
