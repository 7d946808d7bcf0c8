"""Forms of the liaisons' log: they convert what was typed to the actions' values."""

from liaisons.forms.caseload import asked_group, asked_liaison
from liaisons.forms.filters import ListForm, MonthForm
from liaisons.forms.leave import ChangeLeaveForm, LeaveForm, LiaisonForm
from liaisons.forms.reviews import ReturnForm
from liaisons.forms.updates import CorrectionForm, DraftForm, UpdateForm, initial_of

__all__ = [
    "ChangeLeaveForm",
    "CorrectionForm",
    "DraftForm",
    "LeaveForm",
    "LiaisonForm",
    "ListForm",
    "MonthForm",
    "ReturnForm",
    "UpdateForm",
    "asked_group",
    "asked_liaison",
    "initial_of",
]
