"""Search at scale: rare, common and no hits, for readers who see most and least.

The time is that of one process, wall clock, the whole request of the test client: the median of
nine, next to that of a page with one query, because a figure alone says more about the machine than
about the portal.
"""

import statistics
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.accounts.actors import resolve
from foundation.accounts.models import Organization
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from sites.models import CoreArea
from tests.benchmarks.plans import plan_of_list, plans_of, statements_of
from tests.dashboards.test_search import CEILING
from tests.factories.accounts import UserFactory
from tta_requests.models import Share, TTARequest
from tta_requests.querysets.requests import shown_to

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
CEILING_OF_THE_LIST = 6
MILLISECONDS = 60
WORDS = {"rare": "xylazine", "common": "peer recovery", "none": "zebrafish"}
PEOPLE = ["staff1", "site7", "new", "liaison", "provider"]
# Queries of the list in addition to words: none, its far end, each filter, and filters that share
# no row.
BESIDE = {
    "alone": "",
    "last page": "&last=1",
    "a state": "&status=submitted",
    "another state": "&status=triage",
    "a state nobody has": "&status=withdrawn",
    "a site": "&site=bench-10-ex",
    "an area": "&area={area}",
    "an area and a state": "&area={area}&status=scoping",
    "an area and a site": "&area={area}&site=bench-4-ex",
}
TIMES = 9
# A page of the search reads at most the newest 5,000 rows, then what an index finds.
PAGES = 12_000


@pytest.fixture
def reader(person):
    def find(local):
        if local != "provider":
            return person(local)
        organization = Organization.objects.create(name="Bench provider")
        now = clock.now()
        with acting_atomic("system:demo"):
            worked = TTARequest.objects.order_by("-created_at")[:20]
            Share.objects.bulk_create(
                Share(
                    site_id=each.site_id,
                    request=each,
                    organization=organization,
                    level="work",
                    starts_at=now,
                )
                for each in worked
            )
        return UserFactory(organization=organization)

    return find


def milliseconds(client, address):
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        assert client.get(address).status_code == 200
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


@pytest.mark.parametrize("local", PEOPLE)
@pytest.mark.parametrize("kind", WORDS)
def test_a_search_keeps_its_ceiling_and_its_pages(kind, local, reader, client, capsys):
    user, words = reader(local), WORDS[kind]
    address = f"/search/?q={words}"
    statements = statements_of(user, client, address)
    with acting_atomic(f"user:{user.pk}"), connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)"
            " SELECT app_search_requests(%s, 26, NULL, NULL, false, NULL, NULL, '', '')",
            [words],
        )
        plan = cursor.fetchone()[0][0]["Plan"]
    pages = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    spent, floor = milliseconds(client, address), milliseconds(client, "/help/")
    with capsys.disabled():
        print(  # noqa: T201 -- the finding
            f"\n{kind}, {local}: {len(statements)} statements, {pages} pages in the function, "
            f"{plan['Actual Total Time']:.1f} ms in it, {spent:.0f} ms in all "
            f"({spent / floor:.1f} times the help page)",
            end="",
        )
    assert len(statements) <= CEILING, "\n".join(each[:120] for each in statements)
    assert pages <= PAGES


@pytest.mark.parametrize("local", PEOPLE)
@pytest.mark.parametrize("kind", WORDS)
@pytest.mark.parametrize("beside", BESIDE)
def test_words_in_the_list_keep_its_ceiling(beside, kind, local, reader, client, capsys):
    user = reader(local)
    with acting_atomic("system:demo"):
        area = CoreArea.objects.order_by("pk")[0].slug
    address = f"/requests/?q={WORDS[kind]}{BESIDE[beside].format(area=area)}"
    plan = plan_of_list(user, client, address)
    statements, spent = statements_of(user, client, address), milliseconds(client, address)
    with capsys.disabled():
        print(  # noqa: T201 -- the finding
            f"\nlist, {kind}, {beside}, {local}: {plan.pages} pages, {plan.milliseconds:.1f} ms in the "
            f"statement, {spent:.0f} ms in all",
            end="",
        )
    assert len(statements) <= CEILING_OF_THE_LIST, "\n".join(each[:120] for each in statements)
    assert plan.milliseconds <= MILLISECONDS, plan.told()


@pytest.mark.parametrize("local", PEOPLE)
@pytest.mark.parametrize("address", ["/search/?q=0042", "/requests/?q=0042"])
def test_last_digits_are_found_by_an_index(address, local, reader, client, capsys):
    user = reader(local)
    plans = plans_of(user, statements_of(user, client, address))
    pages = max(plan.pages for plan in plans)
    with capsys.disabled():
        print(f"\n{address}, {local}: at most {pages} pages in a statement", end="")  # noqa: T201 -- the finding
    assert pages <= PAGES, "\n\n".join(plan.told() for plan in plans if plan.pages > PAGES)


@pytest.mark.parametrize("local", ["site7", "liaison"])
@pytest.mark.parametrize("backwards", [False, True])
def test_the_first_to_be_found_are_the_first_there_are(backwards, local, person):
    """Words that many have are found among a few of the newest: none of them is passed over."""
    user, words = person(local), WORDS["common"]
    with acting_atomic(f"user:{user.pk}"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT unnest(app_search_requests(%s, 26, NULL, NULL, %s, NULL, NULL, '', ''))",
            [words, backwards],
        )
        found = [key for (key,) in cursor.fetchall()]
        having = shown_to(resolve(user)).filter(problem__contains=words)
        order = ("created_at", "pk") if backwards else ("-created_at", "-pk")
        assert found == list(having.order_by(*order).values_list("pk", flat=True)[:26])
    assert found


def test_nothing_of_a_common_word_is_counted_for_who_sees_little(person, client):
    """A new site's contact searches as if the rest were not there: same statements, no hit."""
    client.force_login(person("new"))
    with CaptureQueriesContext(connection):
        answer = client.get("/search/?q=peer recovery")
    assert answer.context["shown"].nothing
