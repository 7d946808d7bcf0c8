"""Draw HTML as a tagged PDF with WeasyPrint, where its libraries are installed.

WeasyPrint is imported only by who draws: it takes a second and Pango, which not every machine has. Nothing is
fetched from a network or another folder: the document may use our own static files, and pictures in itself.
"""

import ctypes
import mimetypes
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.http import HttpResponse

from foundation.workflow.errors import DomainError

# No such host exists; it only makes the document's relative addresses whole.
BASE = "https://portal.invalid/"
STATIC = f"{BASE}static/"
SHEET = f"{STATIC}css/paper.css"
# Pango by its names on Linux, Windows and macOS, as WeasyPrint looks for it.
PANGO = ("libpango-1.0.so.0", "libpango-1.0-0", "libpango-1.0.dylib")


class NoPdf(DomainError):
    """A PDF on a server without the libraries that draw it."""

    status = 503
    message = "This server can't make PDFs. Go back and print the page instead; your browser can save it as a PDF."


class Forbidden(ValueError):
    """An address in a document that is neither one of our static files nor a picture in itself."""


@cache
def is_available() -> bool:
    """Return whether this machine can draw PDFs, without importing what draws them."""
    return find_spec("weasyprint") is not None and any(_loads(name) for name in PANGO)


def draw(html: str) -> bytes:
    """Draw a whole HTML document as a PDF with tags for screen readers.

    Raises:
        NoPdf: where WeasyPrint or Pango is missing.
    """
    if not is_available():
        raise NoPdf
    # A second of loading, and Pango: only for who draws.
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # checks each address

    class OurFiles(URLFetcher):  # type: ignore[misc]  # -- WeasyPrint has no types
        """Fetch static files of ours and pictures in the document; refuse all else."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if url.startswith("data:image/svg+xml"):
                return super().fetch(url, headers)
            file = static_file(url)
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, body=file.read_bytes(), headers={"Content-Type": kind})

    document = HTML(string=html, base_url=BASE, url_fetcher=OurFiles(allowed_protocols=["data"]))
    fonts = FontConfiguration()  # without it, the sheet's own fonts are passed over in silence
    sheet = CSS(url=SHEET, url_fetcher=OurFiles(allowed_protocols=["data"]), font_config=fonts)
    drawn: bytes = document.write_pdf(pdf_tags=True, stylesheets=[sheet], font_config=fonts)
    return drawn


def response(html: str, name: str) -> HttpResponse:
    """Return a document as a PDF to download; no cache keeps it, as it was drawn for one reader."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(draw(html), content_type="application/pdf", headers=headers)


def static_file(url: str) -> Path:
    """Return the static file of a document's address.

    Raises:
        Forbidden: when it is none of ours.
    """
    name = unquote(url.removeprefix(STATIC)) if url.startswith(STATIC) else ""
    if not name or ".." in name or name.startswith("/"):
        raise Forbidden(url)
    found = finders.find(name)
    if not isinstance(found, str):
        raise Forbidden(url)
    return Path(found)


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
