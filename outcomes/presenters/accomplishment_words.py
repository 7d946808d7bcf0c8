"""The words of an accomplishment's steps: what happens, and the sentence afterward."""

WORDS: dict[str, tuple[str, str]] = {
    "attest": (
        "You confirm for the site that the words and figures are true. Only a draft sent back can be changed.",
        "Attested. The site's liaison verifies it next.",
    ),
    "verify": (
        "You have checked the figures against the evidence.",
        "Verified. DOJ clears it next.",
    ),
    "clear": (
        "DOJ has no objection to publishing these words.",
        "Cleared. A Program Manager publishes it next.",
    ),
    "publish": (
        "Everyone can read it on the public site at once.",
        "Published. Everyone who had a part in it is notified.",
    ),
    "send-back": (
        "It becomes a draft again, and the steps taken so far are void. Its author is notified.",
        "Sent back to its author.",
    ),
    "correct": (
        "The new words replace the published ones at once, and the public page shows the day of the correction. The former version stays in the history.",
        "Corrected. Everyone who had a part in it is notified.",
    ),
    "withdraw": (
        "It leaves the public site at once and can't be published again. A notice with the day stays at its address.",
        "Withdrawn. Everyone who had a part in it is notified.",
    ),
    "discard": (
        "No one attests it or is reminded of it anymore, and it can't be taken up again. It stays in the site's list as discarded.",
        "Draft discarded.",
    ),
    "concur": (
        "You confirm for your agency what is said about its work.",
        "Agreement recorded.",
    ),
}
