"""The administration: no nonsense breaks a list, and no list answers what it does not show."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
REGISTERED = sorted(admin.site._registry.items(), key=lambda item: item[0]._meta.label)
LABELS = [model._meta.label for model, _ in REGISTERED]
NONSENSE = [
    ("", "x"),
    ("", "\x00"),
    ("__exact", "9" * 30),
    ("__gte", "x"),
    ("__gte", "99999-01-01"),
    ("__lt", "0000-00-00"),
    ("__year", "99999999999"),
    ("__month", "-1"),
    ("__day", "x"),
    ("__isnull", "x"),
    ("__in", "1,abc,\x00"),
    ("__id__exact", "9" * 30),
    ("__exact", "\u202e"),
]
ENDINGS = [
    "",
    "__exact",
    "__gte",
    "__lt",
    "__in",
    "__isnull",
    "__startswith",
    "__regex",
    "__year",
    "__range",
    "__id__exact",
]
SECRET = (
    "password",
    "secret",
    "token",
    "digest",
    "session",
    "key",
    "data",
    "payload",
    "sha256",
    "content",
)
DEEPEST = 3


@pytest.fixture
def adam(adam_admin) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(adam_admin)
    return client


def list_of(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def paths(model: type[models.Model], deep: int = 1) -> Iterator[str]:
    """Every field an address could name, through relations too, there and back."""
    for field in model._meta.get_fields():
        name = field.name
        yield name
        if deep < DEEPEST and field.is_relation and field.related_model:
            yield from (f"{name}__{inner}" for inner in paths(field.related_model, deep + 1))


def ask(client: Client, address: str, query: dict[str, str]) -> int:
    with transaction.atomic():
        answer = client.get(address, query)
        transaction.set_rollback(True)
    return answer.status_code


def offered(model_admin) -> list[str]:
    names = [each[0] if isinstance(each, tuple) else each for each in model_admin.list_filter]
    return [*(n for n in names if isinstance(n, str)), *filter(None, [model_admin.date_hierarchy])]


@pytest.mark.parametrize(("model", "model_admin"), REGISTERED, ids=LABELS)
def test_no_list_breaks_under_nonsense(adam, model, model_admin):
    queries = [(n + ending, value) for n in offered(model_admin) for ending, value in NONSENSE]
    queries += [(name, "\x00") for name in ("q", "o", "p", "all", "_to_field", "_facets")]
    queries += [("q", "9" * 30), ("p", "9" * 30), ("o", "9.-9.x"), ("id__exact", "x")]
    broken = [
        (name, value) for name, value in queries if ask(adam, list_of(model), {name: value}) >= 500
    ]
    assert broken == []
    assert adam.get(f"{list_of(model)}?q=%ed%a0%80&%ff=%00").status_code < 500


@pytest.mark.parametrize(("model", "model_admin"), REGISTERED, ids=LABELS)
def test_no_list_breaks_under_nonsense_among_the_ticked_rows(adam, model, model_admin):
    broken = []
    for action in ["delete_selected", *(model_admin.actions or ())]:
        for value in ("abc", "9" * 30, "\x00", "2026-02-30"):
            with transaction.atomic():
                form = {"action": action, "_selected_action": [value, "1"], "index": value}
                answer = adam.post(list_of(model), form)
                transaction.set_rollback(True)
            if answer.status_code >= 500:
                broken.append(f"{action} {value!r}: {answer.status_code}")
    assert broken == []


@pytest.mark.parametrize("page", ["change/", "delete/", "history/", ""])
@pytest.mark.parametrize(("model", "model_admin"), REGISTERED, ids=LABELS)
def test_no_page_of_a_row_breaks_under_nonsense(adam, model, model_admin, page):
    for value in ("%00", "9" * 30) if page == "change/" else ("%00",):
        assert adam.get(f"{list_of(model)}{value}/{page}").status_code < 500


@pytest.mark.parametrize(("model", "model_admin"), REGISTERED, ids=LABELS)
def test_only_what_a_list_offers_may_be_asked_of_it(rf, adam_admin, model, model_admin):
    """Every path of fields through every relation, with every kind of comparison."""
    request = rf.get("/")
    request.user = adam_admin
    may = set(offered(model_admin))
    allowed = {
        f"{path}{ending}"
        for path in paths(model)
        for ending in ENDINGS
        if model_admin.lookup_allowed(f"{path}{ending}", "x", request)
    }
    strange = {
        each for each in allowed if not any(each == n or each.startswith(f"{n}__") for n in may)
    }
    assert strange == set()
    assert [e for e in allowed if e.endswith(("__startswith", "__regex", "__range"))] == []
    assert [name for name in may if any(word in name for word in SECRET)] == []


@pytest.mark.parametrize(
    "query",
    [
        {"password__startswith": "pbkdf2"},
        {"password": "x"},
        {"authenticator__data__icontains": "secret"},
        {"organization__user__password__startswith": "p"},
        {"email__startswith": "a"},
    ],
)
def test_a_secret_is_not_guessed_letter_by_letter(adam, query):
    answer = adam.get("/admin/accounts/user/", query)
    assert answer.status_code == 400
    assert "We couldn't read that request" in answer.content.decode()


def test_the_filters_a_list_shows_still_work(adam, adam_admin):
    page = adam.get("/admin/accounts/user/", {"is_active__exact": "1"})
    assert page.status_code == 200
    assert adam_admin.email in page.content.decode()
    assert adam.get("/admin/calendars/closedday/", {"date__year": "2026"}).status_code == 200


def test_no_list_shows_a_secret():
    """Columns and search boxes: a history's row begins with the fields it copies."""
    for model, model_admin in REGISTERED:
        request = type("Request", (), {"user": None})()
        shown = [*model_admin.get_list_display(request), *model_admin.search_fields]
        assert [
            name
            for name in shown
            if any(word in str(name) for word in ("password", "secret", "digest"))
        ] == [], model


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_the_administration_is_read_or_sent_a_form(adam, method):
    answer = adam.generic(method, "/admin/accounts/user/")
    assert (answer.status_code, answer.get("Allow")) == (405, "GET, HEAD, POST")
