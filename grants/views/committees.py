"""A site's grant committee: its page, how it is set up and ended, and its members."""

from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui import asking
from foundation.ui.asking import sent
from foundation.ui.forms import ButtonForm
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit
from grants import policies
from grants.actions import committees
from grants.forms.applications import ReasonForm
from grants.forms.committees import CommitteeForm, MemberForm
from grants.models import Committee, CommitteeMeeting, CommitteeMember
from grants.presenters.committees import page_of
from grants.querysets.committees import committee_of
from grants.views.applications import fetch_kept_site
from sites.models import Site
from sites.policies import can_enter
from sites.views.team import enterable


@access(P.SITE_VIEW)
def detail(request: PortalRequest, slug: str) -> HttpResponse:
    """Show a site's committee: the next meeting, its members, and the log of its meetings."""
    site, actor = enterable(request, slug, can_enter), request.actor
    committee = committee_of(actor, site)
    context: dict[str, object] = {
        "site": site,
        "committee": committee,
        "may_set_up": policies.can_keep(actor, site.pk) and not (committee and committee.is_active),
    }
    if committee:
        may_keep = policies.can_keep_committee(actor, committee)
        context["may_keep"] = may_keep
        context["shown"] = page_of(
            committee,
            members=CommitteeMember.objects.visible_to(actor).of_committee(committee),
            meetings=CommitteeMeeting.objects.visible_to(actor).of_committee(committee),
            may_keep=may_keep,
            now=clock.now(),
        )
    return page(request, "grants/committee.html", context)


@access(P.GRANT_KEEP)
@single_submit
def set_up(request: PortalRequest, slug: str) -> HttpResponse:
    """Set up a site's committee."""
    site = fetch_kept_site(request, slug)
    return ask(
        request,
        site,
        CommitteeForm(sent(request)),
        heading="Set up a grant committee",
        says="It meets every quarter. Add its members and its next meeting afterward.",
        act=lambda values, _version: committees.set_up(site, **values, by=request.actor),
        done="Grant committee set up. Add its members next.",
    )


@access(P.GRANT_KEEP)
@single_submit
def end(request: PortalRequest, slug: str) -> HttpResponse:
    """End a site's committee."""
    committee = fetch_kept(request, slug)
    return ask(
        request,
        committee.site,
        ReasonForm(request.POST or None),
        heading="End the grant committee",
        says="A scheduled meeting is canceled. You can set up another committee later.",
        act=lambda values, version: committees.end(
            committee, **values, version=version, by=request.actor
        ),
        done="Grant committee ended.",
        version=committee.version,
    )


@access(P.GRANT_KEEP)
@single_submit
def add_member(request: PortalRequest, slug: str) -> HttpResponse:
    """Add an agency to a site's committee."""
    committee = fetch_kept(request, slug)
    return ask(
        request,
        committee.site,
        MemberForm(request.POST or None),
        heading="Add member",
        act=lambda values, _version: committees.add_member(committee, **values, by=request.actor),
        done="Member added.",
    )


@access(P.GRANT_KEEP)
@single_submit
def remove_member(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Remove an agency from a committee."""
    seen = CommitteeMember.objects.visible_to(request.actor).for_change()
    member: CommitteeMember = get_object_or_404(seen, pk=pk)
    if not policies.can_keep_committee(request.actor, member.committee):
        raise PermissionDenied
    return ask(
        request,
        member.committee.site,
        ButtonForm(sent(request)),
        heading="Remove member",
        says=f"{member.agency} will be removed from the grant committee.",
        act=lambda _values, _version: committees.remove_member(member, by=request.actor),
        done="Member removed.",
    )


def fetch_kept(request: PortalRequest, slug: str) -> Committee:
    """Return the committee of a site, which the reader keeps."""
    site = fetch_kept_site(request, slug)
    active = Committee.objects.visible_to(request.actor).of_site(site.pk).active()
    found: Committee = get_object_or_404(active.for_page())
    return found


def ask(
    request: PortalRequest,
    site: Site,
    form: forms.Form,
    *,
    heading: str,
    act: asking.Act,
    done: str,
    says: str = "",
    version: int = 0,
) -> HttpResponse:
    """Show a form about a committee; act once it is valid, and go on to the committee's page."""
    return asking.ask(
        request,
        "grants/form.html",
        form,
        act=act,
        done=done,
        back=reverse("grants:committee", args=[site.slug]),
        version=version,
        context={"heading": heading, "says": says, "about": f"Grant committee, {site.name}"},
    )
