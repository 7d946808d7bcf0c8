"""Everything that the story needs works with JavaScript switched off."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def test_asking_answering_and_logging_need_no_javascript(
    friday, standards, riverton, gun_violence, dana_of_riverton, lee_liaison, pat_provider, visit,
    drain,
):  # fmt: skip
    dana = visit(dana_of_riverton, then="/requests/new/", java_script_enabled=False)
    dana.page.get_by_label("What do you need?").fill("Map our shootings")
    dana.presses("Submit request")
    dana.reads("Choose the core area you need help with.")
    dana.page.get_by_label("Core area").select_option("gun-violence")
    dana.page.get_by_label("What is the problem?").fill("We count by hand.")
    dana.page.get_by_label("What should change?").fill("One map that everybody sees.")
    dana.presses("Submit request")
    dana.reads("We have your request.", "Map our shootings")
    dana.page.get_by_label("Message", exact=True).fill("Call before noon, please.")
    dana.presses("Send message")
    dana.reads("Call before noon, please.")
    drain()

    pat = visit(pat_provider, phone=True, then="/offers/", java_script_enabled=False)
    pat.presses("Map our shootings")
    pat.ticks("We have no conflict of interest with this site")
    pat.presses("Accept for Demonstration Provider 1")
    pat.reads("Offer accepted.")

    lee = visit(lee_liaison, phone=True, then="/updates/new/", java_script_enabled=False)
    lee.ticks("Call")
    lee.page.get_by_label("What happened?").fill("They start on Monday.")
    lee.presses("Save draft")
    lee.reads("Draft saved.")
    lee.presses("Submit update")
    lee.reads("Update submitted.", "They start on Monday.")
    lee.picture("logged")
