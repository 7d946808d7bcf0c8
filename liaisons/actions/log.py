"""Log an engagement update: save a draft, submit it, correct it, discard it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from foundation.accounts import holdings
from foundation.accounts.actors import Actor
from foundation.accounts.holdings import Held, Holding, Loss
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.tenancy.context import atomic, atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.versions import check_version
from liaisons import policies
from liaisons.actions import commitments, files, requests
from liaisons.enums import Stage, UpdateState
from liaisons.errors import (
    AlreadySubmitted,
    DamagedForm,
    ForeignMember,
    NotYours,
    NotYourSite,
)
from liaisons.models import EngagementUpdate, UpdateArea, UpdateParticipant
from sites.models import Site

Values = Mapping[str, Any]
NEW = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """The form a save comes from: the version it is based on, and the form's own nonce.

    A form saves itself many times and is then submitted, perhaps during a save: it never conflicts
    with itself, only with another form.
    """

    version: int | str | None
    form: str = ""


@atomic_savepoint
def save_draft(*, pk: UUID, site: Site, values: Values, edit: Edit, by: Actor) -> EngagementUpdate:
    """Save what was typed so far; the first save creates the draft.

    Arguments:
        pk: the draft's id, chosen when its form was made, so that saving twice makes one draft.
        values: any of ``EngagementUpdate.REVISABLE``, ``areas``, ``requests``, ``members`` and ``extras``.
        edit: the form; its version is 0 for a draft that was never saved.

    Raises:
        StaleEdit: when the draft was saved from another device or tab in between.
        AlreadySubmitted: when it has been submitted in the meantime.
        NotYourSite, NotYours, DamagedForm, ForeignRequest, RequestGone: when the actor may not write
            these values.
    """
    requests.hold(values, site)
    draft = _open(pk, site=site, edit=edit, by=by)
    return _write(draft, site, values, edit)


@atomic_savepoint
def submit(*, pk: UUID, site: Site, values: Values, edit: Edit, by: Actor) -> EngagementUpdate:
    """Submit an update; the same form sent twice returns the first one's record.

    Its commitments are made and finished with it, and its files attached: all of it, once, or nothing.

    Raises: as ``save_draft``, ``commitments.make``, ``commitments.finish`` and ``files.attach``, and
        KeptFrom: when it was submitted before, and a request it is about is kept from the actor by now.
    """
    requests.hold(values, site)
    first = EngagementUpdate.objects.submitted().filter(pk=pk, author_id=by.user_id).first()
    if first is not None and first.site_id == site.pk and _says(first, values):
        files.attach_new(first, files=values.get("new_files", []), by=by)
        return first
    requests.check_kept(pk, by=by)
    draft = _open(pk, site=site, edit=edit, by=by)
    draft.state = UpdateState.SUBMITTED
    draft.extras_digest = commitments.digest_of(values.get("extras", {}))
    draft.submitted_at = draft.review_asked_at = clock.now()
    draft.review = Stage.SUBMITTED
    notify.changed(site.name, key=f"update:{pk}")
    update = _write(draft, site, {**values, "extras": {}}, edit)
    commitments.make(update, wanted=values.get("commitments", ()), by=by)
    commitments.finish(update, done=values.get("done", ()), by=by)
    files.attach_new(update, files=values.get("new_files", []), by=by)
    return update


@atomic_savepoint
def correct(
    update: EngagementUpdate, *, values: Values, edit: Edit, reason: str = "", by: Actor
) -> EngagementUpdate:
    """Change a submitted update; the database keeps the old version, and each version why it was made.

    Correcting one that was returned submits it for review again. One that was reviewed stays reviewed.

    Raises:
        StaleEdit: when it was corrected in between.
        NotYours: when the actor did not write it, or is no longer the site's liaison.
        SeveralFederal: as ``commitments.follow_mark``.
    """
    if not policies.can_correct(by, update):
        raise NotYours
    requests.hold(values, update.site)
    held = locks.hold(EngagementUpdate.objects.all(), update.pk, refusal=NotYours)
    _check(held, edit)
    held.correction_reason = reason.strip()
    if held.review == Stage.RETURNED:
        held.review, held.review_asked_at = Stage.SUBMITTED, clock.now()
        notify.changed(held.site.name, key=f"update:{held.pk}:{held.version}")
    corrected = _write(held, held.site, values, edit)
    commitments.follow_mark(corrected, by=by)
    return corrected


@atomic
def discard(update: EngagementUpdate, *, by: Actor) -> None:
    """Delete a draft without a trace.

    Raises:
        AlreadySubmitted: when it was submitted, as submitted updates are never deleted.
        NotYours: when the actor did not write it.
    """
    if not policies.is_author(by, update):
        raise NotYours
    held = locks.hold(EngagementUpdate.objects.all(), update.pk, refusal=NotYours)
    if not held.is_draft:
        raise AlreadySubmitted
    held.delete()


def _open(pk: UUID, *, site: Site, edit: Edit, by: Actor) -> EngagementUpdate:
    """Return the draft, locked and checked, or a new one if the id does not exist yet."""
    if not policies.can_log(by, site.pk):
        raise NotYourSite
    held = _locked(pk) or _begin(pk, site, edit, by)
    if not held.is_draft:
        raise AlreadySubmitted
    _check(held, edit)
    return held


def _locked(pk: UUID) -> EngagementUpdate | None:
    held = locks.hold_all(EngagementUpdate.objects.filter(pk=pk))
    return held[0] if held else None


def _check(held: EngagementUpdate, edit: Edit) -> None:
    if not (edit.form and edit.form == held.edited_in):
        check_version(held, edit.version)


def _begin(pk: UUID, site: Site, edit: Edit, by: Actor) -> EngagementUpdate:
    """Create the draft; of two first saves of one form, the second gets the first one's draft."""
    if by.user_id is None:
        raise NotYours
    now = clock.now()
    fresh = EngagementUpdate(
        pk=pk, site=site, author_id=by.user_id, created_at=now, saved_at=now, version=NEW
    )
    fresh.edited_in = edit.form[:64]
    try:
        with atomic_savepoint:
            fresh.save(force_insert=True)
    except IntegrityError as error:
        held = _locked(pk)
        if held is not None:
            return held
        # Someone else's row has the id; the author may or may not see it.
        sees = EngagementUpdate.objects.filter(pk=pk).exists()
        raise NotYours if sees else DamagedForm from error
    return fresh


