"""Migrate and render every model at every step, as Django alone does.

A separate program (``python -m tests.upgrades.whole``): its environment names its database.
"""

from contextlib import nullcontext

import django
from django.core.management import call_command


def main() -> None:
    """Run the portal's command without its shortcut."""
    django.setup()
    from foundation.tenancy import rendering

    rendering.nearest_only = nullcontext
    call_command("migrate", database="owner", verbosity=0)


if __name__ == "__main__":
    main()
