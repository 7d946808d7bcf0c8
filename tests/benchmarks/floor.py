"""The floor of a comparison: a Django page with a session, its user, one query and 25 rows."""

from importlib import import_module
from typing import Any

from django.conf import settings

ROW = "<tr>" + "<td>{{ row.%s }}</td>" * 5 + "</tr>"
COLUMNS = ("number", "title", "state", "urgency", "created_at")
PAGE = "<!DOCTYPE html><title>Rows</title><p>{{ user }}</p><table>{% for row in rows %}…{% endfor %}</table>"
TABLE = """
CREATE TABLE floor_row AS
SELECT n AS id, 'PSP-' || n AS number, 'Request ' || n AS title, 'triage' AS state, 'high' AS urgency,
       now() - n * interval '7 minutes' AS created_at
  FROM generate_series(1, %s) n
"""


def make(database: dict[str, Any], rows: int) -> Any:
    """Set Django up with one table of so many rows; return a client that is signed in."""
    contrib = "django.contrib"
    settings.configure(
        DATABASES={"default": database},
        SECRET_KEY="measured-locally",
        ALLOWED_HOSTS=["testserver"],
        ROOT_URLCONF=__name__,
        USE_TZ=True,
        INSTALLED_APPS=[f"{contrib}.{app}" for app in ("auth", "contenttypes", "sessions")],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            f"{contrib}.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            f"{contrib}.auth.middleware.AuthenticationMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"context_processors": [f"{contrib}.auth.context_processors.auth"]},
            }
        ],
    )
    import_module("django").setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(TABLE, [rows])
        cursor.execute("CREATE INDEX ON floor_row (created_at)")
        cursor.execute("VACUUM ANALYZE floor_row")
    client = Client()
    client.force_login(User.objects.create_user("staff1"))
    _page()
    return client


def _page() -> None:
    """Give this module its address, once models can be declared."""
    from django.contrib.auth.decorators import login_required
    from django.db import models
    from django.http import HttpResponse
    from django.template import engines
    from django.urls import path

    class Row(models.Model):  # noqa: DJ008 -- its columns are printed one by one
        number, title, state, urgency = (models.TextField() for _ in range(4))
        created_at = models.DateTimeField()

        class Meta:
            app_label = "floor"
            db_table = "floor_row"

    source = PAGE.replace("…", ROW % COLUMNS)
    template = engines["django"].from_string(source)

    @login_required
    def index(request: Any) -> HttpResponse:
        rows = Row.objects.order_by("-created_at")[:25]
        return HttpResponse(template.render({"rows": rows}, request))

    globals()["urlpatterns"] = [path("", index)]
