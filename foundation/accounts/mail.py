"""One mail from templates: ``emails/<app>/<name>.{subject,txt,html}``."""

from collections.abc import Mapping
from email.utils import formatdate, make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string


def send(template: str, *, to: str, key: str, context: Mapping[str, Any]) -> None:
    """Send it; ``key`` makes the Message-ID, so that a repeated send is seen as the same mail.

    Arguments:
        template: ``app/name``.
        to: the reader's address.
        key: what the mail is about, unique to it.
        context: what the templates print; ``base_url`` is added.
    """
    values = {"base_url": settings.PUBLIC_BASE_URL, **context}
    parts = {
        kind: render_to_string(f"emails/{template}.{kind}", values) for kind in ("subject", "txt")
    }
    host = urlsplit(settings.PUBLIC_BASE_URL).hostname or "localhost"
    headers = {"Message-ID": f"<{key}@{host}>" if key else make_msgid(), "Date": formatdate()}
    mail = EmailMultiAlternatives(
        " ".join(parts["subject"].split()), parts["txt"], to=[to], headers=headers
    )
    mail.attach_alternative(render_to_string(f"emails/{template}.html", values), "text/html")
    mail.send()
