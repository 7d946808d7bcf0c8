"""The security log: what a line holds, and when it stays."""

import pytest
from django.db import transaction

from foundation.audit.enums import Kind
from foundation.audit.models import SecurityEvent
from foundation.audit.origin import client_ip
from foundation.audit.record import record
from foundation.tenancy.context import acting


def test_a_line_names_who_acted(db):
    with acting("user:7"):
        record(Kind.EXPORTED, user_id=7, detail={"rows": 3})
    line = SecurityEvent.objects.get()
    assert (line.principal, line.user_id, line.detail) == ("user:7", 7, {"rows": 3})


def test_a_line_falls_with_what_it_tells_of(db):
    with transaction.atomic():
        record(Kind.EXPORTED, user_id=7)
        transaction.set_rollback(True)
    assert not SecurityEvent.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept"), [("10.1.2.3", "10.1.2.3"), ("::1", "::1"), ("", None), ("unix:", None)]
)
def test_an_address_is_kept_where_it_is_one(rf, given, kept):
    assert client_ip(rf.get("/", REMOTE_ADDR=given)) == kept


def test_no_request_has_no_address():
    assert client_ip(None) is None
