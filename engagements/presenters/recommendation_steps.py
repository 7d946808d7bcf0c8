"""The words of a recommendation's steps: what happens, and the sentence afterward."""

WORDS: dict[str, tuple[str, str]] = {
    "accept": (
        "The site takes the recommendation on.",
        "Recommendation accepted.",
    ),
    "decline": (
        "The site won't carry out this recommendation. The reason is saved with it.",
        "Recommendation declined.",
    ),
    "start": ("Work on the recommendation has begun.", "Work started."),
    "implement": (
        "The work is done, and the evidence shows it. Someone else verifies it.",
        "Marked as implemented. Someone else now verifies it.",
    ),
    "send-back": (
        "The evidence doesn't show yet that the work is done. The site adds to it.",
        "Sent back for more evidence.",
    ),
    "verify": (
        "The evidence shows that the work is done. A check follows in 12 months.",
        "Recommendation verified. A check follows in 12 months.",
    ),
    "sustain": (
        "A year after it was verified, the change is still in use.",
        "Recorded as sustained.",
    ),
    "lapse": ("The change is no longer in use.", "Recorded as lapsed."),
    "withdraw": (
        "The site no longer has to answer it or carry it out. Commitments and requests made from it stay open.",
        "Recommendation withdrawn.",
    ),
    "restart": ("The site takes up the work again.", "Work started again."),
}
