"""The page of a ticket in django-helpdesk, beside which a request's page is read; part of the bench group only."""

from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings

FOLLOW_UPS = 3
urlpatterns: list[Any] = []


def make(database: dict[str, Any], rows: int) -> Any:
    """Set Django up with a queue of so many tickets, the newest with follow-ups; return a client of its staff."""
    contrib = "django.contrib"
    settings.configure(
        DATABASES={"default": database},
        SECRET_KEY="measured-locally",
        ALLOWED_HOSTS=["testserver"],
        ROOT_URLCONF=__name__,
        USE_TZ=True,
        SITE_ID=1,
        HELPDESK_TEAMS_MODE_ENABLED=False,
        STATIC_URL="static/",
        MEDIA_ROOT=str(Path(__file__).with_name("nowhere")),
        LOGIN_URL="/login/",
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        INSTALLED_APPS=[
            *(
                f"{contrib}.{app}"
                for app in (
                    "auth",
                    "contenttypes",
                    "sessions",
                    "sites",
                    "humanize",
                    "messages",
                    "staticfiles",
                    "admin",
                )
            ),
            "rest_framework",
            "helpdesk",
        ],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            f"{contrib}.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            f"{contrib}.auth.middleware.AuthenticationMiddleware",
            f"{contrib}.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        f"{contrib}.auth.context_processors.auth",
                        f"{contrib}.messages.context_processors.messages",
                    ]
                },
            }
        ],
    )
    import_module("django").setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client
    from django.urls import include, path
    from helpdesk.models import FollowUp, Queue, Ticket

    urlpatterns.append(path("", include("helpdesk.urls", namespace="helpdesk")))
    call_command("migrate", verbosity=0)
    staff = User.objects.create_superuser("staff1", "staff1@bench.example.gov")
    queue = Queue.objects.create(title="Help", slug="help")
    now = datetime.now(UTC)  # noqa: TID251 -- another project's rows
    words = {
        "queue": queue,
        "assigned_to": staff,
        "description": "Three units keep separate lists. " * 10,
    }
    Ticket.objects.bulk_create(
        [
            Ticket(title=f"Request {n}", created=now, modified=now, secret_key=f"s{n}", **words)
            for n in range(rows)
        ],
        batch_size=2000,
    )
    newest = Ticket.objects.latest("pk")
    FollowUp.objects.bulk_create(
        FollowUp(
            ticket=newest, user=staff, title="Comment", comment="A sentence. " * 20, public=True
        )
        for _ in range(FOLLOW_UPS)
    )
    client = Client()
    client.force_login(staff)
    return client
