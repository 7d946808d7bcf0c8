"""The environment this process was started in, read once."""

from psp_portal.settings.env import Environment, read

ENV: Environment = read()
