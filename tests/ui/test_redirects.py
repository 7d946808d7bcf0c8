from types import SimpleNamespace

import pytest

from foundation.ui import redirects
from foundation.ui.redirects import redirect_with_message, see_other


@pytest.mark.parametrize(
    ("to", "args", "how", "address"),
    [
        ("tta_requests:triage", (), {}, "/triage/"),
        (
            "tta_requests:detail",
            ("PSP-2026-0042",),
            {"fragment": "work"},
            "/requests/PSP-2026-0042/#work",
        ),
        ("tta_requests:triage", (), {"query": {"show": "a&b"}}, "/triage/?show=a%26b"),
        ("/inbox/", (), {"query": {"n": 1}, "fragment": "x"}, "/inbox/?n=1#x"),
    ],
)
def test_a_page_is_read_and_no_form_sent_again(to, args, how, address):
    answer = see_other(to, *args, **how)
    assert (answer.status_code, answer["Location"]) == (303, address)


def test_a_record_leads_to_its_own_page():
    record = SimpleNamespace(get_absolute_url=lambda: "/offers/7/")
    assert see_other(record)["Location"] == "/offers/7/"


def test_what_was_done_is_said_on_the_next_page(rf, monkeypatch):
    said = []
    monkeypatch.setattr(redirects.messages, "success", lambda _, sentence: said.append(sentence))
    answer = redirect_with_message(rf.post("/"), "Offer sent.", "tta_requests:triage")
    assert (answer["Location"], said) == ("/triage/", ["Offer sent."])
