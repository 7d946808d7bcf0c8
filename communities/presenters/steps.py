"""The words of a community's steps: what happens, and the sentence afterward."""

WORDS: dict[str, tuple[str, str]] = {
    "activate": ("The community starts its work. People can join it now.", "Community activated."),
    "pause": (
        "Meetings don't take place until the community resumes. Members can still write posts.",
        "Community paused.",
    ),
    "resume": ("Meetings resume on the scheduled days.", "Community resumed."),
    "retire": (
        "Later meetings are canceled. Members can still read everything, and no one can write. This can't be undone.",
        "Community retired.",
    ),
}
