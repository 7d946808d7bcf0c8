"""Many at once, with real commits: one path is taken, everybody else is told why."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from foundation.accounts.actors import resolve
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import Refused
from tta_requests.actions import declines, triage
from tta_requests.models import Entry, TTARequest

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

MANY = 50
SUBMITS = 20


@pytest.fixture
def together():
    """Run a function so many times at one moment, each on a connection of its own; its answers."""

    def run(function, times):
        barrier = threading.Barrier(times)

        def one(number):
            try:
                return function(number, barrier)
            finally:
                connection.close()

        with ThreadPoolExecutor(times) as pool:
            return list(pool.map(one, range(times)))

    return run


def test_of_fifty_conflicting_steps_one_is_taken(
    together, put_in, dana_of_riverton, cora_coordinator
):
    tta_request = put_in("triage")
    letter = {"reasons": ["outside-tta"], "text": "No.", "alternatives": "Ask the state."}

    def step(number, barrier):
        person = dana_of_riverton if number % 2 else cora_coordinator
        with acting_atomic(f"user:{person.pk}"):
            by = resolve(person)
            barrier.wait(30)
            try:
                if number % 2:
                    return triage.withdraw(tta_request, reason="Solved.", by=by).status
                return declines.decline(tta_request, **letter, by=by).status
            except Refused as refusal:
                return refusal.message

    answers = Counter(together(step, MANY))
    with acting_atomic("system:demo"):
        status = TTARequest.objects.get(pk=tta_request.pk).status
        taken = Entry.objects.filter(request=tta_request, kind__in=["withdraw", "decline"]).count()
    assert answers[status] == taken == 1
    told = [answer for answer in answers.elements() if answer != status]
    assert len(told) == MANY - 1
    assert all("while its state is" in sentence for sentence in told)


def test_twenty_presses_of_one_form_make_one_request(
    together, standards, dana_of_riverton, riverton, gun_violence
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

    def press(number, barrier):
        barrier.wait(30)
        answer = clients[number].post("/requests/new/", form)
        return answer.status_code, answer.headers.get("Location")

    answers = set(together(press, SUBMITS))
    with acting_atomic("system:demo"):
        [made] = TTARequest.objects.filter(title="Pressed twenty times")
    assert answers == {(303, f"/requests/{made.number}/")}
