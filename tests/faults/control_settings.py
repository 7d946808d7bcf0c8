"""The portal's settings with ``transaction.on_commit(task.delay)`` in place of the outbox."""

from psp_portal import settings as _portal

globals().update({name: getattr(_portal, name) for name in dir(_portal) if name.isupper()})
INSTALLED_APPS = [*_portal.INSTALLED_APPS, "tests.faults.control"]
