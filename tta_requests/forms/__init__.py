"""What people type into the pages of requests, as clean values; nothing here is saved."""

from tta_requests.forms.answering import (
    AcceptForm,
    DeclineForm,
    MessageForm,
    OfferForm,
    ReasonForm,
)
from tta_requests.forms.asking import NewRequestForm, RequestForm
from tta_requests.forms.attaching import AttachForm, RemoveFileForm
from tta_requests.forms.colleagues import BringInForm
from tta_requests.forms.desk import FlagForm, GiveForm
from tta_requests.forms.evaluating import EvaluationForm, ParticipantForm
from tta_requests.forms.federal import ReferForm, ReferralAnswerForm, ResourceForm
from tta_requests.forms.narrowing import FilterForm, QueryForm
from tta_requests.forms.steps import (
    STEP_FORMS,
    AnswerForm,
    DeliveredForm,
    DisputeForm,
    HoldForm,
    QuestionForm,
    RefusalForm,
    RegradeForm,
)
from tta_requests.forms.supply import AbsenceForm, CapacityForm
from tta_requests.forms.working import (
    CommitmentForm,
    HandlingForm,
    HoursForm,
    LegalHoldForm,
    LinkForm,
    ScopeForm,
)

__all__ = [
    "STEP_FORMS",
    "AbsenceForm",
    "AcceptForm",
    "AnswerForm",
    "AttachForm",
    "BringInForm",
    "CapacityForm",
    "CommitmentForm",
    "DeclineForm",
    "DeliveredForm",
    "DisputeForm",
    "EvaluationForm",
    "FilterForm",
    "FlagForm",
    "GiveForm",
    "HandlingForm",
    "HoldForm",
    "HoursForm",
    "LegalHoldForm",
    "LinkForm",
    "MessageForm",
    "NewRequestForm",
    "OfferForm",
    "ParticipantForm",
    "QueryForm",
    "QuestionForm",
    "ReasonForm",
    "ReferForm",
    "ReferralAnswerForm",
    "RefusalForm",
    "RegradeForm",
    "RemoveFileForm",
    "RequestForm",
    "ResourceForm",
    "ScopeForm",
]
