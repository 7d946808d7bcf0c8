"""What people type into the pages of requests, as clean values; nothing here is saved."""

from tta_requests.forms.answering import (
    AcceptForm,
    DeclineForm,
    MessageForm,
    OfferForm,
    ReasonForm,
)
from tta_requests.forms.asking import NewRequestForm, RequestForm
from tta_requests.forms.narrowing import FilterForm

__all__ = [
    "AcceptForm",
    "DeclineForm",
    "FilterForm",
    "MessageForm",
    "NewRequestForm",
    "OfferForm",
    "ReasonForm",
    "RequestForm",
]
