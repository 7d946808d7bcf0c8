from celery import shared_task
from django.db import transaction

from tests.faults.workload.effects import work


@shared_task(ignore_result=True)
def direct(job: int) -> None:
    """The control: what most projects do instead of an outbox."""
    with transaction.atomic():
        work(job)
