"""Import a file of crime or clearance figures; without --apply, only say what it would do."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from foundation.accounts.actors import Actor
from foundation.files import intake
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import DomainError
from outcomes.actions import imports

JOB = Actor.system("reference")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV, XLSX, or ODS")
        parser.add_argument("--state", default="", help="two letters, of rows that name no state")
        parser.add_argument("--year", type=int, help="of rows that name no year")
        parser.add_argument(
            "--mapping", default="", help="the source whose columns it has, by name"
        )
        parser.add_argument("--apply", action="store_true", help="import what can be imported")
        parser.add_argument("--json", action="store_true", help="as JSON, for scripts")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = _report(options)
        except OSError as error:
            raise CommandError(f"The file can't be opened: {error.strerror}.") from error
        except DomainError as refused:
            if options["json"]:
                self.stdout.write(json.dumps({"error": str(refused)}))
            raise CommandError(str(refused)) from refused
        if options["json"]:
            self.stdout.write(json.dumps(report))
            return
        self._print(report)

    def _print(self, report: dict[str, Any]) -> None:
        self.stdout.write(
            f"{report['accepted']} rows accepted, {report['unchanged']} unchanged, "
            f"{report['rejected_rows']} rejected, {len(report['flagged'])} flagged."
        )
        for name, sums in report["measures"].items():
            self.stdout.write(f"{name}: sum {sums['sum']}, not reported {sums['not_reported']}")
        for kind in ("rejected", "flagged", "zeros"):
            for issue in report[kind]:
                self.stdout.write(f"{kind}, line {issue['line']}: {issue['reason']}")


def _report(options: dict[str, Any]) -> dict[str, Any]:
    path: Path = options["file"]
    said = {name: options[name] for name in ("state", "year", "mapping")}
    with path.open("rb") as file, acting_atomic("system:reference"):
        checked = intake.check_sheet(file, path.name)
        kept = imports.bring(checked, options=said, apply=options["apply"], by=JOB)
        if not options["apply"]:
            transaction.set_rollback(True)
    return {
        "applied": options["apply"],
        "file": kept.name,
        "source": str(kept.source),
        **kept.report,
    }
