"""The words of a plan's steps: heading, what happens, the sentence afterward."""

from dataclasses import dataclass

from engagements.models import Goal, PlanAction
from engagements.presenters.steps import Words

PLAN_WORDS: dict[str, Words] = {
    "submit": Words(
        "Submit for approval",
        "The site's executive leadership is asked to approve the plan. It can't be changed until they answer.",
        "Plan submitted. The site's executive leadership can approve it now.",
    ),
    "approve": Words(
        "Approve plan",
        "The text below becomes the approved version. It doesn't change anymore; a new version needs approval again.",
        "Plan approved.",
    ),
    "return": Words(
        "Return for changes",
        "The plan becomes a draft again, and the person who submitted it sees your reason.",
        "Plan returned for changes.",
    ),
    "unlock": Words(
        "Start a new version",
        "The plan becomes a draft again. The approved version stays in force until the new one is approved.",
        "The new version is a draft. Change it, then submit it for approval.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the page of a goal or an action says.

    Attributes:
        heading: the page's title, and the button's label.
        says: what it is about.
        done: the sentence afterward.
        remove: the label of the button that removes it; empty for a new one.
    """

    heading: str
    says: str
    done: str
    remove: str


def of_goal(goal: Goal | None) -> Asked:
    """Return the words of the page that adds or changes a goal."""
    if goal is None:
        says = "A goal is a figure to reach in a core area. The page shows each day where it should be."
        return Asked(heading="Add goal", says=says, done="Goal added.", remove="")
    return Asked(heading="Change goal", says=goal.text, done="Goal changed.", remove="Remove goal")


def of_measurement(goal: Goal) -> Asked:
    """Return the words of the page that enters a figure of a goal."""
    says = f"{goal.text} ({goal.unit})"
    return Asked(heading="Enter figure", says=says, done="Figure saved.", remove="")


def of_correction(goal: Goal) -> Asked:
    """Return the words of the page that corrects a figure of a goal."""
    says = f"{goal.text} ({goal.unit})"
    return Asked(heading="Correct figure", says=says, done="Figure corrected.", remove="")


def of_action(goal: Goal, action: PlanAction | None) -> Asked:
    """Return the words of the page that adds or changes an action toward a goal."""
    says = f"Goal: {goal.text}"
    if action is None:
        return Asked(heading="Add action", says=says, done="Action added.", remove="")
    return Asked(heading="Change action", says=says, done="Action changed.", remove="Remove action")
