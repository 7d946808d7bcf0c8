"""The portal's own settings, with ``transaction.on_commit(task.delay)`` in the outbox's place."""

from psp_portal import settings as _portal

globals().update({name: getattr(_portal, name) for name in dir(_portal) if name.isupper()})
INSTALLED_APPS = [*_portal.INSTALLED_APPS, "tests.faults.control"]
