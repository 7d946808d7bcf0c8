"""What search engines read first: which pages there are, and which addresses to leave alone."""

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from dashboards.presenters.sitemap import addresses_of
from foundation.accounts.access import public
from foundation.accounts.http import PortalRequest
from outcomes.models import Accomplishment
from sites.models import CoreArea, Site
from summits.models import Summit


@public
def sitemap(request: PortalRequest) -> HttpResponse:
    """List the public pages, in four queries; nothing that isn't published, and no demonstration site."""
    addresses = addresses_of(
        areas=CoreArea.objects.all(),
        sites=Site.objects.real().for_directory(),
        results=Accomplishment.objects.published(),
        summits=Summit.objects.published(),
    )
    text = render_to_string("dashboards/sitemap.xml", {"addresses": list(addresses)})
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


@public
def robots(request: PortalRequest) -> HttpResponse:
    """Tell search engines where the list of pages is, and what isn't for them."""
    context = {"sitemap": f"{settings.PUBLIC_BASE_URL}{reverse('dashboards:sitemap')}"}
    text = render_to_string("dashboards/robots.txt", context)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
