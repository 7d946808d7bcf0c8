"""Rows for measurements: in bulk, without history, and the triggers wake again."""

import pytest
from django.db import connections, transaction

from demo.actions import bench
from foundation.tenancy.context import acting
from tests.factories.tta_requests import CoreAreaFactory
from tta_requests.models import TTARequest

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

ASLEEP = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'"


def test_bulk_rows_have_no_history_and_the_triggers_wake_again():
    CoreAreaFactory.build().save(using="owner")
    with transaction.atomic(using="owner"):
        bench.seed(3, told=lambda _line: None)
    with acting("system:migrate"), transaction.atomic(using="owner"):
        assert TTARequest.objects.using("owner").count() == 3
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM tta_requests_ttarequestevent")
            assert cursor.fetchone() == (0,)
            cursor.execute(ASLEEP)
            assert cursor.fetchall() == []
