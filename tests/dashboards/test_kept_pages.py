"""Public pages are kept in each process, and what is withdrawn is gone from all of them at once."""

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, resolve

from dashboards.models import PublicVersion
from engagements.models import Engagement
from foundation.tenancy.context import acting_atomic
from outcomes.models import Accomplishment
from sites.models import CoreArea, Site
from tests.dashboards.conftest import publish
from tests.dashboards.test_public_pages import PAGES

READ = re.compile(r'(?:FROM|JOIN) "(\w+)"')
COUNTED = """
SELECT tgrelid::regclass::text FROM pg_trigger
 WHERE tgfoid = 'dashboards_count_public_change'::regproc AND tgenabled = 'O'
"""


@pytest.fixture
def wichita(real_site, gun_violence, three_years):
    with acting_atomic("system:reference"):
        return real_site("wichita-ks", 2019)


@pytest.fixture
def processes(settings, transactional_db):
    """Return visitors of two processes: each client has the middleware, and so the pages, of its own."""
    settings.PUBLIC_PAGES_KEPT = True
    return [Client(), Client()]


def text(client, path="/sites/", **headers):
    return client.get(path, headers=headers).content.decode()


def statements(client, path="/sites/"):
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return [each["sql"] for each in captured]


@pytest.mark.django_db
def test_every_table_that_a_public_page_reads_counts_its_changes(client, told):
    with connection.cursor() as cursor:
        cursor.execute(COUNTED)
        counted = {name for (name,) in cursor.fetchall()}
    for path in PAGES:
        read = {table for sql in statements(client, path) for table in READ.findall(sql)}
        assert read <= counted, path


def test_the_pages_that_are_tested_are_all_that_are_kept():
    tested = {resolve(path).view_name for path in PAGES}
    public = {
        f"{pattern.namespace}:{each.name}"
        for pattern in get_resolver().url_patterns
        if hasattr(pattern, "url_patterns")
        for each in pattern.url_patterns
        if getattr(getattr(each, "callback", None), "access", "") == "public"
        and each.callback.__module__.startswith("dashboards.")
    }
    assert public == tested


def test_a_kept_page_takes_one_statement_and_is_the_same(processes, told):
    one, two = processes
    for path in PAGES:
        first = one.get(path)
        [version] = statements(one, path)
        again = one.get(path)
        assert "dashboards_publicversion" in version
        assert again.content == first.content == two.get(path).content, path
        assert again.headers == first.headers
        assert again.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert "Content-Security-Policy" in again.headers


def test_what_is_withdrawn_is_gone_in_every_process_at_once(processes, wichita):
    for client in processes * 2:
        assert "Wichita" in text(client)
    with acting_atomic("system:demo"):
        Engagement.objects.update(is_published=False)
        Site.objects.filter(pk=wichita.pk).update(name="Elsewhere, KS")
    for client in processes * 2:
        assert "Wichita" not in text(client)
    with acting_atomic("system:demo"):
        told = publish(wichita)
    for client in processes * 2:
        assert "Six more" in text(client, "/accomplishments/")
    with acting_atomic("system:demo"):
        Accomplishment.objects.filter(pk=told.pk).update(status="withdrawn")
    for client in processes * 2:
        assert "Six more" not in text(client, "/accomplishments/")
    with acting_atomic("system:demo"):
        CoreArea.objects.update(name="Another name")
    for client in processes:
        assert "Another name" in text(client, "/core-areas/")


def test_what_is_rolled_back_changes_nothing(processes, wichita):
    before = PublicVersion.objects.get().number
    with acting_atomic("system:demo"):
        Site.objects.update(name="Nowhere, KS")
        transaction.set_rollback(True)
    assert PublicVersion.objects.get().number == before
    with acting_atomic("system:demo"):
        Site.objects.update(name="Somewhere, KS")
    assert PublicVersion.objects.get().number > before


def test_who_has_the_page_is_told_so(processes, wichita):
    one, two = processes
    tag = one.get("/sites/").headers["ETag"]
    same = two.get("/sites/", headers={"If-None-Match": tag})
    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", tag)
    with acting_atomic("system:demo"):
        Site.objects.update(name="Elsewhere, KS")
    assert one.get("/sites/", headers={"If-None-Match": tag}).status_code == 200


def test_nothing_of_a_person_is_kept_and_no_person_gets_a_kept_page(
    processes, client_of, dana_of_riverton, wichita
):
    [visitor, _], person = processes, client_of(dana_of_riverton)
    person.handler = visitor.handler  # the same process
    for _ in range(2):
        assert "Dana" in text(person)
        assert "Dana" not in text(visitor)
    assert person.get("/sites/").headers["Cache-Control"] == "private, no-store"


def test_a_part_of_a_page_is_neither_kept_nor_given(processes, wichita):
    one, _ = processes
    for _ in range(2):
        assert one.get("/sites/", HTTP_HX_REQUEST="true").headers.get("ETag") is None
        assert one.get("/sites/").headers["ETag"]


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/sites/nowhere/", "/healthz", "/requests/", "/api/v1/schema/"]
)
def test_other_pages_are_rendered_each_time(processes, wichita, path):
    one, _ = processes
    for _ in range(2):
        assert one.get(path).headers.get("Cache-Control") != "public, max-age=0, must-revalidate"
