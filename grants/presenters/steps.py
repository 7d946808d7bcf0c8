"""The words of an application's steps: what happens, and the sentence afterward."""

WORDS: dict[str, tuple[str, str]] = {
    "apply": ("Your site's team sees that you're applying.", "Marked as applying."),
    "submit": ("Mark it once the application is sent to the funder.", "Marked as submitted."),
    "award": ("You can add the number and the period later.", "Award recorded."),
    "not-award": (
        "You can change it back to submitted later, with a reason.",
        "Marked as not awarded.",
    ),
    "withdraw": (
        "You can take it up again until applications close. If it was submitted, you can change it back.",
        "Application withdrawn.",
    ),
    "reopen": ("Your site is considering this grant again.", "Application taken up again."),
    "restore": (
        "It waits for the funder's answer again. An award recorded with it is removed from this page; its history still shows that it was recorded.",
        "Changed back to submitted.",
    ),
}
