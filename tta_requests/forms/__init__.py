"""Forms of the pages of requests: they validate what people enter and save nothing."""

from tta_requests.forms.attachments import AttachForm, RemoveFileForm
from tta_requests.forms.commitments import (
    CommitmentForm,
    HandlingForm,
    LegalHoldForm,
    LinkForm,
    ScopeChangeForm,
    ScopeForm,
)
from tta_requests.forms.coordinators import FlagForm, ReassignForm
from tta_requests.forms.deliveries import CorrectDeliveryForm
from tta_requests.forms.drafts import NewRequestForm, RequestForm
from tta_requests.forms.evaluations import EvaluationForm, ParticipantForm
from tta_requests.forms.filters import OPENED, ORDER_WORDS, FilterForm, QueryForm, filter_form
from tta_requests.forms.guests import GuestForm
from tta_requests.forms.hours import CorrectHoursForm, HoursForm, LateHoursForm
from tta_requests.forms.offers import (
    AcceptForm,
    DeclineForm,
    MessageForm,
    OfferForm,
    ReasonForm,
)
from tta_requests.forms.providers import AbsenceForm, CapacityForm
from tta_requests.forms.referrals import (
    ReferForm,
    ReferralAnswerForm,
    RemoveResourceForm,
    ResourceForm,
)
from tta_requests.forms.request_steps import (
    STEP_FORMS,
    AnswerForm,
    DeliveredForm,
    DisputeForm,
    HoldForm,
    QuestionForm,
    RefusalForm,
    RegradeForm,
)

__all__ = [
    "OPENED",
    "ORDER_WORDS",
    "STEP_FORMS",
    "AbsenceForm",
    "AcceptForm",
    "AnswerForm",
    "AttachForm",
    "CapacityForm",
    "CommitmentForm",
    "CorrectDeliveryForm",
    "CorrectHoursForm",
    "DeclineForm",
    "DeliveredForm",
    "DisputeForm",
    "EvaluationForm",
    "FilterForm",
    "FlagForm",
    "GuestForm",
    "HandlingForm",
    "HoldForm",
    "HoursForm",
    "LateHoursForm",
    "LegalHoldForm",
    "LinkForm",
    "MessageForm",
    "NewRequestForm",
    "OfferForm",
    "ParticipantForm",
    "QueryForm",
    "QuestionForm",
    "ReasonForm",
    "ReassignForm",
    "ReferForm",
    "ReferralAnswerForm",
    "RefusalForm",
    "RegradeForm",
    "RemoveFileForm",
    "RemoveResourceForm",
    "RequestForm",
    "ResourceForm",
    "ScopeChangeForm",
    "ScopeForm",
    "filter_form",
]
