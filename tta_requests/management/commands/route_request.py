"""Route a request by its number; with --replay, compute the stored ranking again and compare."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.accounts.actors import Actor
from foundation.tenancy.context import acting_atomic
from tta_requests.actions import routing
from tta_requests.models import MatchRun, TTARequest

JOB = Actor.system("outbox")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", help="such as PSP-2026-0042")
        parser.add_argument("--replay", action="store_true", help="compare only; write nothing")
        parser.add_argument("--json", action="store_true", help="as JSON, for scripts")

    def handle(self, *args: Any, **options: Any) -> None:
        with acting_atomic("system:outbox"):
            tta_request = TTARequest.objects.numbered(options["number"]).for_page().first()
            if tta_request is None:
                raise CommandError(f"Request {options['number']} doesn't exist.")
            answer = _replayed(tta_request) if options["replay"] else _routed(tta_request)
        if options["json"]:
            self.stdout.write(json.dumps(answer))
            return
        for rank, row in enumerate(answer["ranking"], start=1):
            self.stdout.write(f"{rank}. {row['name']}: {row['score']}")
        if options["replay"]:
            self.stdout.write("The order is the same." if answer["equal"] else "The order differs.")


def _routed(tta_request: TTARequest) -> dict[str, Any]:
    made = routing.run(tta_request, by=JOB)
    if made is None:
        raise CommandError(f"{tta_request.number} isn't waiting for a provider.")
    return {"number": tta_request.number, "ranking": made.ranking}


def _replayed(tta_request: TTARequest) -> dict[str, Any]:
    stored = MatchRun.objects.select_related("weights").filter(request_id=tta_request.pk).first()
    if stored is None:
        raise CommandError(f"{tta_request.number} was never ranked.")
    again = routing.replay(stored)
    return {
        "number": tta_request.number,
        "stored": stored.ranking,
        "ranking": again,
        "equal": again == stored.ranking,
        "weights": stored.weights.version,
    }
