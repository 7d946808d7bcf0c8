"""What a page that asks with one form does with each kind of refusal."""

import pytest
from django.http import HttpRequest, HttpResponse

from foundation.ui import asking
from foundation.ui.forms import ButtonForm
from foundation.workflow.errors import DomainError, InvalidInput, NotFound, Refused, StaleEdit


class Row:
    version = 7


@pytest.fixture
def shown(monkeypatch):
    """Return what the page was given, in place of a page."""
    given = {}

    def page(_request, _template, values, *, status):
        given.update(values)
        return HttpResponse(status=status)

    monkeypatch.setattr(asking, "page", page)
    return given


def press(request: HttpRequest, refused: DomainError) -> HttpResponse:
    def act(_values, _version):
        raise refused

    form = ButtonForm(asking.sent(request))
    return asking.ask(
        request, "", form, act=act, done="", back="/", version=6, stored=lambda _: "7", context={}
    )


@pytest.mark.parametrize(
    ("refused", "status", "version"),
    [
        (Refused("Not now."), 409, "5"),
        (InvalidInput("Not so."), 422, "5"),
        (StaleEdit(), 409, 6),
        (StaleEdit(current=Row), 409, 7),
    ],
)
def test_a_refusal_has_its_own_status_and_keeps_the_version_unless_it_is_stale(
    rf, shown, refused, status, version
):
    assert press(rf.post("/", {"version": "5"}), refused).status_code == status
    assert shown["form"].non_field_errors() == [refused.message]
    assert shown["version"] == version
    assert shown.get("stored") == ("7" if isinstance(refused, StaleEdit) else None)


def test_who_cant_see_the_row_anymore_gets_no_page_about_it(rf, shown):
    with pytest.raises(NotFound):
        press(rf.post("/"), NotFound())
    assert not shown
