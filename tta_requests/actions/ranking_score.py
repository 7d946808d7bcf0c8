"""Filter and score providers: pure functions of a run's inputs, so a rerun gives the same order.

Points per factor follow PRODUCT section 6.3; each is a share of the weight in force. A factor without
history gets half its weight and is marked "new", so that a new provider is not at a disadvantage.
"""

from collections.abc import Mapping
from typing import Any

from foundation.ui import wording

Facts = Mapping[str, Any]
TOP_LEVEL = 3
SLOWEST_HOURS = 72.0
CONTINUITY_FULL = 2
UNKNOWN = 0.5


def ranked(
    inputs: Mapping[str, Any], weights: Mapping[str, int]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rank the providers of a run's inputs.

    Arguments:
        inputs: as ``ranking_inputs.inputs_for`` made them.
        weights: the most points each factor can give; together 100.

    Returns:
        The candidates, best first, and those who did not pass, with the rule that kept them out. Ties go
        to the least recently assigned, then to the lower id.
    """
    tta_request, asked = inputs["request"], set(inputs["asked"])
    passed, excluded = [], []
    for facts in inputs["providers"]:
        rule = _rule_against(facts, tta_request, asked)
        if rule:
            excluded.append({"provider": facts["provider"], "name": facts["name"], "rule": rule})
        else:
            passed.append(facts)
    rows = [_row(facts, tta_request, weights) for facts in passed]
    assigned = {facts["provider"]: facts["assigned"] for facts in passed}
    rows.sort(key=lambda row: (-row["score"], assigned[row["provider"]], row["provider"]))
    return rows, excluded


def _rule_against(facts: Facts, request: Facts, asked: set[int]) -> str:
    rules = (
        (facts["provider"] in asked, "already got an offer for this request"),
        (not facts["level"], "doesn't do this kind of work in this area"),
        (facts["served"] and request["state"] not in facts["served"], "doesn't serve this state"),
        # Runs stored before this was read have no such fact.
        (not facts.get("staffed", True), "has no one with an open account to answer"),
        (facts["absent"], "is away today"),
        (
            facts["held"] >= facts["places"],
            f"is at capacity ({facts['held']} of {facts['places']})",
        ),
        (request["federal"] and not facts["cleared"], "isn't cleared for federal items"),
    )
    return next((sentence for applies, sentence in rules if applies), "")


def _row(facts: Facts, request: Facts, weights: Mapping[str, int]) -> dict[str, Any]:
    shares = _shares(facts, request)
    factors = {
        name: round(weights[name] * (UNKNOWN if share is None else share), 1)
        for name, share in shares.items()
    }
    return {
        "provider": facts["provider"],
        "name": facts["name"],
        "score": round(sum(factors.values()), 1),
        "factors": factors,
        "new": [name for name, share in shares.items() if share is None],
        "places": [facts["held"], facts["places"]],
        "notes": _notes(facts),
    }


def _shares(facts: Facts, request: Facts) -> dict[str, float | None]:
    """Return each factor as a number from 0 to 1; ``None`` where there is no history."""
    return {
        "capability": facts["level"] / TOP_LEVEL,
        "free_capacity": 1 - facts["held"] / facts["places"],
        "speed_history": None
        if facts["mean_hours"] is None
        else max(0.0, 1 - facts["mean_hours"] / SLOWEST_HOURS),
        "continuity": min(facts["here"], CONTINUITY_FULL) / CONTINUITY_FULL,
        "same_region": _region(facts, request),
        "past_evaluations": _rated(facts.get("rating")),
        "effort_fit": min(1.0, facts["hours"] / request["hours"]),
    }


def _rated(mean: float | None) -> float | None:
    """Return a mean of 1 to 5 as a number from 0 to 1; None below three evaluations."""
    return None if mean is None else (mean - 1) / 4


def _region(facts: Facts, request: Facts) -> float:
    if facts["home"] == request["state"]:
        return 1.0
    return 0.5 if request["state"] in facts["served"] else 0.0


def _notes(facts: Facts) -> list[str]:
    free = facts["places"] - facts["held"]
    notes = [f"Capacity: {free} of {facts['places']} free."]
    if facts["here"]:
        times = wording.agree(facts["here"], "once", f"{facts['here']} times")
        notes.append(f"Worked with the site {times} before.")
    else:
        notes.append("Hasn't worked with this site.")
    if facts["mean_hours"] is not None:
        hours = wording.counted(round(facts["mean_hours"]), "hour")
        notes.append(f"Answers in {hours} on average.")
    return notes
