"""The API's representation of summits."""

from summits.serializers.summits import (
    ChangedSummit,
    GateBody,
    GateOut,
    HistoryOut,
    NewSummit,
    StepBody,
    StepOut,
    SummitOut,
    WholeSummitOut,
)

__all__ = [
    "ChangedSummit",
    "GateBody",
    "GateOut",
    "HistoryOut",
    "NewSummit",
    "StepBody",
    "StepOut",
    "SummitOut",
    "WholeSummitOut",
]
