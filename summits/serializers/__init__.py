"""The API's representation of summits."""

from summits.serializers.summits import (
    ChangedSummit,
    NewSummit,
    SummitGateBody,
    SummitGateOut,
    SummitHistoryOut,
    SummitOut,
    SummitStepBody,
    SummitStepOut,
    WholeSummitOut,
)

__all__ = [
    "ChangedSummit",
    "NewSummit",
    "SummitGateBody",
    "SummitGateOut",
    "SummitHistoryOut",
    "SummitOut",
    "SummitStepBody",
    "SummitStepOut",
    "WholeSummitOut",
]
