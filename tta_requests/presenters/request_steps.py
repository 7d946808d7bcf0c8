"""The words on the pages of steps, before a step is taken and afterward."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences and labels of one step.

    Attributes:
        done: the message after the step is taken.
        heading: the heading of the page before it; empty where one click is enough.
        says: what happens after it; ``{provider}`` is filled in.
        label: the button of that page.
    """

    done: str
    heading: str = ""
    says: str = ""
    label: str = ""


def received(by: str = "") -> str:
    """Return the message shown after a request is submitted.

    Arguments:
        by: DOJ's deadline to acknowledge it, such as " by Mon Nov 30, 5:00 pm MT"; empty if unknown.
    """
    return f"We have your request. DOJ will acknowledge it{by}. We'll let you know either way."


WORDS: Mapping[str, Words] = {
    "submit": Words(received()),
    "acknowledge": Words("Request acknowledged. The site can see it."),
    "match": Words("Moved to matching. Choose a provider."),
    "confirm": Words("{provider} confirmed. The people involved were notified."),
    "resume": Words("Request resumed. Its clocks are running again."),
    "start-delivery": Words("Delivery started. The site and its liaison were notified."),
    "confirm-delivery": Words(
        "Delivery confirmed. Thank you. We'll ask you to complete an evaluation."
    ),
    "recall": Words(
        "Offer withdrawn. Choose a provider.",
        "Withdraw the offer?",
        "{provider} is notified that the offer is withdrawn, and loses access to the request. "
        "Then you choose a provider.",
        "Withdraw the offer",
    ),
    "ask": Words(
        "Message sent to the site. The clocks are paused until the site answers.",
        "Ask the site for information",
        "The site gets the message below and answers here. The clocks are paused until then. "
        "If the site doesn't answer by the deadline, the request is withdrawn.",
        "Send to the site",
    ),
    "answer": Words(
        "Answer sent. The request continues where it stopped.",
        "Answer the question",
        "The request continues where it stopped, and its clocks start again.",
        "Send answer",
    ),
    "hold": Words(
        "Request put on hold. The people involved were notified.",
        "Put this request on hold?",
        "The clocks are paused until someone resumes it. Everyone with access to the request can read the reason.",
        "Put on hold",
    ),
    "decline": Words(
        "Request declined. The site was notified why and what else can help.",
        "Decline this request?",
        "The site gets the message below and what else can help. It can ask for a second look.",
        "Decline the request",
    ),
    "reopen": Words(
        "Second look requested. The request goes back to triage.",
        "Ask for a second look?",
        "The request goes back to triage, and the coordinator reads your reason.",
        "Ask for a second look",
    ),
    "deliver": Words(
        "Delivery reported. The site confirms it or reports what's missing.",
        "Report delivery",
        "The site reads what was delivered and confirms it. If the site doesn't respond by the deadline, "
        "the portal confirms delivery automatically.",
        "Report delivery",
    ),
    "dispute": Words(
        "Report sent. The provider continues the work.",
        "Report something missing",
        "The request goes back into delivery, and {provider} reads what's missing.",
        "Send report",
    ),
    "withdraw": Words(
        "Request withdrawn.",
        "Withdraw this request?",
        "All clocks stop, any open offer ends, and work on the request stops. "
        "You can't undo this, but you can submit a new request.",
        "Withdraw this request",
    ),
}
