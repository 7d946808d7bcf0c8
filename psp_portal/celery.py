"""The Celery application: only notifications for the outbox and scheduled tasks."""

import os

from celery import Celery
from celery.signals import worker_init
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "psp_portal.settings")  # noqa: TID251 -- Celery's own switch, before settings exist

app = Celery("psp_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect  # type: ignore[untyped-decorator]  # -- Celery ships no types
def prepare(**kwargs: object) -> None:
    """Stop a worker whose database role or protection is not safe, as the web process does; load the portal."""
    from foundation.tenancy.checks import refuse_to_serve

    try:
        refuse_to_serve()
    except ImproperlyConfigured as refusal:
        # Celery logs the error of a receiver and starts all the same.
        raise SystemExit(str(refusal)) from refusal
    # Before the pool forks. Not at the top: Django's own start imports this module.
    from psp_portal import preload

    preload.load()
