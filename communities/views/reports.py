"""Reports of misuse: make one, read those of a community, and decide that a post stays."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from communities import policies
from communities.actions import reports
from communities.forms.reports import ReportForm
from communities.models import MisuseReport, Post
from communities.views.communities import ask, fetch, fetch_facilitated
from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.ui.asking import sent
from foundation.ui.forms import ButtonForm
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit


@signed_in
def index(request: PortalRequest, slug: str) -> HttpResponse:
    """Show the reports that no one has decided to those who facilitate the community."""
    community = fetch_facilitated(request, slug)
    found = MisuseReport.objects.visible_to(request.actor).of_community(community.pk).waiting()
    context = {
        "community": community,
        "reports": found,
        "may_remove": policies.is_granted(community),
    }
    return page(request, "communities/reports.html", context)


@signed_in
@single_submit
def make(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Report a post."""
    seen = Post.objects.visible_to(request.actor).select_related("community")
    post = get_object_or_404(seen, pk=pk)
    if not policies.can_report(request.actor, post):
        raise PermissionDenied
    return ask(
        request,
        fetch(request, post.community.slug),
        ReportForm(request.POST or None),
        heading="Report post",
        says="The facilitators and Program Managers see the post's text and your name.",
        act=lambda values, _version: reports.make(post, **values, by=request.actor),
        done="Post reported. A facilitator will look at it.",
        then=reverse("communities:thread", args=[post.parent_id or post.pk]),
    )


@signed_in
@single_submit
def dismiss(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Decide that a reported post stays as it is."""
    seen = MisuseReport.objects.visible_to(request.actor).select_related("community")
    report = get_object_or_404(seen, pk=pk)
    if not policies.can_facilitate(request.actor, report.community):
        raise PermissionDenied
    return ask(
        request,
        report.community,
        ButtonForm(sent(request)),
        heading="Leave post as it is",
        says="The report is closed. Members can still read the post.",
        act=lambda _values, _version: reports.dismiss(report, by=request.actor),
        done="Report closed.",
        then=reverse("communities:reports", args=[report.community.slug]),
    )
