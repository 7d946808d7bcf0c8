"""Read the shipped reference files as rows, without Django."""

import csv
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def rows(path: str) -> list[dict[str, str]]:
    with (ROOT / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def about() -> dict[str, Any]:
    return json.loads((ROOT / "dashboards/data/about.json").read_text(encoding="utf-8"))
