"""The composition root: settings, URLs, processes. Nothing imports it."""

from psp_portal.celery import app as celery_app

__all__ = ["celery_app"]
