"""The API of a site's team: invite people, and verify, end, or hand over their seats, with a note."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import NoBody, as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import unpaged
from foundation.api.resources import Resource
from foundation.calendars import clock
from foundation.calendars.holidays import calendar_for
from sites import policies
from sites.actions import departures, handovers, invitations, seats, successions, verifications
from sites.forms import HandOverForm, HandoverNoteForm, InviteForm
from sites.models import HandoverNote, Invitation, Membership, Site
from sites.serializers.team import (
    HandOverBody,
    HandoverNoteBody,
    HandoverNoteOut,
    InvitationOut,
    LastDayBody,
    MemberOut,
    NewInvitation,
    SeatOut,
)


class Team(Resource):
    """The team of a site."""

    access = P.SITE_VIEW
    outputs = {"GET": (200, page_of(MemberOut))}

    def get(self, call: Call, slug: str) -> Response:
        """List the people in the site's seats now, and until when."""
        found = Membership.objects.at(_site(call, slug)).live(clock.now()).for_team()
        return unpaged(found, MemberOut)


class Seats(Resource):
    """The seats of a site's team."""

    access = P.SITE_VIEW
    outputs = {"GET": (200, page_of(SeatOut))}

    def get(self, call: Call, slug: str) -> Response:
        """List every seat of the six roles with who holds it now, and how long vacant ones have been empty."""
        site = _site(call, slug)
        members = Membership.objects.at(site).for_team()
        calendar, today = calendar_for(site.time_zone), clock.today(site.time_zone)
        found = [
            {
                "role": cell.role.slug,
                "seat": chair.seat.slug,
                "title": policies.seat_words(cell.role.title, chair.seat.title),
                "required": chair.seat.required,
                "holders": chair.holders,
                "vacant": chair.vacant,
                "empty_since": chair.empty_since,
                "business_days_empty": policies.empty_for(chair.empty_since, today, calendar),
            }
            for cell in policies.roster(site, members, clock.now())
            for chair in cell.seats
        ]
        return unpaged(found, SeatOut)


