"""Forms of the liaisons' log: they convert what was typed to the actions' values."""

from liaisons.forms.caseload import asked_group, asked_liaison, asked_list, asked_page
from liaisons.forms.files import RemoveUpdateFileForm, UpdateFileForm
from liaisons.forms.filters import ListForm, MonthForm, VersionsForm
from liaisons.forms.leave import ChangeLeaveForm, LeaveForm, LiaisonForm
from liaisons.forms.planned_contacts import PlanForm, ReplanForm
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
    "PlanForm",
    "RemoveUpdateFileForm",
    "ReplanForm",
    "ReturnForm",
    "UpdateFileForm",
    "UpdateForm",
    "VersionsForm",
    "asked_group",
    "asked_liaison",
    "asked_list",
    "asked_page",
    "initial_of",
]
