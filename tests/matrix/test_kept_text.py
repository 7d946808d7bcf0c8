"""Text is never lost when the session ends: every form with a text field keeps it, whichever page it is on."""

from collections.abc import Iterator
from functools import cache, partial
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from foundation.ui.forms import is_kept, kind_of
from tests.architecture.source import ROOT
from tests.matrix.routes import Route, addresses
from tests.matrix.walk import portal_routes
from tests.matrix.world import OWN
from tta_requests.forms import EvaluationForm

# One of each kind of person who writes, with forms the walk has to meet; the others have a part of these.
READERS = {
    "poc-police": {"answer", "contact", "dispute", "messages", "withdraw"},
    "liaison": {"ask", "correct", "hold", "messages"},
    "atf": {"answer-referral", "messages"},
    "coordinator": {"ask", "bulk", "decline", "hold", "messages", "recall", "refer"},
    "provider-work": {"deliver", "messages", "write-scope"},
    "provider-offer": {"decline-offer"},
    "colleague": {"comment"},
}


# Pages with a form that is sent to another address.
WITH_REPLY = {"tta_requests:detail"}


class Forms(HTMLParser):
    """The forms of a page that are sent, with their text fields."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.on_device = path, True
        self.found: list[dict] = []
        self.form: dict | None = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "main":
            self.on_device = "data-no-local" not in given
        if tag == "form" and given.get("method", "").lower() == "post":
            self.form = {
                "to": urljoin(self.path, given.get("action") or self.path).partition("#")[0],
                "draft": given.get("data-draft", ""),
                "saved": "data-autosave" in given,
                "on_device": self.on_device and "data-no-local" not in given,
                "areas": [],
            }
            self.found.append(self.form)
        if tag == "textarea" and self.form is not None and "readonly" not in given:
            self.form["areas"].append("data-kept" in given)

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None


def forms_of(client: Client, path: str) -> list[dict]:
    """Return the forms with free text on a page; none where it isn't one."""
    answer = client.get(path, follow=True)
    if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
        answer.close()
        return []
    read = Forms(path)
    read.feed(answer.content.decode())
    return [form for form in read.found if form["areas"]]


def leads_to(client: Client, path: str) -> tuple[int, set[str]]:
    """Return the status of a form's own address, and where the forms it shows are sent."""
    answer = client.get(path, follow=True)
    shows = Forms(path)
    shows.feed(answer.content.decode())
    return answer.status_code, {each["to"] for each in shows.found}


def pages(client: Client, world) -> Iterator[tuple[str, list[dict]]]:
    """Yield the person's own pages that have a form with free text."""
    sent = [route for route in portal_routes() if takes_forms(route) or route.name in WITH_REPLY]
    for path in dict.fromkeys(a.path for r in sent for a in addresses(r, world, OWN)):
        if "logout" not in path and (found := forms_of(client, path)):
            yield path, found


def takes_forms(route: Route) -> bool:
    """Return whether both a form is shown there and sent there."""
    return {"GET", "POST"} <= (getattr(route.callback, "methods", None) or set())


@pytest.mark.parametrize("name", READERS)
def test_every_form_with_text_keeps_it_when_the_session_ends(name, world, django_db_blocker):
    wrong, seen = [], set()
    with django_db_blocker.unblock():
        client = Client()
        client.force_login(world.people[name].user)
        led_to = cache(partial(leads_to, client))  # pages share forms
        for path, found in pages(client, world):
            addresses_here = [form["draft"] or form["to"] for form in found]
            if len({*addresses_here}) != len(addresses_here):
                wrong.append(f"{path}: two forms would share one copy: {addresses_here}")
            for form in found:
                seen.add(resolve(urlsplit(form["to"]).path).url_name)
                if not (form["saved"] or all(form["areas"])):
                    wrong.append(f"{path}: a text area that isn't rendered by the field tag")
                # Signing in leads to the page of the address, or back to the page with the form.
                status, shown = led_to(form["to"])
                if status != 405 and form["to"] not in shown:
                    wrong.append(f"{path}: signing in again leads to {status}, without the form")
    assert wrong == []
    assert READERS[name] <= seen, sorted(seen)


def test_the_comment_of_an_evaluation_is_kept_too():
    """Its page is open to one person for a few days, and no walk meets it."""
    page = (ROOT / "templates" / "tta_requests" / "evaluation.html").read_text()
    assert "<textarea" not in page
    form = EvaluationForm()
    assert is_kept(form["comment"], kind_of(form["comment"]))


@pytest.mark.parametrize("name", ["coordinator", "atf"])
def test_text_about_a_federal_item_is_never_left_on_a_device(name, world, django_db_blocker):
    with django_db_blocker.unblock():
        client = Client()
        client.force_login(world.people[name].user)
        number = world.rows[OWN]["federal"].number
        found = forms_of(client, f"/requests/{number}/")
    assert found
    assert not any(form["on_device"] for form in found)
