"""Keeping content: whole or not at all, private, swept when nobody knows it."""

import errno
import hashlib
import io
import os
import stat
import time

import pytest
from django.db import transaction

from foundation.files import store
from foundation.files.cleanup import KEPT_SECONDS
from foundation.files.errors import NoRoom
from foundation.files.tasks import tidy
from foundation.tenancy.context import acting_atomic
from tta_requests.models import Attachment


def everything(root) -> list[str]:
    return sorted(path.name for path in root.rglob("*") if path.is_file())


class Frugal(io.BytesIO):
    """A file that refuses to be read whole."""

    largest = 0

    def read(self, size: int | None = None) -> bytes:
        assert size is not None, "read() without a size"
        assert size > 0, "read() of everything"
        self.largest = max(self.largest, size)
        return super().read(size)


def failing(number: int):
    """Open files on a disk that fails at the second piece."""

    class Short(io.FileIO):
        left = 1

        def write(self, piece) -> int:
            if not self.left:
                raise OSError(number, os.strerror(number))
            self.left -= 1
            return super().write(piece)

    return lambda path: Short(path, "wb")


def test_content_lies_under_a_random_name_in_private_folders(store_root):
    written = store.write(io.BytesIO(b"The plan."))
    path = store.path_of(written.name)
    assert path.relative_to(store_root).parts == (written.name[:2], written.name[2:4], written.name)
    assert (written.size, written.sha256) == (9, hashlib.sha256(b"The plan.").hexdigest())
    assert path.read_bytes() == b"The plan."
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    folders = [store_root, path.parent, path.parent.parent, store_root / "incoming"]
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in folders} == {0o700}


def test_content_is_copied_in_pieces(store_root):
    source = Frugal(b"x" * 1_000_000)
    assert store.write(source).size == 1_000_000
    assert source.largest <= 64 * 1024


@pytest.mark.parametrize(
    "number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM]
)
def test_a_full_disk_leaves_nothing(store_root, monkeypatch, number):
    monkeypatch.setattr(store, "_opened", failing(number))
    with pytest.raises(NoRoom, match="have room for this file"):
        store.write(io.BytesIO(b"x" * 200_000))
    assert everything(store_root) == []


def test_another_error_of_the_disk_is_an_alarm(store_root, monkeypatch):
    monkeypatch.setattr(store, "_opened", failing(errno.EIO))
    with pytest.raises(OSError, match="Input/output error"):
        store.write(io.BytesIO(b"x" * 200_000))
    assert everything(store_root) == []


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("broken", ["_private", "_opened", "incoming", "_sync"])
def test_storage_that_cannot_be_written_to_is_told(store_root, monkeypatch, number, broken):
    """Wherever it shows: as a folder is made, a file is opened, or its name is flushed."""

    def refuses(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(store, broken, refuses)
    monkeypatch.setattr(store.Path, "unlink", refuses)
    with pytest.raises(NoRoom):
        store.write(io.BytesIO(b"x"))


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 31, "g" * 32, "A" * 32, "a" * 33])
def test_a_name_that_is_not_the_stores_leads_nowhere(store_root, name):
    with pytest.raises(ValueError, match="no name of the store"):
        store.path_of(name)


def test_discarding_twice_is_discarding(store_root):
    written = store.write(io.BytesIO(b"x"))
    store.discard(written.name)
    store.discard(written.name)
    assert everything(store_root) == []


@pytest.mark.django_db
def test_a_full_disk_leaves_no_row(kept, store_root, monkeypatch):
    monkeypatch.setattr(store, "_opened", failing(errno.ENOSPC))
    with pytest.raises(NoRoom):
        kept(content=b"x" * 200_000)
    with acting_atomic("system:demo"):
        assert Attachment.objects.count() == 0
    assert everything(store_root) == []


@pytest.mark.django_db
def test_a_transaction_that_is_rolled_back_leaves_content_for_the_sweep(kept, store_root):
    with transaction.atomic():
        orphan = kept()
        transaction.set_rollback(True)
    with acting_atomic("system:demo"):
        assert Attachment.objects.count() == 0
    assert everything(store_root) == [orphan.content]
    tidy()
    assert everything(store_root) == [orphan.content], "a transaction may still be open"
    age(store_root)
    tidy()
    assert everything(store_root) == []


@pytest.mark.django_db
def test_the_sweep_spares_every_file_that_has_a_row(
    kept, store_root, act, cora_coordinator, request_of_riverton
):
    """Also the ones that hardly anybody may see: internal, removed, of a federal request."""
    from tta_requests.actions import attachments

    shared, hidden = kept("shared.txt"), kept("hidden.txt")
    with act(cora_coordinator) as by:
        attachments.remove(hidden, reason="Twice.", by=by)
    with acting_atomic("system:demo"):
        Attachment.objects.filter(pk=shared.pk).update(scan="clean")
        request_of_riverton.handling, request_of_riverton.federal_agencies = "federal", ["ATF"]
        request_of_riverton.save()
    orphan = store.write(io.BytesIO(b"orphan"))
    (store.incoming() / "upload-of-a-killed-process").write_bytes(b"half")
    age(store_root)
    tidy()
    assert everything(store_root) == sorted([shared.content, hidden.content])
    assert orphan.name not in everything(store_root)


def age(root) -> None:
    """Let everything lie there since the day before yesterday."""
    then = time.time() - 2 * KEPT_SECONDS
    for path in root.rglob("*"):
        os.utime(path, (then, then))
