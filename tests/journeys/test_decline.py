"""A provider says no; the next one is asked by itself."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def test_a_declined_offer_reaches_the_next_provider(
    friday, sent_by, dana_of_riverton, riverton, pat_provider, sam_provider, visit, drain
):
    tta_request = sent_by(dana_of_riverton, riverton)
    drain()
    pat = visit(pat_provider, phone=True, then="/offers/")
    pat.reads("1 offer is waiting for your answer.")
    pat.picture("01-offers")
    pat.presses(tta_request.title)
    pat.presses("Decline the offer")
    pat.presses("Decline the offer")  # without a reason nothing is sent
    pat.page.get_by_label("Why can't you take this on?").fill("We cannot start before March.")
    pat.picture("02-decline")
    pat.presses("Decline the offer")
    pat.reads("declined. The next provider will be asked.")
    drain()
    pat.goes_to("/offers/")
    pat.reads("No offers are waiting for your answer.")
    assert pat.goes_to(f"/requests/{tta_request.number}/") == 404

    sam = visit(sam_provider, phone=True, then="/offers/")
    sam.reads("1 offer is waiting for your answer.")
    sam.misses("We cannot start before March.")
    dana = visit(dana_of_riverton, then=f"/requests/{tta_request.number}/")
    dana.reads(
        "Waiting for Demonstration Provider 2. You don't need to do anything now.",
        "We cannot start before March.",
    )
    dana.picture("03-next-provider")
