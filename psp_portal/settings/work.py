"""Mail, Celery and logging."""

from datetime import timedelta
from typing import Any

from celery.schedules import crontab

from psp_portal.settings.environment import ENV

# Seconds for each step of an SMTP conversation, so that a silent server does not block us.
EMAIL_TIMEOUT = 15
vars().update({key: value for key, value in ENV.email.items() if value is not None})
DEFAULT_FROM_EMAIL = "PSP Portal <no-reply@psp.example.gov>"

CELERY_BROKER_URL = ENV.redis_url
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SOFT_TIME_LIMIT = 120
CELERY_TASK_TIME_LIMIT = 150
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "ring": {
        "task": "foundation.outbox.tasks.ring",
        "schedule": timedelta(seconds=15),
        "options": {"expires": 15},
    },
    "tidy": {
        "task": "foundation.outbox.tasks.tidy",
        "schedule": crontab(hour=8, minute=10),
        "options": {"expires": 3600},
    },
    **{
        room: {
            "task": f"foundation.{room}.tasks.tidy",
            "schedule": crontab(hour=8, minute=minute),
            "options": {"expires": 3600},
        }
        # Files last: by then no row refers to what the other tasks removed.
        for room, minute in (
            ("accounts", 15),
            ("api", 20),
            ("exports", 25),
            ("imports", 30),
            ("files", 40),
        )
    },
    "drafts": {
        "task": "applications.tasks.tidy",
        "schedule": crontab(hour=8, minute=32),
        "options": {"expires": 3600},
    },
    "previews": {
        "task": "dashboards.tasks.tidy",
        "schedule": crontab(hour=8, minute=35),
        "options": {"expires": 3600},
    },
    "comparisons": {
        "task": "engagements.tasks.compare",
        "schedule": crontab(hour=8, minute=50),
        "options": {"expires": 3600},
    },
    "trends": {
        "task": "outcomes.tasks.compute_trends",
        "schedule": crontab(hour=8, minute=55),
        "options": {"expires": 3600},
    },
    "reminders": {
        "task": "foundation.notifications.tasks.run",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 60},
    },
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        # Not Django's own handler: its mail to administrators contains the request and its
        # variables.
        "django": {"handlers": [], "propagate": True},
        # Never SQL statements with their values, whatever else is set to a more verbose level.
        "django.db.backends": {"level": "WARNING"},
    },
    "root": {"handlers": ["console"], "level": "INFO" if ENV.name != "test" else "WARNING"},
}
