"""The WSGI entry point."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from foundation.tenancy.checks import refuse_to_serve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "psp_portal.settings")  # noqa: TID251 -- the server's own switch, before settings exist

application = get_wsgi_application()
refuse_to_serve()

# What is loaded by now stays: the garbage collector need not look through it again.
gc.collect()
gc.freeze()
