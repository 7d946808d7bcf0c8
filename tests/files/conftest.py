"""An empty store, and files of a real request in it."""

import io

import pytest

from foundation.files import intake
from foundation.tenancy.context import acting_atomic
from tests.files.clamd import Clamd
from tta_requests.actions import attachments
from tta_requests.models import Attachment


@pytest.fixture
def store_root(settings, tmp_path):
    """Set a separate store, which does not exist yet."""
    settings.FILES_ROOT = tmp_path / "kept" / "files"
    return settings.FILES_ROOT


@pytest.fixture
def request_of_riverton(sent_by, dana_of_riverton, riverton):
    return sent_by(dana_of_riverton, riverton)


@pytest.fixture
def kept(store_root, act, dana_of_riverton, request_of_riverton):
    """Store a file: ``kept("plan.txt", b"…")``."""

    def keep(name="plan.txt", content=b"The plan.", **more):
        checked = intake.check(io.BytesIO(content), name)
        with act(dana_of_riverton) as by:
            return attachments.attach(request_of_riverton, file=checked, by=by, **more)

    return keep


@pytest.fixture
def fresh():
    """Return a function that reads a row again from the database."""

    def again(row):
        with acting_atomic("system:demo"):
            return Attachment.objects.get(pk=row.pk)

    return again


@pytest.fixture
def clamd(settings):
    """Run a scanner on loopback that knows one virus."""
    with Clamd() as running:
        settings.CLAMAV_ADDRESS = running.address
        yield running
