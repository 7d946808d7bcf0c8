"""The API of the library: search resources, read and add one, change, review, share, archive, and restore it."""

from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from foundation.accounts.access import SIGNED_IN
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, file_in, narrow, read
from foundation.api.outputs import page_of
from foundation.api.pages import NAMES, listed
from foundation.api.parsers import OneFile, PlainJSON
from foundation.api.records import Record
from foundation.api.resources import Resource
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from library import policies
from library.actions import owners, resources, sharing
from library.enums import Audience, ResourceType, Standing
from library.forms import (
    ArchiveForm,
    ContentForm,
    DescriptionForm,
    FilterForm,
    ResourceForm,
    ReviewForm,
    ShareForm,
)
from library.models.resources import PLACES
from library.querysets import areas_on, asked, for_page, names_of_areas, sites_for
from library.serializers import (
    ArchivingOfResource,
    ChangedLibraryResource,
    LibraryResourceOut,
    NewContent,
    NewLibraryResource,
    NothingMore,
    ReviewOfResource,
    SharingOfResource,
)

# A web address goes as JSON, a file as a form.
EITHER = (PlainJSON, OneFile)
RESOURCE = Record(
    seen=for_page, output=LibraryResourceOut, address="api:library-resource", key="slug"
)


class LibraryResources(Resource):
    """Resources of the library."""

    access = SIGNED_IN
    changes = P.RESOURCE_ADD
    paged = True
    query = (
        OpenApiParameter("q", str, description="Words from the title or summary."),
        OpenApiParameter("area", str, description="Only this core area, by its slug."),
        OpenApiParameter("type", str, enum=ResourceType.values, description="Only this type."),
        OpenApiParameter("audience", str, enum=Audience.values, description="Only this audience."),
        OpenApiParameter(
            "standing",
            str,
            enum=Standing.values,
            description="Only those whose review is due, or those that are archived.",
        ),
    )
    parser_classes = EITHER
    inputs = {"POST": NewLibraryResource}
    outputs = {"GET": (200, page_of(LibraryResourceOut)), "POST": (201, LibraryResourceOut)}

    def get(self, call: Call) -> Response:
        """List the resources you can read, newest first."""
        form = FilterForm(call.query_params, areas=names_of_areas(), is_signed_in=True)
        narrow(form, call, besides=NAMES)
        found = asked(call.actor, form.asked(), clock.today(OFFICIAL_ZONE))
        return listed(call, found, PLACES, LibraryResourceOut)

    @idempotent
    def post(self, call: Call) -> Response:
        """Add a web address, or a file as multipart/form-data; you own it."""
        sent = read(call, NewLibraryResource)
        file = file_in(sent)
        form = ResourceForm(
            as_typed(sent),
            file,
            areas=areas_on(clock.today(OFFICIAL_ZONE)),
            audiences=policies.audiences_of(call.actor),
            sites=sites_for(call.actor),
        )
        made = resources.add(**clean(form), by=call.actor)
        return RESOURCE.shown(call, made.slug, status=201)


class OneLibraryResource(Resource):
    """One resource of the library."""

    access = SIGNED_IN
    changes = SIGNED_IN  # its owner's, or theirs who manage it; the policy of the row says which
    inputs = {"PATCH": ChangedLibraryResource}
    outputs = {"GET": (200, LibraryResourceOut), "PATCH": (200, LibraryResourceOut)}
    versioned = {"GET", "PATCH"}

    def get(self, call: Call, slug: str) -> Response:
        """Get a resource."""
        return RESOURCE.shown(call, slug)

    def patch(self, call: Call, slug: str) -> Response:
        """Change what a resource says, and who reads it."""
        found, version = RESOURCE.based(call, slug, policies.can_keep)
        known = {name: getattr(found, name) for name in DescriptionForm.base_fields}
        form = DescriptionForm(
            as_typed(known | read(call, ChangedLibraryResource)),
            areas=areas_on(clock.today(OFFICIAL_ZONE)),
            audiences=policies.audiences_for(call.actor, found),
        )
        resources.change(found, **clean(form), version=version, by=call.actor)
        return RESOURCE.shown(call, slug)


class LibraryResourceContent(Resource):
    """The file or link of a resource."""

    access = SIGNED_IN
    changes = SIGNED_IN  # as for changing it
    parser_classes = EITHER
    inputs = {"POST": NewContent}
    outputs = {"POST": (200, LibraryResourceOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Put another web address, or a file as multipart/form-data, in its place."""
        found, version = RESOURCE.based(call, slug, policies.can_keep)
        sent = read(call, NewContent)
        file = file_in(sent)
        values = clean(ContentForm(as_typed(sent), file))
        resources.replace(found, **values, version=version, by=call.actor)
        return RESOURCE.shown(call, slug)


class LibraryResourceReview(Resource):
    """The review of a resource."""

    access = SIGNED_IN
    changes = SIGNED_IN  # as for changing it, or its owner's
    inputs = {"POST": ReviewOfResource}
    outputs = {"POST": (200, LibraryResourceOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Say that a resource is still right, and when to look at it again."""
        found, version = RESOURCE.based(call, slug, policies.can_review)
        values = clean(ReviewForm(as_typed(read(call, ReviewOfResource))))
        owners.review(found, **values, version=version, by=call.actor)
        return RESOURCE.shown(call, slug)


class LibraryResourceSharing(Resource):
    """The move of a site's resource to everyone who signs in."""

    access = SIGNED_IN
    changes = P.RESOURCE_SHARE
    inputs = {"POST": SharingOfResource}
    outputs = {"POST": (201, LibraryResourceOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Add a site's resource for everyone, and archive the site's own; the answer is the new one."""
        found, version = RESOURCE.based(call, slug, policies.can_share)
        known = {"title": found.title, "summary": found.summary}
        values = clean(ShareForm(as_typed(known | read(call, SharingOfResource))))
        made = sharing.share(found, **values, version=version, by=call.actor)
        return RESOURCE.shown(call, made.slug, status=201)


class LibraryResourceArchiving(Resource):
    """The archiving of a resource."""

    access = SIGNED_IN
    changes = SIGNED_IN  # as for changing it
    inputs = {"POST": ArchivingOfResource}
    outputs = {"POST": (200, LibraryResourceOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Take a resource out of the lists, with a reason."""
        found, version = RESOURCE.based(call, slug, policies.can_keep)
        values = clean(ArchiveForm(as_typed(read(call, ArchivingOfResource))))
        resources.archive(found, **values, version=version, by=call.actor)
        return RESOURCE.shown(call, slug)


class LibraryResourceRestoring(Resource):
    """The restoring of an archived resource."""

    access = SIGNED_IN
    changes = SIGNED_IN  # as for changing it
    inputs = {"POST": NothingMore}
    outputs = {"POST": (200, LibraryResourceOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Put an archived resource back into the lists."""
        found, version = RESOURCE.based(call, slug, policies.can_keep)
        read(call, NothingMore)
        resources.restore(found, version=version, by=call.actor)
        return RESOURCE.shown(call, slug)
