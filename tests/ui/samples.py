"""One sample of everything the components show, at the time of the design's pictures."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django import forms

from foundation.ui.forms import DateField, RadioTiles
from foundation.ui.ruler import ruler
from foundation.ui.types import (
    Candidate,
    CaseCard,
    ClockStage,
    ClockState,
    ClockView,
    DayGroup,
    DayRow,
    Fact,
    Factor,
    FactorScore,
    HeatBoard,
    HeatCell,
    HeatRow,
    JourneyView,
    Link,
    MapGroup,
    MapSite,
    MapView,
    MessageView,
    Milestone,
    MilestoneState,
    PageLinks,
    Phase,
    TeamCell,
    TeamSeat,
    TimelineEntry,
    WhyView,
    YearMark,
)

MOUNTAIN = ZoneInfo("America/Denver")
NOW = datetime(2026, 11, 25, 17, 20, tzinfo=UTC)
THANKSGIVING = {date(2026, 11, 26): "Thanksgiving"}

ON_TIME = ClockView(state=ClockState.ON_TIME, figure="1 day 4 h left", due="due Fri Nov 27")
AT_RISK = ClockView(state=ClockState.AT_RISK, figure="1 h 25 min left", due="due 1:45 pm")
PAST_DUE = ClockView(state=ClockState.PAST_DUE, figure="3 h 20 min over", due="due Tue 5:00 pm")
PAUSED = ClockView(state=ClockState.PAUSED, figure="Paused 3 days", due="since Fri Nov 20")


def clock_panel() -> ClockView:
    days, marks = ruler(
        start=datetime(2026, 11, 24, 15, 10, tzinfo=MOUNTAIN),
        due=datetime(2026, 11, 27, 15, 10, tzinfo=MOUNTAIN),
        now=NOW,
        tz=MOUNTAIN,
        closed=THANKSGIVING,
        start_label="Offered",
    )
    return ClockView(
        state=ClockState.ON_TIME,
        stage="Offer accepted",
        figure="1 day 4 h left",
        big="1 day 4 h 50 min",
        due_full="Due Fri Nov 27, 3:10 pm MT",
        your_time="5:10 pm your time",
        rule="2 business days; Thanksgiving, Thu Nov 26, skipped",
        as_of=NOW.astimezone(MOUNTAIN),
        minutes_left=770,
        days=days,
        marks=marks,
        stages=(
            ClockStage(
                name="Acknowledge",
                state=ClockState.MET,
                line="Met: Mon 9:12 am",
                note="7 h 38 min early",
            ),
            ClockStage(
                name="Triage decision",
                state=ClockState.MET,
                line="Met: Tue 2:55 pm",
                note="2 h 17 min early",
            ),
            ClockStage(
                name="Offer accepted",
                state=ClockState.ON_TIME,
                line="Due Fri Nov 27, 3:10 pm",
                note="1 day 4 h 50 min left",
                current=True,
            ),
            ClockStage(
                name="Scope signed",
                state=ClockState.NOT_STARTED,
                line="By Tue Dec 8",
                note="7 days after acceptance",
            ),
            ClockStage(
                name="First delivery contact",
                state=ClockState.NOT_STARTED,
                line="By Tue Dec 22",
                note="10 days after signing",
            ),
        ),
    )


FACTORS = tuple(
    Factor(name, weight)
    for name, weight in (
        ("Capability", 30),
        ("Free capacity", 20),
        ("Speed history", 15),
        ("Continuity", 10),
        ("Same region", 10),
        ("Evaluations", 10),
        ("Effort fit", 5),
    )
)


def candidate(name: str, points: tuple[int, ...], **more: object) -> Candidate:
    scores = tuple(FactorScore(each) for each in points)
    return Candidate(name=name, score=sum(points), scores=scores, **more)


WHY = WhyView(
    reason="Demonstration Provider 1 is first because it has free capacity and answers fast.",
    contrast="Demonstration Provider 2 knows the site better but holds 5 of 7 assignments.",
    factors=FACTORS,
    candidates=(
        candidate(
            "Demonstration Provider 1",
            (28, 18, 13, 4, 5, 8, 5),
            note="Offered Tue 3:10 pm",
            chosen=True,
        ),
        candidate("Demonstration Provider 2", (27, 9, 11, 10, 5, 8, 4), note="Next in line"),
        candidate("Demonstration Provider 3", (21, 16, 10, 0, 5, 6, 4)),
        Candidate(
            name="Demonstration Provider 4",
            score=53,
            scores=(
                *(FactorScore(p) for p in (18, 17, 9, 0, 5)),
                FactorScore(0, "new"),
                FactorScore(4),
            ),
        ),
    ),
    version="Weights version 3 · ranked Tue Nov 24, 2:56 pm MT",
    filtered="2 more can do this kind of work but did not pass: Demonstration Provider 5 (at capacity).",
    all_href="/providers/",
)

TIMELINE = (
    TimelineEntry(
        what="ATF Denver Field Division", rest="wrote", when="Tue 4:05 pm MT", glyph="message"
    ),
    TimelineEntry(
        what="Offered",
        rest="to Demonstration Provider 1",
        when="Tue 3:10 pm",
        who="by routing rule",
        glyph="offered",
    ),
    TimelineEntry(
        what="Ranked",
        rest="4 of 15 providers",
        when="Tue 2:56 pm",
        glyph="matching",
        seen_before="You last looked Tue 2:56 pm",
    ),
    TimelineEntry(
        what="Triage decided:",
        rest="stays expedited",
        when="Tue 2:55 pm",
        who="TTA Coordinator",
        reason="A February start needs the lead time",
        glyph="triage",
    ),
    TimelineEntry(what="Acknowledged", when="Mon Nov 23, 9:12 am", glyph="met"),
    TimelineEntry(
        what="Submitted", when="Fri Nov 20, 4:50 pm", glyph="submitted", href="/requests/"
    ),
)

MESSAGES = (
    MessageView(
        author="Point of Contact, law enforcement (demo)",
        when="Mon Nov 23, 11:02 am",
        body="The Thursday command meeting is the natural slot.",
    ),
    MessageView(
        author="TTA Coordinator (demo)",
        when="Tue Nov 24, 2:50 pm",
        internal=True,
        body="Kept as expedited: leadership endorsed it by phone.",
    ),
)

GROUPS = (
    DayGroup(
        heading="Past due: 1",
        tone="breach",
        rows=(
            DayRow(
                clock=PAST_DUE,
                title="Forensic genealogy support on two cold cases",
                href="/requests/",
                number="PSP-2026-0039",
                where="Example City, EX",
                why="No provider accepted: 2 declined, 1 lapsed. Critical.",
                action=Link("Choose a provider", "/requests/"),
                primary=True,
            ),
        ),
    ),
    DayGroup(
        heading="Due today: 1",
        rows=(
            DayRow(
                clock=AT_RISK,
                title="Train precinct analysts in hot-spot mapping",
                href="/requests/",
                number="PSP-2026-0044",
                where="Example Falls, EX",
                why="Triage decision, routine.",
                action=Link("Decide", "/requests/"),
            ),
        ),
    ),
)

TEAM = (
    TeamCell(
        role="Executive Leadership",
        seats=(
            TeamSeat(name="Mayor (demo)", note="Last seen Oct 2"),
            TeamSeat(name="Chief of police (demo)", note="Last seen Nov 19"),
        ),
    ),
    TeamCell(
        role="Points of Contact",
        seats=(
            TeamSeat(
                name="U.S. Attorney\u2019s Office",
                vacant=True,
                limit="12 business days; the limit is 10",
                action=Link("Invite someone", "/sites/"),
            ),
            TeamSeat(name="Law enforcement (demo): you", note="Verified Nov 3"),
        ),
    ),
    TeamCell(role="Strategic Site Liaison", seats=(TeamSeat(name="Site Liaison (demo)"),)),
    TeamCell(role="DOJ Program Office Champion", seats=(TeamSeat(name="BJA Champion (demo)"),)),
    TeamCell(role="DOJ Federal Law Enforcement"),
    TeamCell(
        role="PSP Program Advisor", seats=(TeamSeat(name="Advisor (demo)", note="Verified Sep 14"),)
    ),
)

JOURNEY = JourneyView(
    months=36,
    now=25.8,
    today="Today: month 26 of 36",
    ends="Ends Sep 30, 2027",
    summary="10 months left · next: sustainability plan starts Apr 3, 2027",
    phases=(Phase("Onboarding", 0), Phase("Active", 3.9), Phase("Closing", 30.1)),
    milestones=(
        Milestone(label="Kick-off", month=0.2, state=MilestoneState.DONE),
        Milestone(label="Listening session", month=3.7, state=MilestoneState.DONE),
        Milestone(label="Assessments", month=8.5, state=MilestoneState.DONE),
        Milestone(label="Strategic plan", month=11.5, state=MilestoneState.LATE, when="Sep 2025"),
        Milestone(label="Month 24 review", month=24, state=MilestoneState.DONE, when="Oct 2026"),
        Milestone(
            label="Sustainability plan starts",
            month=30.1,
            state=MilestoneState.DUE,
            when="Apr 3, 2027",
            next=True,
        ),
        Milestone(label="90 days left", month=33, state=MilestoneState.DUE, when="Jul 2, 2027"),
        Milestone(label="30 days", month=35, state=MilestoneState.DUE, when="Aug 31, 2027"),
    ),
    years=(
        YearMark("Year 1 · Oct 2024", 0),
        YearMark("Year 2 · Oct 2025", 12),
        YearMark("Year 3 · Oct 2026", 24),
    ),
    suspended=((17, 19),),
)

FACTS = (
    Fact("Commitments overdue", "2, oldest 12 days"),
    Fact("Vacant seats", "0"),
    Fact("Open requests", "1 · Confirmed", "/requests/"),
)
CARDS = (
    CaseCard(name="Example City, EX", href="/sites/", phase="Year 3, closing · 67 days left", tone="breach", state=ClockState.PAST_DUE, reason="Contact overdue; manager told Nov 23", days=47, facts=FACTS, action=Link("Log an update", "/sites/"), links=(Link("View site", "/sites/"),)),
    CaseCard(name="Example Falls, EX", href="/sites/", phase="Year 3 · 10 months left", tone="risk", state=ClockState.AT_RISK, reason="Update due: no updates since Oct 25", days=31, facts=FACTS, action=Link("Log an update", "/sites/")),
    CaseCard(name="Example County, EX", href="/sites/", phase="Alumni", tone="quiet", reason="No regular contact now", days=4, facts=FACTS),
)  # fmt: skip

HEAT = HeatBoard(
    caption="Open requests by site and core area",
    columns=("Community Engagement", "Constitutional Policing", "Crime Analysis", "Gun Violence"),
    rows=(
        HeatRow(
            name="Example City, EX",
            href="/sites/",
            note="Year 3 · 10 mo left",
            cells=(HeatCell(count=1, href="/requests/"), HeatCell(count=None), HeatCell(count=0), HeatCell(count=3, href="/requests/", state=ClockState.PAST_DUE)),
        ),
        HeatRow(
            name="Example Falls, EX",
            href="/sites/",
            cells=(HeatCell(count=2, href="/requests/"), HeatCell(count=0), HeatCell(count=1, href="/requests/", state=ClockState.AT_RISK), HeatCell(count=6, href="/requests/")),
        ),
    ),
    totals=(("Open, all 2 sites", ("3", "0", "1", "9")), ("Sites that never asked for help in this area", ("\u2013", "1", "\u2013", "\u2013"))),
)  # fmt: skip

US_MAP = MapView(
    title="PSP sites by cohort",
    groups=(
        MapGroup("vrn", "2014-2016: Violence Reduction Network, 15 sites", "square"),
        MapGroup("psp", "2017-2021: 35 sites", "circle"),
        MapGroup("new", "2022-2024: 16 sites", "diamond"),
    ),
    sites=(
        MapSite(name="Seattle", href="/sites/", latitude=47.61, longitude=-122.33, group="new", label="right"),
        MapSite(name="Pueblo", href="/sites/", latitude=38.27, longitude=-104.61, group="new", label="right"),
        MapSite(name="Knoxville", href="/sites/", latitude=35.96, longitude=-83.92, group="new", label="left"),
        MapSite(name="Anchorage", href="/sites/", latitude=61.22, longitude=-149.9, group="psp", label="right"),
        MapSite(name="New Orleans", href="/sites/", latitude=29.95, longitude=-90.07, group="vrn"),
        MapSite(name="Honolulu", href="/sites/", latitude=21.31, longitude=-157.86, group="psp"),
        MapSite(name="Tampa", href="/sites/", latitude=27.95, longitude=-82.46, group="new", label="left"),
        MapSite(name="San Juan", href="/sites/", latitude=18.47, longitude=-66.1, group="psp"),
    ),
    missing="Not on the map: San Juan.",
    list_href="/sites/",
    list_label="All 66 as a list",
)  # fmt: skip

PAGE = PageLinks(
    first="?", previous="?before=1", next="?after=9", last="?last", position="25 requests"
)


class UpdateForm(forms.Form):
    """A form with every kind of control."""

    site = forms.ChoiceField(choices=[("1", "Example City, EX"), ("2", "Example Falls, EX")])
    kind = forms.ChoiceField(label="Type of contact", widget=RadioTiles, choices=[(k, k.capitalize()) for k in ("visit", "call", "email", "meeting", "other")])  # fmt: skip
    urgency = forms.ChoiceField(widget=forms.RadioSelect, choices=[("routine", "Routine"), ("expedited", "Expedited")])  # fmt: skip
    held_on = DateField(label="When?")
    summary = forms.CharField(label="What happened?", help_text="A few sentences.", max_length=2000, widget=forms.Textarea)  # fmt: skip
    areas = forms.MultipleChoiceField(label="Core areas", required=False, widget=forms.CheckboxSelectMultiple, choices=[("gv", "Gun Violence"), ("ca", "Crime Analysis")])  # fmt: skip
    people = forms.IntegerField(label="How many people?", required=False)
    attest = forms.BooleanField(label="We have no conflict of interest with this site", help_text="You attest this for your organization.")  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, initial=3)


def context() -> dict[str, object]:
    return {
        "clock": clock_panel(), "clocks": (ON_TIME, AT_RISK, PAST_DUE, PAUSED), "why": WHY, "timeline": TIMELINE,
        "thread": MESSAGES, "groups": GROUPS, "team": TEAM, "journey": JOURNEY, "cards": CARDS, "heat": HEAT,
        "map": US_MAP, "pager": PAGE, "form": UpdateForm(), "refused": UpdateForm({"people": "x"}, prefix="r"),
        "now": NOW, "facts": (Fact("Now", "Demonstration Provider 1"), Fact("Federal", "ATF Denver Field Division, seated contact"), Fact("Source", "Strategic plan, goal 2", "/x/")),
        "statuses": STATUSES, "tabs": [("Overview", "/", True), ("Requests (3)", "/requests/", False)],
        "filters": [("All 7", "/", True), ("Mine 5", "/x/", False), ("Expedited and critical 2", "/y/", False)],
    }  # fmt: skip


STATUSES = [
    "draft",
    "submitted",
    "triage",
    "matching",
    "offered",
    "accepted",
    "scoping",
    "scheduled",
    "in-delivery",
    "delivered",
    "confirmed",
    "closed",
    "needs-information",
    "on-hold",
    "declined",
    "withdrawn",
    "reopened",
]
