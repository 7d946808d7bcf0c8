"""Django settings, split by topic; the environment is read once, in ``environment``."""

from psp_portal.settings.accounts import *  # noqa: F403 -- settings are one flat namespace by Django's design
from psp_portal.settings.api import *  # noqa: F403 -- as above
from psp_portal.settings.apps import *  # noqa: F403 -- as above
from psp_portal.settings.database import *  # noqa: F403 -- as above
from psp_portal.settings.env import ROOT
from psp_portal.settings.environment import ENV
from psp_portal.settings.files import *  # noqa: F403 -- as above
from psp_portal.settings.security import *  # noqa: F403 -- as above
from psp_portal.settings.work import *  # noqa: F403 -- as above

__all__ = ["ENV", "ROOT"]
