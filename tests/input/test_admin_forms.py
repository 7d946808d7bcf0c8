"""The administration's forms: whatever a field is sent, no page breaks."""

import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.contrib import admin
from django.db import transaction
from django.urls import NoReverseMatch, reverse

from tests.pages import shown

CHANGE = re.compile(r'href="(/admin/[^"]+/change/)')
NONSENSE = ["", "null"]
# The admin's own counters of inline rows, and what a field showed.
DJANGOS = ("csrfmiddlewaretoken", "initial-", "_")


@pytest.fixture
def adam(client_as):
    """Return the administrator's client."""
    return client_as("admin-glass")


def forms_of(adam) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each form that can be saved, a new row's and the first row's, with what it shows."""
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        listed = adam.get(reverse(f"{name}_changelist")).content.decode()
        found = CHANGE.search(listed)
        addresses = [found[1]] if found else []
        with suppress(NoReverseMatch):
            addresses.append(reverse(f"{name}_add"))
        for address in addresses:
            page = adam.get(address)
            if page.status_code == 200 and b'name="_save"' in page.content:
                yield address, shown(page)


def test_no_field_breaks_a_form(adam, world, django_db_blocker):
    wrong, asked = [], 0
    with django_db_blocker.unblock():
        for address, sent in forms_of(adam):
            for field in sent:
                if field.startswith(DJANGOS) or field.endswith("_FORMS"):
                    continue
                for value in NONSENSE:
                    with transaction.atomic():
                        answer = adam.post(address, sent | {field: value})
                        transaction.set_rollback(True)
                    asked += 1
                    if answer.status_code >= 500:
                        wrong.append(f"{address} {field}={value!r}")
    assert not wrong, "\n".join(wrong)
    assert asked > 200
