"""The list of commitments at scale: an index finds a page of it, whoever reads it and however it is filtered."""

import pytest

from tests.benchmarks.plans import plans_of, statements_of, text_of

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
TABLE = "tta_requests_commitment"
CEILING = 7
# A page of 26 with request, site and owner, and of one day what is passed over.
PAGES = 1_300
# Of five sites 26 each are found by an index, at most some ten pages a row; the first 26 of them are joined.
FIVE_SITES, PAGES_OF_FIVE = "five sites", 2_000
LISTS = {
    "staff, every site": ("staff1", "?whose=sites"),
    "staff, every site, any status": ("staff1", "?whose=sites&state=all"),
    "staff, done": ("staff1", "?whose=sites&state=done"),
    "staff, canceled": ("staff1", "?whose=sites&state=canceled"),
    "staff, due last": ("staff1", "?whose=sites&sort=last"),
    "staff, within a week": ("staff1", "?whose=sites&due=week"),
    "staff, past due": ("staff1", "?whose=sites&due=late"),
    "staff, of requests": ("staff1", "?whose=sites&origin=request"),
    "staff, of a kind nobody used": ("staff1", "?whose=sites&origin=recommendation"),
    "staff, no one person": ("staff1", "?whose=sites&owner=none"),
    "staff, a site": ("staff1", "?whose=sites&site=bench-7-ex"),
    "staff, own": ("staff1", ""),
    "site, own": ("site7", ""),
    "site, every one": ("site7", "?whose=sites&state=all"),
    "site, canceled": ("site7", "?whose=sites&state=canceled"),
    FIVE_SITES: ("liaison", "?whose=sites"),
    "new site": ("new", "?whose=sites"),
}


@pytest.mark.parametrize("case", LISTS)
def test_an_index_serves_the_list(case, person, client, capsys):
    local, query = LISTS[case]
    user = person(local)
    statements = statements_of(user, client, f"/commitments/{query}")
    assert len(statements) <= CEILING, "\n".join(each[:90] for each in statements)
    [listed] = [
        each
        for each in statements
        if f'FROM "{TABLE}"' in text_of(each) and "LIMIT 26" in text_of(each)
    ]
    [plan] = plans_of(user, [listed])
    with capsys.disabled():
        print(f"\n{case}: {plan.pages} pages")  # noqa: T201 -- the finding
    assert plan.read_whole({TABLE}) == set(), plan.told()
    assert plan.pages <= (PAGES_OF_FIVE if case == FIVE_SITES else PAGES), plan.told()