def _write(update: EngagementUpdate, site: Site, values: Values, edit: Edit) -> EngagementUpdate:
    if update.site_id != site.pk:
        update.area_links.all().delete()
        update.request_links.all().delete()
        update.participant_links.all().delete()
        update.site = site
    for name in (*EngagementUpdate.REVISABLE, "extras"):
        if name in values:
            setattr(update, name, values[name])
    update.version += 1
    update.edited_in = edit.form[:64]
    update.saved_at = clock.now()
    update.save()
    if "areas" in values:
        _link_areas(update, [area.pk for area in values["areas"]])
    if "requests" in values:
        requests.link(update, values["requests"])
    if "members" in values:
        if any(member.site_id != site.pk for member in values["members"]):
            raise ForeignMember(field="members")
        _link_members(update, [member.pk for member in values["members"]])
    return update


def _link_areas(update: EngagementUpdate, wanted: Iterable[int]) -> None:
    linked = set(update.area_links.values_list("core_area_id", flat=True))
    update.area_links.exclude(core_area_id__in=wanted).delete()
    UpdateArea.objects.bulk_create(
        UpdateArea(site_id=update.site_id, update=update, core_area_id=pk)
        for pk in dict.fromkeys(wanted)
        if pk not in linked
    )


def _link_members(update: EngagementUpdate, wanted: Iterable[UUID]) -> None:
    linked = set(update.participant_links.values_list("membership_id", flat=True))
    update.participant_links.exclude(membership_id__in=wanted).delete()
    UpdateParticipant.objects.bulk_create(
        UpdateParticipant(site_id=update.site_id, update=update, membership_id=pk)
        for pk in dict.fromkeys(wanted)
        if pk not in linked
    )


def _says(update: EngagementUpdate, values: Values) -> bool:
    if update.extras_digest != commitments.digest_of(values.get("extras", {})):
        return False
    return all(getattr(update, name) == values.get(name) for name in EngagementUpdate.REVISABLE)


def _drafts_held(loss: Loss) -> Iterator[Held]:
    """Find drafts of the log, which only their author can read: they are counted, and never passed on."""
    drafts = EngagementUpdate.objects.drafts_of(loss.person.pk).select_related("site")
    for each in drafts if loss.closes else drafts.filter(site_id__in=loss.sites):
        fate = "Kept private: no one else can read an update before it's submitted."
        yield Held(
            kind="log", key=str(each.pk), noun="draft update", site=each.site.name, fate=fate
        )


holdings.declare(Holding(slug="log", held=_drafts_held))