class Invitations(Resource):
    """The open invitations of a site."""

    access = P.TEAM_INVITE
    changes = P.TEAM_INVITE
    inputs = {"POST": NewInvitation}
    outputs = {"GET": (200, page_of(InvitationOut)), "POST": (201, InvitationOut)}

    def get(self, call: Call, slug: str) -> Response:
        """List the invitations that were neither accepted nor withdrawn, newest first; expired ones too."""
        found = Invitation.objects.visible_to(call.actor).at(_invited_at(call, slug))
        return unpaged(found.open().for_list(), InvitationOut)

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Invite a person to a seat; we mail them a link."""
        site = _invited_at(call, slug)
        sent = read(call, NewInvitation)
        sent["seat"] = f"{sent.pop('role')}:{sent['seat']}"
        values = clean(InviteForm(as_typed(sent), actor=call.actor, site=site))
        role, seat = values.pop("seat")
        made = invitations.to_seat(site, **values, role=role, seat=seat, by=call.actor)
        return Response(InvitationOut(made).data, status=201)


class OneInvitation(Resource):
    """An invitation."""

    access = P.TEAM_INVITE
    changes = P.TEAM_INVITE
    outputs = {"DELETE": (200, InvitationOut)}

    def delete(self, call: Call, slug: str, pk: UUID) -> Response:
        """Withdraw an invitation; its link stops working."""
        kept = invitations.withdraw(_invitation(call, slug, pk), by=call.actor)
        return Response(InvitationOut(kept).data)


class InvitationSending(Resource):
    """The sending of an invitation."""

    access = P.TEAM_INVITE
    changes = P.TEAM_INVITE
    inputs = {"POST": NoBody}
    outputs = {"POST": (200, InvitationOut)}

    @idempotent
    def post(self, call: Call, slug: str, pk: UUID) -> Response:
        """Mail an invitation again, open or expired, with a new end."""
        read(call, NoBody)
        kept = invitations.send_again(_invitation(call, slug, pk), by=call.actor)
        return Response(InvitationOut(kept).data)


class SeatVerification(Resource):
    """The check that a member is in their seat."""

    access = P.TEAM_INVITE
    changes = P.TEAM_INVITE
    inputs = {"POST": NoBody}
    outputs = {"POST": (200, MemberOut)}

    @idempotent
    def post(self, call: Call, slug: str, pk: UUID) -> Response:
        """Record that a member is in their seat and can be reached today."""
        read(call, NoBody)
        kept = verifications.verify(_member(call, slug, pk), by=call.actor)
        return Response(MemberOut(kept).data)


class SeatEnd(Resource):
    """The end of a membership."""

    access = P.TEAM_MANAGE
    changes = P.TEAM_MANAGE
    inputs = {"POST": LastDayBody}
    outputs = {"POST": (200, MemberOut), "DELETE": (200, MemberOut)}

    @idempotent
    def post(self, call: Call, slug: str, pk: UUID) -> Response:
        """End a membership now or with a last day, or correct the last day of one that has ended.

        What its person owns goes to the people who usually take it.
        """
        member = _member(call, slug, pk)
        end = seats.correct_end if member.has_ended(clock.now()) else departures.end
        last = read(call, LastDayBody).get("on")
        return Response(MemberOut(end(member, on=last, by=call.actor)).data)

    def delete(self, call: Call, slug: str, pk: UUID) -> Response:
        """Cancel the planned end of a membership."""
        return Response(MemberOut(seats.keep(_member(call, slug, pk), by=call.actor)).data)


class SeatHandOver(Resource):
    """The hand-over of a seat."""

    access = P.TEAM_MANAGE
    changes = P.TEAM_MANAGE
    inputs = {"POST": HandOverBody}
    outputs = {"POST": (201, MemberOut)}

    @idempotent
    def post(self, call: Call, slug: str, pk: UUID) -> Response:
        """Hand a seat over to a colleague with an account, now or from a day on; the answer is their membership."""
        member = _member(call, slug, pk)
        values = clean(HandOverForm(as_typed(read(call, HandOverBody))))
        taken = successions.hand_over(member, **values, by=call.actor)
        return Response(MemberOut(taken).data, status=201)


class SeatNote(Resource):
    """The note for the next holder of a seat, which its holder alone writes."""

    access = P.SITE_VIEW
    changes = P.SITE_VIEW  # the holder's own; the policy says so
    inputs = {"PATCH": HandoverNoteBody}
    outputs = {"GET": (200, HandoverNoteOut), "PATCH": (200, HandoverNoteOut)}

    def get(self, call: Call, slug: str, pk: UUID) -> Response:
        """Get the note you left in your seat; your successor reads it on the handover brief."""
        return _noted(HandoverNote.objects.of_seat(_own_seat(call, slug, pk)).first())

    def patch(self, call: Call, slug: str, pk: UUID) -> Response:
        """Leave, change, or remove the note in your seat."""
        member = _own_seat(call, slug, pk)
        values = clean(HandoverNoteForm(as_typed(read(call, HandoverNoteBody))))
        return _noted(handovers.write(member, **values, by=call.actor))


def _noted(note: HandoverNote | None) -> Response:
    return Response(HandoverNoteOut(note or HandoverNote()).data)


def _own_seat(call: Call, slug: str, pk: UUID) -> Membership:
    """Return a seat that is the caller's own: 404 if they can't enter its site, 403 for any other seat."""
    member = _member(call, slug, pk)
    if not policies.can_leave_note(call.actor, member):
        raise PermissionDenied
    return member


def _site(call: Call, slug: str) -> Site:
    return get_object_or_404(Site.objects.with_work_visible_to(call.actor), slug=slug)


def _invited_at(call: Call, slug: str) -> Site:
    """Return a site where the caller invites people."""
    site = _site(call, slug)
    if not policies.can_invite_somebody(call.actor, site):
        raise PermissionDenied
    return site


def _invitation(call: Call, slug: str, pk: UUID) -> Invitation:
    found = Invitation.objects.visible_to(call.actor).at(_invited_at(call, slug))
    invitation: Invitation = get_object_or_404(found, pk=pk)
    return invitation


def _member(call: Call, slug: str, pk: UUID) -> Membership:
    found = Membership.objects.at(_site(call, slug)).for_team()
    member: Membership = get_object_or_404(found, pk=pk)
    return member
