"""Pages on paper, as Chromium prints them."""

import pytest
from pypdfium2 import PdfDocument

from foundation.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
MANY = 25


def sheets(page) -> list[str]:
    """Print a page; return the words of each sheet."""
    with PdfDocument(page.pdf(format="Letter")) as paper:
        return [each.get_textpage().get_text_bounded() for each in paper]


@pytest.fixture
def many(sent_by, dana_of_riverton, riverton):
    for number in range(MANY):
        sent_by(dana_of_riverton, riverton, urgency="routine", title=f"Request {number} of many")


def test_a_long_list_begins_on_the_first_sheet_and_has_no_furniture(many, cora_coordinator, visit):
    cora = visit(cora_coordinator, then="/requests/")
    printed = sheets(cora.page)
    assert f"Request {MANY - 1} of many" in " ".join(printed[0].split())
    assert "Search requests" not in printed[0]
    cora.goes_to("/triage/")
    assert "0 selected" not in " ".join(sheets(cora.page))


def test_a_request_has_its_conversation_and_no_box_to_write_in(
    sent_by, dana_of_riverton, riverton, visit
):
    made = sent_by(dana_of_riverton, riverton)
    dana = visit(dana_of_riverton, then=f"/requests/{made.number}/")
    printed = " ".join(sheets(dana.page))
    assert "Conversation" in printed
    assert "characters left" not in printed
    dana.goes_to("/commitments/")
    assert "Any day" not in " ".join(sheets(dana.page))


def test_a_record_on_paper_has_facts_and_nothing_to_act_on(put_in, cora_coordinator, visit):
    made = put_in("in-delivery")
    cora = visit(cora_coordinator, then=f"/requests/{made.number}/")
    acts = (
        "Add commitment",
        "Share a program office resource",
        "Attach file",
        "to a colleague",
        "Change urgency",
        "Link a related request",
        "Full change history",
    )
    shown = " ".join(cora.page.locator("main").inner_text().split())
    printed = " ".join(" ".join(sheets(cora.page)).split())
    for act in acts:
        assert act in shown, act
        assert act not in printed, act
    assert "Conversation" in printed


def test_the_footer_is_one_line_that_no_sheet_can_split(cora_coordinator, visit):
    User.objects.filter(pk=cora_coordinator.pk).update(is_demo=True)
    cora = visit(cora_coordinator, then="/requests/")
    cora.page.emulate_media(media="print")
    footer = cora.page.locator("footer")
    tops = {footer.locator(part).bounding_box()["y"] for part in ("section p", ".psp-demo--foot")}
    assert len(tops) == 1
