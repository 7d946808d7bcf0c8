"""Serializers of the API of what reads across rooms about one site."""

from rest_framework import serializers

from foundation.api.outputs import Output


class SentSummaryOut(Output):
    """A one-page summary that was sent to a site's executive leadership, as a link."""

    people = serializers.IntegerField(help_text="How many people it was sent to.")
    sent_by = serializers.CharField(source="sent_by.name")
    sent_at = serializers.DateTimeField()


class HandoverLineOut(Output):
    """One row of a brief."""

    what = serializers.CharField()
    status = serializers.CharField(help_text="Who has it, or where it is.")
    due = serializers.CharField(help_text="By when, or when it was, in words.")
    href = serializers.CharField(help_text="The address of its page; empty without one.")


class HandoverPartOut(Output):
    """A part of a brief, with its first rows."""

    heading = serializers.CharField()
    rows = HandoverLineOut(many=True)
    has_more = serializers.BooleanField(help_text="Whether there are more in the portal.")


class HandoverRoleOut(Output):
    """A role of the team, with the people in it."""

    role = serializers.CharField(source="label")
    people = serializers.CharField(source="value", help_text="Names and vacant seats, in words.")


class HandoverOut(Output):
    """The handover brief of a site, made for the caller; federal items are never in it."""

    reader = serializers.CharField(help_text="Whom it is for.")
    day = serializers.CharField()
    opening = serializers.ListField(child=serializers.CharField())
    parts = HandoverPartOut(source="blocks", many=True)
    people = HandoverRoleOut(many=True)
    note = serializers.CharField(help_text="From the last person in your seat; empty for none.")
    note_by = serializers.CharField()


class FactOut(Output):
    """A label and its value, in words."""

    label = serializers.CharField()  # type: ignore[assignment]  # -- a value's name
    value = serializers.CharField()


class OnePageLineOut(Output):
    """One row of a summary."""

    what = serializers.CharField()
    who = serializers.CharField(help_text="Where it is, or its owner.")
    when = serializers.CharField(help_text="Since when, or by when, in words.")


class OnePagePartOut(Output):
    """A table of a summary, with its first rows."""

    heading = serializers.CharField()
    rows = OnePageLineOut(many=True)
    has_more = serializers.BooleanField(
        source="rest", help_text="Whether there are more in the portal."
    )


class OnePageOut(Output):
    """The one-page summary of a site for its leadership, in words; federal items are never in it."""

    day = serializers.CharField(help_text="The day it was made, in the site's calendar.")
    lead = serializers.ListField(child=serializers.CharField())
    asks = FactOut(many=True, help_text="What leadership is asked for.")
    numbers = FactOut(many=True)
    measured = FactOut(many=True, help_text="What the site measures, without a chart.")
    parts = OnePagePartOut(many=True)
    people = HandoverRoleOut(many=True)
    sent = serializers.CharField(help_text="When it was last sent to leadership; empty if never.")
