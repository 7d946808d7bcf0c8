"""What the program has published about itself, as a shipped file."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "data"


@cache
def statement() -> dict[str, Any]:
    """Return the program's own About text by part; ``as_of`` is the day it was read."""
    kept: dict[str, Any] = json.loads((DATA / "about.json").read_text(encoding="utf-8"))
    return kept | {"as_of": date.fromisoformat(kept["as_of"])}
