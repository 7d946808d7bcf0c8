"""Write one mail from templates: ``emails/<app>/<name>.{subject,txt,html}``."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from foundation.accounts.models import User
from foundation.outbox import Letter


@dataclass(frozen=True, slots=True)
class Outsider:
    """Somebody without an account who is written to, such as an invited person."""

    email: str


def write(
    template: str, *, to: User | Outsider, key: str = "", context: Mapping[str, Any]
) -> Letter | None:
    """Render a mail from its templates, for the outbox to send; None for a closed account.

    Arguments:
        template: ``app/name``.
        to: the reader, whose account is asked for now, or somebody who has none.
        key: what the mail is about, unique to it. It makes the Message-ID, so that a mail sent
            twice is recognized as one. Without a key the outbox row makes it.
        context: the values for the templates; ``base_url`` is added.
    """
    if isinstance(to, User) and not to.is_active:
        return None
    values = {"base_url": settings.PUBLIC_BASE_URL, **context}
    parts = {
        kind: render_to_string(f"emails/{template}.{kind}", values) for kind in ("subject", "txt")
    }
    host = urlsplit(settings.PUBLIC_BASE_URL).hostname or "localhost"
    headers = {"Date": formatdate()} | ({"Message-ID": f"<{key}@{host}>"} if key else {})
    mail = EmailMultiAlternatives(
        " ".join(parts["subject"].split()), parts["txt"], to=[to.email], headers=headers
    )
    mail.attach_alternative(render_to_string(f"emails/{template}.html", values), "text/html")
    return Letter(mail)
