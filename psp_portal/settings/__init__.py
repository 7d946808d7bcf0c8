"""Django settings, split by topic; the environment is read once, in ``env``."""

from psp_portal.settings.env import ROOT, Environment, read

ENV: Environment = read()

from psp_portal.settings.accounts import *  # noqa: E402, F403 -- settings are one flat namespace by Django's design
from psp_portal.settings.api import *  # noqa: E402, F403 -- as above
from psp_portal.settings.apps import *  # noqa: E402, F403 -- as above
from psp_portal.settings.database import *  # noqa: E402, F403 -- as above
from psp_portal.settings.files import *  # noqa: E402, F403 -- as above
from psp_portal.settings.security import *  # noqa: E402, F403 -- as above
from psp_portal.settings.work import *  # noqa: E402, F403 -- as above

__all__ = ["ENV", "ROOT"]
