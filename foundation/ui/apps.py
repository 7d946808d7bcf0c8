"""The Django configuration of the UI app."""

from typing import Any

from django.apps import AppConfig
from django.forms import CharField, EmailField


class UiConfig(AppConfig):
    """Registers the app; one-line inputs refuse control characters, and email inputs drop invisible ones."""

    name = "foundation.ui"
    label = "ui"

    def ready(self) -> None:
        """Extend Django's text validation for forms of the portal, the admin and libraries."""
        from foundation.ui.bidi import refuse_controls
        from foundation.workflow import folds

        before = CharField.validate

        def validate(field: CharField, value: Any) -> None:
            before(field, value)
            refuse_controls(field, value)

        def to_python(field: EmailField, value: Any) -> Any:
            text = CharField.to_python(field, value)
            return folds.seen(text) if text else text

        CharField.validate = validate  # type: ignore[assignment, method-assign]  # -- no setting of Django's reaches every form
        EmailField.to_python = to_python  # type: ignore[assignment, method-assign]  # -- as above
