"""Forms of the pages of engagements: they validate what people enter and save nothing."""

from engagements.forms.engagements import STEP_FORMS, OpenForm, form_of
from engagements.forms.milestones import CorrectForm, ReachForm, RedateForm
from engagements.forms.plans import (
    PLAN_STEP_FORMS,
    CorrectMeasurementForm,
    GoalForm,
    MeasurementForm,
    PlanActionForm,
    PlanReasonForm,
)

__all__ = [
    "PLAN_STEP_FORMS",
    "STEP_FORMS",
    "CorrectForm",
    "CorrectMeasurementForm",
    "GoalForm",
    "MeasurementForm",
    "OpenForm",
    "PlanActionForm",
    "PlanReasonForm",
    "ReachForm",
    "RedateForm",
    "form_of",
]
