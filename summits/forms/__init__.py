"""Forms of the pages of summits: they validate what people enter and save nothing."""

from summits.forms.summits import (
    STEP_FORMS,
    DetailsForm,
    EndRoleForm,
    FiledForm,
    PassedForm,
    PlanSummitForm,
    PublishForm,
    RedateGateForm,
    RoleForm,
)

__all__ = [
    "STEP_FORMS",
    "DetailsForm",
    "EndRoleForm",
    "FiledForm",
    "PassedForm",
    "PlanSummitForm",
    "PublishForm",
    "RedateGateForm",
    "RoleForm",
]
