"""The results of a search, each row as a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from communities.querysets.search import COMMUNITY, POST
from dashboards.querysets.search import Found
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import ROLES
from foundation.ui import dates
from foundation.workflow.words import parts
from grants.querysets.search import APPLICATION, GRANT
from outcomes.models import Accomplishment
from summits.presenters.days import days_of
from summits.querysets.search import NOTE, SUMMIT
from tta_requests.querysets.requests import PLACES

if TYPE_CHECKING:
    from dashboards.querysets.search import FoundRequest, FoundUpdate
    from foundation.workflow.findings import Finding
    from summits.querysets.search import Found as FoundOfSummits

# The page of each kind of finding.
PAGES = {
    COMMUNITY: "communities:detail",
    POST: "communities:thread",
    GRANT: "grants:detail",
    APPLICATION: "grants:application",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the results."""

    title: str
    href: str
    about: str
    status: str = ""
    told: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestHits:
    """The requests of one page, and the way to the next.

    Attributes:
        hits: the requests.
        next: the URL of the next page; empty on the last.
        later: whether this is not the first page.
    """

    hits: Sequence[Hit]
    next: str
    later: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """Everything the page shows besides the search box.

    Attributes:
        words: the words searched for.
        nothing: whether a search found nothing.
        requests: the requests, newest first.
        updates: the updates, newest first.
        people: people with a seat, then contacts.
        sites: the sites.
        summits: summits and their sessions, newest first.
        notes: session notes, newest first.
        accomplishments: accomplishments, newest first.
        communities: communities of practice, newest first.
        posts: posts of communities the reader belongs to, newest first.
        grants: grants that sites can apply for, newest first.
        applications: applications of the reader's sites, newest first.
    """

    words: str
    nothing: bool
    requests: RequestHits
    updates: Sequence[Hit]
    people: Sequence[Hit]
    sites: Sequence[Hit]
    summits: Sequence[Hit]
    notes: Sequence[Hit]
    accomplishments: Sequence[Hit]
    communities: Sequence[Hit]
    posts: Sequence[Hit]
    grants: Sequence[Hit]
    applications: Sequence[Hit]


def page_of(found: Found, words: str, actor: Actor, *, later: bool) -> SearchPage:
    """Show the results of a search.

    Arguments:
        found: the rows.
        words: the words searched for.
        actor: the person who searches.
        later: whether this is not the first page.
    """
    return SearchPage(
        words=words,
        nothing=bool(words) and found.is_nothing,
        requests=RequestHits(hits=_requests(found), next=_next(found, words), later=later),
        updates=_updates(found),
        people=_people(found),
        sites=[
            Hit(each.name, reverse("sites:workspace", args=[each.slug]), "") for each in found.sites
        ],
        summits=[_of_summits(each) for each in found.summits if each.kind != NOTE],
        notes=[_of_summits(each) for each in found.summits if each.kind == NOTE],
        accomplishments=[_accomplishment(each, actor) for each in found.accomplishments],
        communities=_of_kind(found, COMMUNITY),
        posts=_of_kind(found, POST),
        grants=_of_kind(found, GRANT),
        applications=_of_kind(found, APPLICATION),
    )


def _requests(found: Found) -> list[Hit]:
    return [
        Hit(
            title=each.title,
            href=reverse("tta_requests:detail", args=[each.number]),
            about=f"{each.site.name} · {each.number}",
            status=each.status,
            told=_told(each),
        )
        for each in found.requests
    ]


def _updates(found: Found) -> list[Hit]:
    return [
        Hit(
            title=each.get_kind_display(),
            href=each.get_absolute_url(),
            about=f"{each.site.name} · {dates.day(each.occurred_on)}"
            if each.occurred_on
            else each.site.name,
            told=_told(each),
        )
        for each in found.updates
    ]


def _people(found: Found) -> list[Hit]:
    return [
        Hit(
            title=each.name,
            href=reverse(
                "sites:team", args=[each.site_slug], fragment=None if each.role else "contacts"
            ),
            about=f"{ROLES[each.role].title}, {each.site}"
            if each.role
            else ", ".join(filter(None, (each.title, each.organization, each.site))),
        )
        for each in found.people
    ]


def _of_summits(found: "FoundOfSummits") -> Hit:
    if found.kind == SUMMIT:
        href = reverse("summits:detail", args=[found.key])
        return Hit(found.title, href, days_of(found))
    name = "summits:note" if found.kind == NOTE else "summits:session"
    return Hit(
        title=found.title,
        href=reverse(name, args=[found.key]),
        about=found.about if found.kind == NOTE else f"Session, {found.about}",
        told=_told(found),
    )


def _of_kind(found: Found, kind: str) -> list[Hit]:
    return [
        Hit(
            title=each.title,
            href=reverse(PAGES[kind], args=[each.key]),
            about=_about(each),
            told=_told(each),
        )
        for each in found.findings
        if each.kind == kind
    ]


def _about(each: "Finding") -> str:
    if each.kind == POST:
        return f"{each.about} · {dates.when(each.at)}"
    return f"For {each.about}" if each.about and each.kind == COMMUNITY else each.about


def _accomplishment(found: Accomplishment, actor: Actor) -> Hit:
    """Return the line of an accomplishment: its page for the site's people, and the public one for others."""
    is_own = actor.may(P.SITE_VIEW, at=found.site_id)
    name = "outcomes:accomplishment" if is_own else "dashboards:accomplishment"
    href = reverse(name, args=[found.pk])
    return Hit(found.headline, href, f"{found.site.name} · {found.get_status_display()}")


def _told(
    row: "FoundRequest | FoundUpdate | FoundOfSummits | Finding",
) -> tuple[tuple[str, bool], ...]:
    return tuple(parts(row.told))


def _next(found: Found, words: str) -> str:
    if not found.more_requests:
        return ""
    return reverse(
        "dashboards:search", query={"q": words, "after": PLACES.write(found.requests[-1])}
    )
