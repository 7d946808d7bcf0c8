"""Compare names as people write them: equal however spelled, or near enough to ask."""

from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache

from foundation.workflow.folds import fold

# Below this two names are not taken for one with a typing mistake.
ALIKE = 0.8
MAX_PROPOSED = 4


# Each cell of a file is compared with the same names.
folded = lru_cache(maxsize=8192)(fold)


def same(said: str, names: Mapping[str, str]) -> str | None:
    """Return what the only name is called that says the same; None when there are none or several."""
    wanted = folded(said)
    found = {called for name, called in names.items() if folded(name) == wanted}
    return found.pop() if len(found) == 1 else None


def near(said: str, names: Mapping[str, str]) -> list[str]:
    """List what a name could have meant, the likeliest first."""
    wanted = folded(said)
    if not wanted:
        return []
    scored: dict[str, float] = {}
    for name, called in names.items():
        score = _alike(wanted, folded(name))
        if score >= ALIKE:
            scored[called] = max(score, scored.get(called, 0.0))
    return sorted(scored, key=lambda called: (-scored[called], called))[:MAX_PROPOSED]


def _alike(one: str, other: str) -> float:
    """Rate how alike two names are, from 0 to 1; a name cut short at a word is nearly the whole."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= 4 and longer.startswith(f"{shorter} "):
        return 0.95
    pair = SequenceMatcher(None, one, other, autojunk=False)
    # The quick ones are never lower than the true one, which is slow.
    if pair.real_quick_ratio() < ALIKE or pair.quick_ratio() < ALIKE:
        return 0.0
    return pair.ratio()
