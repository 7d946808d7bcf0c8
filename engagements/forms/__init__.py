"""Forms of the pages of engagements: they validate what people enter and save nothing."""

from engagements.forms.engagement import (
    STEP_FORMS,
    CorrectForm,
    OpenForm,
    ReachForm,
    RedateForm,
    add_refusal,
    form_of,
)

__all__ = [
    "STEP_FORMS",
    "CorrectForm",
    "OpenForm",
    "ReachForm",
    "RedateForm",
    "add_refusal",
    "form_of",
]
