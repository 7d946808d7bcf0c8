"""The Django configuration of the UI app."""

from typing import Any

from django.apps import AppConfig
from django.forms import CharField


class UiConfig(AppConfig):
    """Registers the app, and makes every one-line input refuse control characters."""

    name = "foundation.ui"
    label = "ui"

    def ready(self) -> None:
        """Extend Django's text validation for forms of the portal, the admin and libraries."""
        from foundation.ui.bidi import refuse_controls

        before = CharField.validate

        def validate(field: CharField, value: Any) -> None:
            before(field, value)
            refuse_controls(field, value)

        CharField.validate = validate  # type: ignore[assignment, method-assign]  # -- no setting of Django's reaches every form
