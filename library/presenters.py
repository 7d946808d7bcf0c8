"""Resources as lines of a list, as the page of one, and as suggestions on another page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from foundation.accounts.actors import Actor
from foundation.files.enums import MediaType, ScanState
from foundation.files.intake import size_in_words
from foundation.ui import dates
from foundation.ui.addresses import address
from foundation.ui.types import Cell, Fact, Link
from library import policies
from library.enums import Audience, ProposalState, ResourceType
from library.models import Proposal, Resource, ResourceFile

STALE = "Review was due {}. Check that it's still right before you use it."


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceLine:
    """A resource in a list."""

    href: str
    title: str
    summary: str
    cells: Sequence[Cell]
    is_demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcePage:
    """Everything a resource's page shows besides its title and summary.

    Attributes:
        content: the link to the file or the other site; None while a file can't be downloaded.
        content_says: what opens, or why nothing does.
        warning: why the reader checks it first; empty if its review isn't overdue.
        useful: how many people found it useful, as a sentence.
        mark_href: the address of the button that marks it or undoes that; empty where there is none.
    """

    content: Link | None
    content_says: str
    is_file: bool
    warning: str
    archived: str
    useful: str
    mark_href: str
    is_marked: bool
    areas: Sequence[Link]
    facts: Sequence[Fact]
    actions: Sequence[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A resource that may help, with why it is suggested."""

    href: str
    title: str
    why: str
    warning: str


def lines_of(
    rows: Iterable[Resource], names: Mapping[str, str], today: date, *, is_signed_in: bool
) -> list[ResourceLine]:
    """Show resources.

    Arguments:
        names: the names of core areas by their slugs.
        today: the day in Eastern time: one whose review was due before it says so.
        is_signed_in: whether the reader is told who can read each; visitors read what is public.
    """
    return [
        ResourceLine(
            href=address("library:detail", row.slug),
            title=row.title,
            summary=row.summary,
            cells=list(_cells_of(row, names, today, is_signed_in=is_signed_in)),
            is_demo=row.is_demo,
        )
        for row in rows
    ]


def _cells_of(
    row: Resource, names: Mapping[str, str], today: date, *, is_signed_in: bool
) -> Iterator[Cell]:
    yield Cell("Type", str(ResourceType(row.type).label))
    yield Cell("Core areas", ", ".join(_named(row, names)))
    if is_signed_in:
        yield Cell("Who can read it", _audience(row))
    yield Cell("Found useful", str(row.useful_count), is_figure=True)
    day = dates.full_day(row.review_by)
    if row.is_stale_on(today):
        yield Cell("Review by", day, glyph="at-risk", note="Review was due")
    else:
        yield Cell("Review by", day)


def address_of(filters: Mapping[str, str], after: str) -> str:
    """Return the address of the list's next page with the same filters; empty without one."""
    if not after:
        return ""
    kept = {name: value for name, value in filters.items() if value and name != "after"}
    return f"{reverse('library:list')}?{urlencode({**kept, 'after': after})}"


def page_of(
    resource: Resource,
    file: ResourceFile | None,
    actor: Actor,
    names: Mapping[str, str],
    today: date,
) -> ResourcePage:
    """Show a resource with what its reader may do with it."""
    content, says = _content(resource, file)
    is_marked = bool(getattr(resource, "is_marked", False))
    step = "library:unmark" if is_marked else "library:mark"
    return ResourcePage(
        content=content,
        content_says=says,
        is_file=not resource.url,
        warning=STALE.format(dates.full_day(resource.review_by))
        if resource.is_stale_on(today)
        else "",
        archived=_archived(resource, actor),
        useful=_useful(resource.useful_count),
        mark_href=reverse(step, args=[resource.slug]) if policies.can_mark(actor, resource) else "",
        is_marked=is_marked,
        areas=[
            Link(names[slug], f"{reverse('library:list')}?{urlencode({'area': slug})}")
            for slug in resource.core_areas
            if slug in names
        ],
        facts=_facts(resource, file, actor),
        actions=_actions(resource, actor),
    )


def suggestions_of(
    rows: Iterable[Resource], names: Mapping[str, str], today: date
) -> list[Suggestion]:
    """Show resources that may help, each with why.

    Arguments:
        names: the names of the core areas that are asked about, by their slugs.
    """
    return [
        Suggestion(
            href=row.get_absolute_url(),
            title=row.title,
            why=". ".join(filter(None, [", ".join(_named(row, names)), _useful(row.useful_count)])),
            warning=f"Review was due {dates.full_day(row.review_by)}"
            if row.is_stale_on(today)
            else "",
        )
        for row in rows
    ]


