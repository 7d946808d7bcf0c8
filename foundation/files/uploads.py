"""Receive uploads straight to disk, within the limit; errors wait until the form reports them."""

import logging
from io import BytesIO
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from foundation.files import store

logger = logging.getLogger(__name__)


class Received(UploadedFile):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """An uploaded file; ``content_lost`` if it was too long or the disk was full.

    ``size`` is the size that was sent, even if the content was dropped.
    """

    content_lost: bool = False
    disk_was_full: bool = False


class ToDisk(FileUploadHandler):
    """The portal's only upload handler: all files of a form share the limit of one file.

    Anything beyond is read and dropped, so that the rest of the form, and its nonce, arrive.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._left = settings.FILES_MAX_BYTES
        self._file: BinaryIO = BytesIO()
        self._lost = self._full = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open the temporary file on disk."""
        super().new_file(*args, **kwargs)
        self._lost = self._full = False
        try:
            self._file = store.receiving()  # type: ignore[assignment]  # -- a wrapper that hands everything on
        except OSError as error:
            self._file = BytesIO()
            self._give_up(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write one chunk, or drop it."""
        self._left -= len(raw_data)
        if self._left < 0:
            self._drop()
        if self._lost:
            return
        try:
            self._file.write(raw_data)
        except OSError as error:
            self._give_up(error)

    def file_complete(self, file_size: int) -> Received:
        """Return the file as the form gets it."""
        try:
            self._file.seek(0)
        except OSError as error:  # flushing the last buffer finds the disk full
            self._give_up(error)
        received = Received(self._file, self.file_name, self.content_type, file_size, self.charset)
        received.content_lost, received.disk_was_full = self._lost, self._full
        return received

    def upload_interrupted(self) -> None:
        """Delete the temporary file when the sender disconnects."""
        self._file.close()

    def _give_up(self, error: OSError) -> None:
        if not store.cannot_write(error):
            raise error
        logger.error("an upload can't be written: %s", error.strerror)
        self._full = True
        self._drop()

    def _drop(self) -> None:
        if not self._lost:
            self._lost = True
            self._file.close()
            self._file = BytesIO()
