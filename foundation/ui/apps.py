"""The app's place in Django."""

from typing import Any

from django.apps import AppConfig
from django.forms import CharField


class UiConfig(AppConfig):
    """Registers the app under its short label, and has every input of one line refuse control characters."""

    name = "foundation.ui"
    label = "ui"

    def ready(self) -> None:
        """Add to Django's own check of text: forms of the portal, the admin and libraries alike."""
        from foundation.ui.bidi import refuse_controls

        before = CharField.validate

        def validate(field: CharField, value: Any) -> None:
            before(field, value)
            refuse_controls(field, value)

        CharField.validate = validate  # type: ignore[assignment, method-assign]  # -- no setting of Django's reaches every form
