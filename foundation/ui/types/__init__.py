"""The data of each component: small frozen records, created by the apps, without HTML."""

from foundation.ui.types.board import (
    CaseCard,
    Cell,
    DayGroup,
    DayRow,
    Entry,
    Fact,
    HeatBoard,
    HeatCell,
    HeatRow,
    Link,
    TeamCell,
    TeamSeat,
)
from foundation.ui.types.calendar import CalendarDay, CalendarEntry, CalendarMonth
from foundation.ui.types.chart import Bar, BarChart
from foundation.ui.types.clock import (
    ClockStage,
    ClockState,
    ClockView,
    MarkKind,
    RulerDay,
    RulerMark,
    Span,
)
from foundation.ui.types.flow import FlowView, Side, Turn
from foundation.ui.types.journey import JourneyView, Milestone, MilestoneState, Phase, YearMark
from foundation.ui.types.map import MapGroup, MapSite, MapView
from foundation.ui.types.record import (
    FileLine,
    Heading,
    MessageView,
    PageLinks,
    PostView,
    TimelineEntry,
)
from foundation.ui.types.why import Candidate, Factor, FactorScore, WhyView

__all__ = [
    "Bar",
    "BarChart",
    "CalendarDay",
    "CalendarEntry",
    "CalendarMonth",
    "Candidate",
    "CaseCard",
    "Cell",
    "ClockStage",
    "ClockState",
    "ClockView",
    "DayGroup",
    "DayRow",
    "Entry",
    "Fact",
    "Factor",
    "FactorScore",
    "FileLine",
    "FlowView",
    "Heading",
    "HeatBoard",
    "HeatCell",
    "HeatRow",
    "JourneyView",
    "Link",
    "MapGroup",
    "MapSite",
    "MapView",
    "MarkKind",
    "MessageView",
    "Milestone",
    "MilestoneState",
    "PageLinks",
    "Phase",
    "PostView",
    "RulerDay",
    "RulerMark",
    "Side",
    "Span",
    "TeamCell",
    "TeamSeat",
    "TimelineEntry",
    "Turn",
    "WhyView",
    "YearMark",
]
