"""The WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "psp_portal.settings")  # noqa: TID251 -- the server's own switch, before settings exist

application = get_wsgi_application()
