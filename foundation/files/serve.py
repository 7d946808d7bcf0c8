"""Send a file: always as a download, never as a page of the portal."""

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from foundation.files import store
from foundation.files.enums import MediaType, PackageType, ScanState
from foundation.files.errors import StillChecked, Withheld
from foundation.files.models import StoredFile

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # Should a browser show it after all: no script, no form, no frame, a separate origin.
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    # A file is at most a few megabytes and never changes: it is sent whole, even for a range
    # request.
    "Accept-Ranges": "none",
}


class Download(FileResponse):
    """Streams 64 KiB chunks from an open file: no query, no transaction, not all in memory."""

    block_size = store.CHUNK


def attachment(stored: StoredFile, *, method: str = "GET") -> HttpResponseBase:
    """Return the response that sends a file; the caller has checked that the reader may see it.

    The file is opened within the request's transaction and sent after the transaction ends.

    Raises:
        StillChecked: while the scanner has not answered.
        Withheld: when it found a virus.
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
    kept: str, *, name: str, kind: MediaType | PackageType, size: int, method: str = "GET"
) -> HttpResponseBase:
    """Return the response that sends content; the caller has checked that the reader may see it.

    Arguments:
        kept: the name of the content in the store.
        name: the file name for the reader.
        kind: the media type.
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
