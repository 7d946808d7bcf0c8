"""The words of a summit's steps: what happens, and the sentence afterward."""

WORDS: dict[str, tuple[str, str]] = {
    "approve": (
        "Both approvals are recorded. You can open registration next.",
        "Summit approved.",
    ),
    "open-registration": (
        "People can choose sessions, and sites can nominate delegates once you set the number of places.",
        "Registration is open.",
    ),
    "lock-agenda": (
        "The agenda is settled. If a session still moves, the people who chose it are notified.",
        "Agenda locked.",
    ),
    "unlock-agenda": (
        "Sessions can be added and moved. The people who chose one are notified. Lock the agenda when it's settled.",
        "Agenda unlocked.",
    ),
    "start": ("The summit has begun.", "The summit is live."),
    "wrap-up": (
        "The sessions are over. Notes, materials, and commitments are completed now.",
        "Wrap-up started.",
    ),
    "archive": (
        "The summit is complete. Nothing of it can be changed afterward.",
        "Summit archived.",
    ),
    "go-virtual": (
        "No one travels. Every session keeps its time, and everyone keeps their registration or wait-list number.",
        "The summit is virtual now.",
    ),
    "cancel": (
        "The summit won't take place. Every registration is canceled, and everyone is notified. This can't be undone.",
        "Summit canceled.",
    ),
}
