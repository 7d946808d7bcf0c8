"""Rendering a page: whole for the browser, its fragment for htmx."""

import logging
from collections.abc import Mapping
from typing import Any

from django.forms import BaseForm, BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template, select_template

logger = logging.getLogger(__name__)

INVALID = 422
NOT_THEIRS = frozenset({"csrfmiddlewaretoken", "nonce", "version", "next"})
PLAIN = (
    "Something went wrong on our side. Nothing you sent was saved. Please go back and try again."
)


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Render ``app/name.html``, or ``app/_name.html`` for htmx if it exists.

    An invalid bound form answers 422, so that htmx, tests and the transaction know that nothing was
    done; the page shows the form with what was typed.
    """
    values = dict(context or {})
    if status == 200 and any(is_refused(value) for value in values.values()):
        status = INVALID
    names = [fragment_of(template), template] if _wants_fragment(request) else [template]
    body = select_template(names).render(values, request)
    response = HttpResponse(body, status=status)
    response.headers["Vary"] = "HX-Request"
    return response


def fragment_of(template: str) -> str:
    """Return the fragment's name: ``app/_name.html`` for ``app/name.html``."""
    folder, _, name = template.rpartition("/")
    return f"{folder}/_{name}" if folder else f"_{name}"


def _wants_fragment(request: HttpRequest) -> bool:
    htmx = getattr(request, "htmx", None)
    return bool(htmx) and not getattr(htmx, "boosted", False)


def is_refused(value: object) -> bool:
    """Return whether a value of a page's context is a form that was sent and is wrong."""
    return isinstance(value, BaseForm | BaseFormSet) and value.is_bound and not value.is_valid()


def error_page(
    template: str, context: Mapping[str, Any] | None = None, *, status: int
) -> HttpResponse:
    """Render an error page without the request: no context processor, no query.

    If even that fails (static files not collected), it sends a sentence in plain text.
    """
    try:
        body = get_template(template).render(dict(context or {}))
    except Exception:
        logger.exception("error page failed", extra={"template": template})
        return HttpResponse(PLAIN, status=status, content_type="text/plain; charset=utf-8")
    return HttpResponse(body, status=status)


def written(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the text the person typed, by field name, so that a refusal loses nothing."""
    posted = ((name, value) for name, value in request.POST.items() if name not in NOT_THEIRS)
    return [
        (name.rpartition("-")[2].replace("_", " ").capitalize(), str(value))
        for name, value in posted
        if "password" not in name and len(str(value).split()) > 1
    ]
