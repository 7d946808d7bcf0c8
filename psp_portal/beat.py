"""Celery beat's application: it knows the schedule and the broker, and nothing of the portal.

Beat sends names of tasks. Without Django's models it starts faster and takes half the memory.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "psp_portal.settings")  # noqa: TID251 -- Celery's own switch, before settings exist

app = Celery("psp_portal", fixups=[])
app.config_from_object("django.conf:settings", namespace="CELERY")
