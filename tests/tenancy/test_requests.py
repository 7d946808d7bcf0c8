"""One transaction per request: what a refused request wrote is gone, what must stay stays."""

import pytest
from django.db import InternalError, connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from foundation.audit.enums import Kind
from foundation.audit.models import SecurityEvent
from foundation.tenancy import guard
from foundation.tenancy.context import acting_atomic
from foundation.tenancy.middleware import TenancyMiddleware
from sites.models import Membership, Site

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.tenancy.urls")]


@pytest.fixture
def cora(riverton, cora_coordinator, client_of):
    client = client_of(cora_coordinator)
    client.raise_request_exception = False
    return client


def notes() -> str:
    return Site.objects.get(slug="riverton-ex").notes


@pytest.mark.parametrize("status", [200, 204, 302, 303])
def test_an_answer_below_400_is_kept(cora, status):
    cora.post(f"/answer/{status}/")
    assert notes() == "written"


@pytest.mark.parametrize("status", [400, 403, 404, 409, 410, 422, 429, 500, 503])
def test_an_answer_of_400_and_more_leaves_nothing(cora, status):
    assert cora.post(f"/answer/{status}/").status_code == status
    assert notes() == ""


@pytest.mark.parametrize("what", ["403", "404", "409", "422", "418", "500"])
def test_an_error_leaves_nothing(cora, what):
    assert cora.post(f"/fail/{what}/").status_code == int(what)
    assert notes() == ""


@pytest.mark.parametrize("what", ["403", "404"])
def test_a_refusal_stays_in_the_security_log(cora, cora_coordinator, what):
    cora.post(f"/fail/{what}/")
    line = SecurityEvent.objects.get(kind=Kind.DENIED)
    assert (line.user_id, line.detail["status"]) == (cora_coordinator.pk, int(what))


def test_an_address_nobody_has_is_not_a_refusal(cora):
    assert cora.get("/nowhere/").status_code == 404
    assert not SecurityEvent.objects.filter(kind=Kind.DENIED).exists()


def test_a_row_the_policies_refuse_does_not_exist(dana_of_riverton, lakeside, client_of):
    assert client_of(dana_of_riverton).post("/write/lakeside-ex/").status_code == 404
    with acting_atomic("system:demo"):
        assert Membership.objects.at(lakeside).count() == 0


def test_no_actor_is_an_alarm_and_never_a_404(rf: RequestFactory, dana_of_riverton):
    middleware = TenancyMiddleware(lambda _: HttpResponse())
    with guard.suspended(), pytest.raises(InternalError) as alarm, transaction.atomic():
        list(Membership.objects.all())
    assert alarm.value.__cause__.pgcode == "PSP01"
    assert middleware.process_exception(rf.get("/"), alarm.value) is None


def test_the_guard_refuses_even_an_empty_table(db):
    with pytest.raises(guard.NoActor):
        Membership.objects.first()


def test_the_transaction_knows_the_person(dana_of_riverton):
    with acting_atomic(f"user:{dana_of_riverton.pk}"), connection.cursor() as cursor:
        cursor.execute("SELECT app_user()")
        assert cursor.fetchone() == (dana_of_riverton.pk,)
