"""The WSGI entry point."""

from foundation.tenancy.checks import refuse_to_serve
from psp_portal import preload

application = preload.load_application()
refuse_to_serve()
