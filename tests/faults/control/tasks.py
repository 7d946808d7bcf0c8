from celery import shared_task

from foundation import outbox
from foundation.outbox import letters
from foundation.outbox.registry import handler_of
from foundation.tenancy.context import acting_atomic


@shared_task(ignore_result=True)
def direct(kind, payload):
    """Do the work directly, as most projects do instead of an outbox."""
    with acting_atomic("system:outbox"):
        made = handler_of(kind)(payload)
        if isinstance(made, outbox.Letter):
            letters.send(made, row=0)
            made.sent()
