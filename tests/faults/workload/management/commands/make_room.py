"""Raise the demonstration providers' capacity to the number of requests in a fault run."""

from django.core.management.base import BaseCommand

from foundation.tenancy.context import acting_atomic
from tta_requests.models import Provider


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        with acting_atomic("system:demo"):
            Provider.objects.filter(organization__is_demo=True).update(places=5000)
