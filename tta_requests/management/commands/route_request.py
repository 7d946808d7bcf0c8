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
            request = TTARequest.objects.numbered(options["number"]).for_page().first()
            if request is None:
                raise CommandError(f"Request {options['number']} doesn't exist.")
            answer = _replayed(request) if options["replay"] else _routed(request)
        if options["json"]:
            self.stdout.write(json.dumps(answer))
            return
        for rank, row in enumerate(answer["ranking"], start=1):
            self.stdout.write(f"{rank}. {row['name']}: {row['score']}")
        if options["replay"]:
            self.stdout.write("The order is the same." if answer["equal"] else "The order differs.")


def _routed(request: TTARequest) -> dict[str, Any]:
    made = routing.run(request, by=JOB)
    if made is None:
        raise CommandError(f"{request.number} isn't waiting for a provider.")
    return {"number": request.number, "ranking": made.ranking}


def _replayed(request: TTARequest) -> dict[str, Any]:
    stored = MatchRun.objects.select_related("weights").filter(request_id=request.pk).first()
    if stored is None:
        raise CommandError(f"{request.number} was never ranked.")
    again = routing.replay(stored)
    return {
        "number": request.number,
        "stored": stored.ranking,
        "ranking": again,
        "equal": again == stored.ranking,
        "weights": stored.weights.version,
    }
