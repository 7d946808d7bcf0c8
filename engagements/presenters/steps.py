"""The words of an engagement's steps: heading, what happens, the sentence afterward."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from engagements.enums import UNDONE, State
from engagements.models import Engagement, EngagementStep, PlanStep, RecommendationStep
from foundation.ui import dates
from foundation.workflow.transition import Transition


@dataclass(frozen=True, slots=True)
class Words:
    """What a step's page says.

    Attributes:
        heading: the page's title, and the button's label.
        says: what happens when the step is taken.
        done: the sentence afterward.
    """

    heading: str
    says: str
    done: str


WORDS: dict[str, Words] = {
    "announce": Words(
        "Announce engagement",
        "From that day on, public pages show the site's engagement. A first day that was only assumed becomes the "
        "day of the announcement if onboarding hasn't started.",
        "Announcement saved. Public pages show the engagement from that day on.",
    ),
    "begin-onboarding": Words(
        "Start onboarding",
        "The site's team gets to know the program. The engagement becomes active once the listening session is "
        "recorded.",
        "Onboarding started.",
    ),
    "activate": Words(
        "Activate engagement",
        "Onboarding ends, and the site works toward its strategic plan.",
        "The engagement is active.",
    ),
    "suspend": Words(
        "Suspend engagement",
        "The clocks of the site's open requests are paused from the first day through the last day of the suspension.",
        "Suspension saved. The clocks of open requests are paused on those days.",
    ),
    "resume": Words(
        "Resume engagement",
        "The clocks of the site's open requests run again from that day, with the time that was left. "
        "A suspension that hasn't started yet is canceled.",
        "The engagement is resumed. The clocks of open requests run again.",
    ),
    "extend": Words(
        "Extend engagement",
        "The last day, the closing phase, and the milestones near the end move to later days. "
        "The suggested day is six months later. An engagement that is closing becomes active again only if its "
        "closing phase then starts after today.",
        "The engagement is extended.",
    ),
    "close": Words(
        "Start closing phase",
        "The closing phase starts earlier than planned. The last day doesn't change.",
        "The closing phase started.",
    ),
    "graduate": Words(
        "Graduate site",
        "The engagement ends the day before, and the site can ask for no new help. Requests and commitments that are "
        "open stay open. The team keeps its access to the site's history.",
        "The site's graduation is recorded.",
    ),
    "start-operations": Words(
        "Move to operations",
        "The diagnostic engagement ends the day before, and an operations engagement opens. "
        "Its onboarding starts separately.",
        "The operations engagement is open. Start its onboarding when the team is ready.",
    ),
    "become-alumni": Words(
        "Make site alumni",
        "The site becomes alumni earlier than planned. Its team keeps its access to the site's history.",
        "The site is alumni.",
    ),
    "withdraw": Words(
        "Withdraw engagement",
        "The engagement ends without graduation, and the site can ask for no new help. Requests and commitments that "
        "are open stay open. You can open another engagement later.",
        "The engagement is withdrawn.",
    ),
    "undo-withdrawal": Words(
        "Undo withdrawal",
        "Use this if the engagement was withdrawn by mistake. It gets back the status and the dates it had, and the "
        "site can ask for help again. The history shows both the withdrawal and that it was undone.",
        "The withdrawal is undone.",
    ),
    "undo-graduation": Words(
        "Undo graduation",
        "Use this if the graduation was recorded by mistake. The engagement gets back the status and the dates it "
        "had, and the site can ask for help again. The history shows both the graduation and that it was undone.",
        "The graduation is undone.",
    ),
    "undo-alumni": Words(
        "Undo step to alumni",
        "Use this if the site was made alumni by mistake, or from a wrong day. Its graduation stays, and the site "
        "becomes alumni on the day that was planned before. The history shows both.",
        "The step to alumni is undone.",
    ),
}


NOT_SUSPENDED = "The suspension is canceled. The clocks of open requests aren't paused."


def opened_of(engagement: Engagement, today: date) -> str:
    """Return the sentence after an engagement was opened: onboarding never starts before its first day."""
    if engagement.starts_on <= today:
        return "The engagement is open. Start its onboarding when the team is ready."
    first = dates.full_day(engagement.starts_on)
    return f"The engagement is open. You can start its onboarding on {first}."


def refusal_of(
    step: str,
    offered: Iterable[tuple[Transition, str]],
    *,
    state: str,
    taken: Iterable[EngagementStep | PlanStep | RecommendationStep],
    tz: str,
) -> str:
    """Return why a step can't be taken now, such as that someone else took it first; empty if it can.

    Arguments:
        step: its name.
        offered: the steps of the present state, each with its refusal or "".
        state: the present status in words.
        taken: the steps that were taken, newest first.
        tz: the site's time zone.
    """
    named = {row.name: refusal for row, refusal in offered}
    if step in named:
        return named[step]
    said = f"This step isn't available now: the status is {state}."
    return " ".join(filter(None, (said, last_of(taken, tz))))


def last_of(taken: Iterable[EngagementStep | PlanStep | RecommendationStep], tz: str) -> str:
    """Return which step was the last, by whom and when; empty without one.

    Arguments:
        taken: the steps, newest first.
        tz: the site's time zone.
    """
    last = next(iter(taken), None)
    if last is None:
        return ""
    who = last.made_by.name if last.made_by else "the portal"
    return (
        f"The last step was “{last.get_step_display()}” by {who}, {dates.when(last.made_at, tz)}."
    )


def done_of(step: str, engagement: Engagement, today: date) -> str:
    """Return the sentence after a step: with the state an extended engagement is in now, or what is still to come.

    Arguments:
        step: its name.
        engagement: as it is after the step.
        today: the day at the site.
    """
    if step == "close" and today < engagement.closing_from:
        return f"The closing phase will start on {dates.full_day(engagement.closing_from)}."
    if step == "resume" and engagement.suspended_from is None:
        return NOT_SUSPENDED
    if step in UNDONE:
        return f"{WORDS[step].done} The engagement's status is {engagement.state_on(today).label}."
    if step != "extend":
        return WORDS[step].done
    last = f"The engagement is extended through {dates.full_day(engagement.ends_on)}."
    closing = dates.full_day(engagement.closing_from)
    if engagement.state_on(today) == State.CLOSING:
        return f"{last} It stays in its closing phase, which now counts from {closing}."
    begins = "starts" if engagement.closing_from > today else "started"
    return f"{last} Its closing phase {begins} on {closing}."
