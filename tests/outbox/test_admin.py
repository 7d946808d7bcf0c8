import pytest
from django.contrib.admin import site
from django.contrib.messages.storage.base import BaseStorage
from django.test import RequestFactory

from foundation import outbox
from foundation.outbox.admin import JobAdmin, MessageAdmin
from foundation.outbox.models import Job, Message

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("screen", "model"), [(MessageAdmin, Message), (JobAdmin, Job)])
def test_rows_are_shown_and_never_edited(screen, model):
    shown = screen(model, site)
    http = RequestFactory().get("/")
    assert not shown.has_add_permission(http)
    assert not shown.has_change_permission(http)
    assert not shown.has_delete_permission(http)


def test_dead_letters_are_tried_again(planted):
    outbox.emit("tests.note", key="k", payload={})
    Message.objects.update(state="dead", attempts=10)
    http = RequestFactory().post("/")
    http._messages = _Said(http)
    MessageAdmin(Message, site).replay(http, Message.objects.all())
    row = Message.objects.get()
    assert (row.state, row.attempts) == ("queued", 0)
    assert http._messages.said == ["1 queued again."]


class _Said(BaseStorage):
    """Messages kept in a list."""

    def __init__(self, request: object) -> None:
        super().__init__(request)
        self.said: list[str] = []

    def add(self, level: int, message: str, extra_tags: str = "") -> None:
        self.said.append(message)
