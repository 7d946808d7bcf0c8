"""What the pages of steps say: before a step is taken, and once it is."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One step's sentences.

    Attributes:
        done: said once it is taken.
        heading: of the page that asks first; empty where one click is enough.
        says: what happens then; ``{provider}`` is filled in.
        label: the button of that page.
    """

    done: str
    heading: str = ""
    says: str = ""
    label: str = ""


WORDS: Mapping[str, Words] = {
    "submit": Words("We have your request. You will hear from us either way."),
    "acknowledge": Words("Acknowledged. The site sees it on its page."),
    "match": Words("Taken into matching. Choose who gets it."),
    "confirm": Words("{provider} is confirmed. Everybody concerned is told."),
    "resume": Words("It goes on where it stopped, and so do its clocks."),
    "start-delivery": Words("Delivery has begun. The site and its liaison are told."),
    "confirm-delivery": Words("Delivery is confirmed. Thank you; you are asked how it went."),
    "recall": Words(
        "The offer is taken back. Choose who gets it next.",
        "Take the offer back?",
        "{provider} is told that the offer no longer stands, and loses sight of the request. "
        "Then you choose who gets it next.",
        "Take the offer back",
    ),
    "ask": Words(
        "The site is asked. The clocks stand still until it answers.",
        "Ask the site for information",
        "The site gets the letter below and answers here. Until then the clocks stand still; "
        "without an answer the request is withdrawn after the time the portal allows.",
        "Send to the site",
    ),
    "answer": Words(
        "Your answer is sent. The request goes on where it stopped.",
        "Answer what was asked",
        "The request goes on where it stopped, and its clocks run again.",
        "Send the answer",
    ),
    "hold": Words(
        "It is on hold. Everybody concerned is told why.",
        "Put this request on hold?",
        "The clocks stand still until somebody resumes it. Everybody who sees the request reads why.",
        "Put on hold",
    ),
    "decline": Words(
        "The request is declined, and the site reads why and what else may help.",
        "Decline this request?",
        "The site gets the letter below and what else may help. It can ask for a second look.",
        "Decline the request",
    ),
    "reopen": Words(
        "A second look is asked for. It is triaged anew.",
        "Ask for a second look?",
        "The request goes back to triage, and whoever triages reads why.",
        "Ask for a second look",
    ),
    "deliver": Words(
        "Reported as delivered. The site confirms it, or says what is missing.",
        "Report as delivered",
        "The site reads what was delivered and confirms it. If it says nothing, the portal confirms it "
        "after the time it allows.",
        "Report as delivered",
    ),
    "dispute": Words(
        "The provider reads what is missing and goes on.",
        "Something is missing?",
        "The request goes back into delivery, and {provider} reads what is missing.",
        "Send it back",
    ),
    "withdraw": Words(
        "The request is withdrawn.",
        "Withdraw this request?",
        "Every clock stops, an offer that stands ends, and nobody works on it any more. "
        "This cannot be undone; you can ask again with a new request.",
        "Withdraw this request",
    ),
}
