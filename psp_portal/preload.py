"""The portal, loaded once before a process forks, so that its children share the memory."""

import gc
import os

import django
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "psp_portal.settings")  # noqa: TID251 -- the server's own switch, before settings exist


def load() -> None:
    """Load models, tasks, and addresses; open no connection, which a child must not inherit.

    The garbage collector then leaves what is loaded alone: it would write to each object's
    header, and the kernel would copy the page for each child.
    """
    django.setup()
    # The first look loads every address with its views, forms and presenters.
    get_resolver().url_patterns  # noqa: B018 -- read for what it loads
    gc.collect()
    gc.freeze()
