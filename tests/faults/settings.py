"""The portal's own settings with the work that the fault tests watch."""

from psp_portal import settings as _portal

globals().update({name: getattr(_portal, name) for name in dir(_portal) if name.isupper()})
INSTALLED_APPS = [*_portal.INSTALLED_APPS, "tests.faults.workload"]
