"""``manage.py relay``: notify the workers when messages are due."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from foundation.outbox.celery_notifier import CeleryDoorbell
from foundation.outbox.relay import Relay
from foundation.tenancy.checks import refuse_to_serve


class Command(BaseCommand):
    help = "Notify the workers when rows are due, and do the work here while the broker is unavailable. Runs until stopped."
    # Django's checks load every address and view, which the relay doesn't need; it asks for what it does need.
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_to_serve()
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        Relay(CeleryDoorbell()).run(stop)
