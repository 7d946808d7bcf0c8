"""The portal, loaded once before a process forks, so that its children share the memory."""

import gc
import os
from functools import cache

import django
from django.apps import apps
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template
from django.urls import get_resolver, reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "psp_portal.settings")  # noqa: TID251 -- the server's own switch, before settings exist


@cache
def load() -> None:
    """Load models, tasks, and addresses; open no connection, which a child must not inherit."""
    django.setup()
    # The first look loads every address with its views, forms and presenters.
    get_resolver().url_patterns  # noqa: B018 -- read for what it loads
    # Django would make the next two in each child, at its first page or query.
    reverse("account_login")
    for model in apps.get_models(include_auto_created=True):
        model._meta.get_fields()
    _keep()


@cache
def load_application() -> WSGIHandler:
    """Load what pages need beyond that: the middleware and the frame; return the WSGI application."""
    load()
    application = get_wsgi_application()
    get_template("base.html")
    _keep()
    return application


def _keep() -> None:
    """Let the garbage collector leave alone what is loaded.

    It would write to each object's header, and the kernel would copy the page for each child.
    """
    gc.collect()
    gc.freeze()
