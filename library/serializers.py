"""Resources of the library, as the API returns them, and what it takes."""

from rest_framework import serializers

from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output
from library.enums import Audience, ProposalState, ResourceType


class LibraryResourceOut(Output):
    """A resource that helps sites."""

    slug = serializers.CharField()
    title = serializers.CharField()
    type = serializers.CharField()
    summary = serializers.CharField()
    core_areas = serializers.ListField(child=serializers.CharField(), help_text="Slugs.")
    audience = serializers.CharField(help_text="site, network, or public.")
    site = serializers.CharField(
        source="site.slug", default=None, allow_null=True, help_text="For a resource of one site."
    )
    url = serializers.CharField(help_text="Where a link leads; empty for a file.")
    review_by = serializers.DateField()
    reviewed_on = serializers.DateField(allow_null=True)
    useful_count = serializers.IntegerField(help_text="How many people found it useful.")
    added_at = serializers.DateTimeField()
    archived_at = serializers.DateTimeField(allow_null=True)
    page = serializers.CharField(source="get_absolute_url", help_text="Its page in the portal.")
    version = serializers.IntegerField()


class ChangedLibraryResource(Input):
    """What a resource says; what is left out stays."""

    title = Text(max_length=160, required=False)
    type = serializers.ChoiceField(choices=ResourceType.choices, required=False)
    summary = Text(max_length=2000, required=False)
    core_areas = serializers.ListField(
        child=Text(max_length=60), required=False, help_text="Slugs."
    )
    audience = serializers.ChoiceField(choices=Audience.choices, required=False)


class NewContent(Input):
    """A web address, or a file as multipart/form-data."""

    url = Text(max_length=500, required=False, help_text="It begins with https.")
    file = serializers.FileField(required=False, allow_empty_file=True)


class NewLibraryResource(ChangedLibraryResource, NewContent):
    """A resource: a web address, or a file as multipart/form-data."""

    title = Text(max_length=160)
    type = serializers.ChoiceField(choices=ResourceType.choices)
    summary = Text(max_length=2000, help_text="What it's for.")
    core_areas = serializers.ListField(child=Text(max_length=60), help_text="Slugs.")
    audience = serializers.ChoiceField(choices=Audience.choices)
    site = Text(max_length=60, required=False, help_text="Its slug; only for one site.")
    review_by = serializers.DateField()


class ReviewOfResource(Input):
    """The next day to look at a resource."""

    review_by = serializers.DateField()


class SharingOfResource(Input):
    """What everyone reads of a resource that was one site's; what is left out stays."""

    title = Text(max_length=160, required=False)
    summary = Text(max_length=2000, required=False)
    review_by = serializers.DateField()


class OwnerOfResource(Input):
    """Another owner of a resource."""

    owner = Text(max_length=254, help_text="The email address of someone who can answer for it.")


class AcceptedProposal(NewContent):
    """What a proposal becomes; what is left out is as it was proposed."""

    title = Text(max_length=160, required=False)
    type = serializers.ChoiceField(choices=ResourceType.choices)
    summary = Text(max_length=2000, required=False)
    core_areas = serializers.ListField(child=Text(max_length=60), help_text="Slugs.")
    audience = serializers.ChoiceField(choices=Audience.choices, help_text="network or public.")
    review_by = serializers.DateField()


class DeclinedProposal(Input):
    """Why a proposal is declined."""

    reason = Text(max_length=300, help_text="The person who proposed it can read it.")


class ProposalOut(Output):
    """What someone proposed for the library."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    summary = serializers.CharField()
    url = serializers.CharField()
    origin = serializers.CharField(help_text="Where it is from, such as a community.")
    proposed_by = serializers.CharField(source="proposed_by.name")
    proposed_at = serializers.DateTimeField()
    status = serializers.ChoiceField(choices=ProposalState.choices)
    resource = serializers.CharField(
        source="resource.slug", default=None, allow_null=True, help_text="Its slug, once added."
    )
    reason = serializers.CharField(help_text="Why it was declined.")


class ProposalBody(Input):
    """What to propose, in words that everyone may read."""

    title = Text(max_length=160)
    summary = Text(max_length=2000, help_text="What it's for.")
    url = Text(max_length=500, required=False, help_text="It begins with https.")


class ArchivingOfResource(Input):
    """Why a resource is archived."""

    reason = Text(max_length=300)


class NothingMore(Input):
    """An empty body."""