def _named(row: Resource, names: Mapping[str, str]) -> list[str]:
    return [names[slug] for slug in row.core_areas if slug in names]


def _audience(row: Resource) -> str:
    return f"Only {row.site.name}" if row.site else str(Audience(row.audience).label)


def _useful(count: int) -> str:
    if not count:
        return ""
    return "1 person found it useful" if count == 1 else f"{count:,} people found it useful"


def _content(resource: Resource, file: ResourceFile | None) -> tuple[Link | None, str]:
    if resource.url:
        return Link("Open resource", resource.url), f"Opens {resource.host}"
    if file is None:
        return None, "Its file isn't available. Ask its owner."
    says = f"{MediaType(file.media_type).label}, {size_in_words(file.size)}"
    if not file.is_readable:
        return None, f"{file.name}: {ScanState(file.scan).label}"
    return Link("Download file", file.get_absolute_url()), f"{file.name} ({says})"


def _archived(resource: Resource, actor: Actor) -> str:
    if resource.archived_at is None:
        return ""
    on = dates.when(resource.archived_at, actor.time_zone)
    return f"Archived {on}. {resource.archive_reason}"


def _facts(resource: Resource, file: ResourceFile | None, actor: Actor) -> list[Fact]:
    """Return what is known of a resource; visitors get no names of people."""
    facts = [
        Fact("Type", str(ResourceType(resource.type).label)),
        Fact("Who can read it", _audience(resource)),
        Fact("Review by", dates.full_day(resource.review_by)),
    ]
    if resource.reviewed_on:
        facts.append(Fact("Last reviewed", dates.full_day(resource.reviewed_on)))
    added_on = resource.added_at.astimezone(dates.zone_of(actor.time_zone)).date()
    facts.append(Fact("Added", dates.full_day(added_on)))
    if file is not None:
        facts.append(Fact("File updated", dates.when(file.uploaded_at, actor.time_zone)))
    if actor.user_id is not None:
        facts += [Fact("Owner", resource.owner.name), Fact("Number", resource.handle)]
    return facts


def _actions(resource: Resource, actor: Actor) -> list[Link]:
    slug = [resource.slug]
    if resource.is_archived:
        restore = Link("Restore resource", reverse("library:restore", args=slug))
        return [restore] if policies.can_keep(actor, resource) else []
    found = []
    if policies.can_review(actor, resource):
        found.append(Link("Review resource", reverse("library:review", args=slug)))
    if policies.can_keep(actor, resource):
        found += [
            Link("Edit details", reverse("library:change", args=slug)),
            Link("Replace file or link", reverse("library:replace", args=slug)),
        ]
    if policies.can_share(actor, resource):
        found.append(Link("Share with everyone", reverse("library:share", args=slug)))
    if policies.can_manage(actor, resource):
        found.append(Link("Change owner", reverse("library:owner", args=slug)))
    if policies.can_keep(actor, resource):
        found.append(Link("Archive resource", reverse("library:archive", args=slug)))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalLine:
    """What someone proposed, with what became of it or what the reader may do.

    Attributes:
        origin_href: for the person who proposed it: others may not read what is there.
    """

    title: str
    summary: str
    url: str
    who: str
    when: str
    origin: str
    origin_href: str
    state: str
    reason: str
    resource_href: str
    accept_href: str
    decline_href: str


def proposals_of(proposals: Iterable[Proposal], actor: Actor) -> list[ProposalLine]:
    """Show proposals."""
    may_decide = policies.can_decide(actor)
    return [_proposal_of(each, actor, may_decide=may_decide) for each in proposals]


def _proposal_of(proposal: Proposal, actor: Actor, *, may_decide: bool) -> ProposalLine:
    is_own = proposal.proposed_by_id == actor.user_id
    waits = may_decide and proposal.status == ProposalState.PROPOSED
    return ProposalLine(
        title=proposal.title,
        summary=proposal.summary,
        url=proposal.url,
        who="You" if is_own else proposal.proposed_by.name,
        when=dates.when(proposal.proposed_at, actor.time_zone),
        origin=proposal.origin,
        origin_href=proposal.origin_path if is_own else "",
        state=str(proposal.get_status_display()),
        reason=proposal.reason,
        resource_href=proposal.resource.get_absolute_url() if proposal.resource else "",
        accept_href=reverse("library:accept-proposal", args=[proposal.pk]) if waits else "",
        decline_href=reverse("library:decline-proposal", args=[proposal.pk]) if waits else "",
    )
