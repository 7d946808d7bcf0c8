"""Handing a file out: always as a download, never as a page of the portal."""

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from foundation.files import store
from foundation.files.enums import MediaType, ScanState
from foundation.files.errors import StillChecked, Withheld
from foundation.files.models import StoredFile

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # Should a browser show it after all: no script, no form, no frame, an origin of its own.
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    # A file is at most a few megabytes and never changes: it is sent whole, whatever part is asked for.
    "Accept-Ranges": "none",
}


class Download(FileResponse):
    """Pieces of 64 KiB from an open file: no query, no transaction, whole files never in memory."""

    block_size = store.CHUNK


def attachment(stored: StoredFile, *, method: str = "GET") -> HttpResponseBase:
    """The answer that hands a file out, which the caller has found to be the reader's to see.

    The file is opened while the request's transaction stands and sent after it has ended.

    Raises:
        StillChecked: while the scanner has not answered.
        Withheld: when it found something.
    """
    if stored.scan == ScanState.PENDING:
        raise StillChecked
    if not stored.is_readable:
        raise Withheld
    return content(
        stored.content,
        name=stored.name,
        kind=MediaType(stored.media_type),
        size=stored.size,
        method=method,
    )


def content(
    kept: str, *, name: str, kind: MediaType, size: int, method: str = "GET"
) -> HttpResponseBase:
    """The answer that hands out content the caller has found to be the reader's.

    Arguments:
        kept: its name in the store.
        name: what the reader's machine calls it.
        kind: its type.
        size: in bytes.
        method: ``HEAD`` sends the headers only.
    """
    answer: HttpResponseBase
    if method == "HEAD":
        answer = HttpResponse(content_type=kind.value)
    else:
        answer = Download(store.read(kept), content_type=kind.value)
    for header, value in HEADERS.items():
        answer.headers[header] = value
    answer.headers["Content-Length"] = str(size)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = disposition or "attachment"
    return answer
