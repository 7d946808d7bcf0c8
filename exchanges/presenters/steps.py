"""The words of an exchange's steps: what happens, and the sentence afterward."""

WORDS: dict[str, tuple[str, str]] = {
    "accept": (
        "Your site hosts the visit. Both sites then set the dates, agenda, and participants.",
        "Visit accepted.",
    ),
    "decline": ("The visiting site is notified, and can read your reason.", "Visit declined."),
    "plan": ("Both sites are notified that the plan is final.", "Plan confirmed."),
    "mark-held": (
        "The agenda can't be changed anymore. One site writes the after-action report next.",
        "Exchange marked as held.",
    ),
    "agree": (
        "The report can't be changed anymore. Both sites then do what they committed to.",
        "Report agreed.",
    ),
    "close": ("The exchange can't be changed anymore.", "Exchange closed."),
    "cancel": (
        "Both sites are notified, and can read your reason. This can't be undone.",
        "Exchange canceled.",
    ),
}
