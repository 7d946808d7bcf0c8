"""Decide who imports figures, reviews agencies, enters and verifies measurements, and takes the steps of accomplishments."""

from collections.abc import Mapping
from datetime import datetime

from foundation.accounts.actors import Actor, resolve
from foundation.accounts.permissions import Permission as P
from foundation.workflow.transition import Transition
from outcomes.enums import ACCOMPLISHMENT_LIFECYCLE, AccomplishmentState, ImportState
from outcomes.models import (
    Accomplishment,
    AccomplishmentEvidence,
    FigureImport,
    SiteMeasure,
    SiteMeasurement,
)

A = AccomplishmentState
# A federal partner agrees to words that the site attested, before DOJ clears them.
AGREEABLE_STATES = (A.ATTESTED, A.VERIFIED)

SEND_BACK = "send-back"
DISCARD = "discard"
# Steps that no one waits for.
BY_CHOICE = (SEND_BACK, DISCARD)
FEDERAL_WORDS = (
    "It names the work of {agency}, which agreed to these words. Withdraw it and write it again."
)
NOT_ITS_AUTHOR = "Only its author can discard it."
WROTE_IT = "You wrote it. Another Program Manager corrects it."
NOT_AGREED = "It names the work of {agency}. That agency's seat at the site agrees first."
NO_EVIDENCE = (
    "It doesn't rest on anything yet. Its author first adds a recommendation, request, commitment, "
    "or measurement that shows the change."
)
SENT_BACK_FIRST = "It was sent back. Its author changes it first."
VERIFIER_WRITES = "If you write it, you can't verify it: someone who stands in for you does. Consider asking a point of contact or the advisor to write it."
REPORTED = "The program reported this accomplishment, so no one takes steps with it here."
# What someone did, so that another person takes the next step.
PARTS = {
    "author_id": "You wrote it.",
    "concurred_by_id": "You agreed to it for your agency.",
    "attested_by_id": "You attested it.",
    "verified_by_id": "You verified it.",
    "cleared_by_id": "You cleared it.",
    "published_by_id": "You published it.",
}
# Who takes the next step in each state: for people who have no part in it, and for those who have.
TURNS = {
    A.DRAFT: ("The site's executive leadership attests it next.", "Someone else attests it."),
    A.ATTESTED: (
        "The site's Strategic Site Liaison verifies it next.",
        "Someone else in the liaison's seat, such as a stand-in, verifies it.",
    ),
    A.VERIFIED: (
        "A TTA Coordinator or Program Manager clears it next.",
        "Another TTA Coordinator or Program Manager clears it.",
    ),
    A.CLEARED: ("A Program Manager publishes it next.", "Another Program Manager publishes it."),
    A.PUBLISHED: ("A Program Manager can correct or withdraw it.", ""),
    A.CORRECTED: ("A Program Manager can correct or withdraw it.", ""),
    A.WITHDRAWN: ("It was withdrawn. No steps are left.", ""),
    A.DISCARDED: ("Its draft was discarded. No steps are left.", ""),
}
UNREADY: Mapping[str, str] = {
    ImportState.READING: "We're still reading this file. Open it again in a minute.",
    ImportState.READY: "This file isn't imported. Open it to see what was found in it.",
    ImportState.MERGING: "This file is being imported. Open it again in a minute.",
    ImportState.MERGED: "This file was already imported. Open it to see the result.",
    ImportState.UNDONE: "The import of this file was undone. To import it, upload it again.",
    ImportState.DISCARDED: "This file was discarded. To import it, upload it again.",
    ImportState.FAILED: "We can't read this file. Open it to see why.",
}


def can_import(actor: Actor) -> bool:
    """Return whether the actor imports figures: Program Managers, Analysts, and jobs."""
    return actor.is_system or actor.may_anywhere(P.FIGURE_IMPORT)


def can_undo(kept: FigureImport, at: datetime) -> bool:
    """Return whether an import can still be undone."""
    if kept.state != ImportState.MERGED or kept.merged_at is None:
        return False
    return at <= kept.merged_at + FigureImport.UNDO


def can_discard(kept: FigureImport) -> bool:
    """Return whether a file can be put aside: it is read, or it can't be."""
    return kept.state in {ImportState.READY, ImportState.FAILED}


def can_tell_columns(kept: FigureImport) -> bool:
    """Return whether a person can say what the columns hold: its rows are read, or no header was found."""
    return can_discard(kept) and bool(kept.report.get("columns"))


def why_not_ready(kept: FigureImport) -> str:
    """Say what became of a file of figures, for a step that isn't open in its state."""
    return UNREADY[kept.state]


def can_write_accomplishments(actor: Actor, site_id: int) -> bool:
    """Return whether the actor may write accomplishments of the site."""
    return actor.may(P.ACCOMPLISHMENT_WRITE, at=site_id)


def warning_to_writer(actor: Actor, site_id: int) -> str:
    """Warn the site's liaison, who can't verify what they write; empty for others."""
    return VERIFIER_WRITES if actor.may(P.ACCOMPLISHMENT_VERIFY, at=site_id) else ""


def may_edit(actor: Actor, found: Accomplishment) -> bool:
    """Return whether the actor writes at its site and is its author, or its author has left and it's a draft."""
    if actor.user_id is None or not can_write_accomplishments(actor, found.site_id):
        return False
    if actor.user_id == found.author_id:
        return True
    return found.status == A.DRAFT and not found.is_imported and author_has_left(found)


def can_edit(actor: Actor, found: Accomplishment) -> bool:
    """Return whether the actor can change its words and evidence now, as ``may_edit`` says: it's a draft."""
    return found.status == A.DRAFT and may_edit(actor, found)


def author_has_left(found: Accomplishment) -> bool:
    """Return whether its author doesn't write at its site any more, such as after the end of a seat."""
    return found.author is None or not can_write_accomplishments(
        resolve(found.author), found.site_id
    )


def may_concur(actor: Actor, found: Accomplishment) -> bool:
    """Return whether the actor has the seat of the federal partner whose work it names."""
    if not actor.may(P.ACCOMPLISHMENT_CONCUR, at=found.site_id):
        return False
    return (found.site_id, found.federal_agency) in actor.agency_seats


def can_concur(actor: Actor, found: Accomplishment) -> bool:
    """Return whether the actor can agree for the federal partner now: its words are settled and not cleared."""
    is_asked = found.status in AGREEABLE_STATES and found.concurred_by_id is None
    return is_asked and may_concur(actor, found) and part_of(actor, found) == ""


def can_object(actor: Actor, found: Accomplishment, step: str) -> bool:
    """Return whether the step is to send it back for the federal partner, who is asked to agree."""
    return step == SEND_BACK and can_concur(actor, found)


def may_take(actor: Actor, found: Accomplishment, step: str) -> bool:
    """Return whether the actor's role includes the step at its site."""
    if can_object(actor, found, step):
        return True
    rows = [row for row in ACCOMPLISHMENT_LIFECYCLE.rows if row.name == step]
    return any(actor.may(P(row.permission), at=found.site_id) for row in rows)


def accomplishment_steps_open_to(
    actor: Actor, found: Accomplishment
) -> list[tuple[Transition, str]]:
    """Return the steps the actor's role includes in the present state, each with its refusal or ""."""
    if found.is_imported:
        return []
    steps = [
        each
        for each in ACCOMPLISHMENT_LIFECYCLE.choices(found, actor)
        if each[0].name != DISCARD or may_edit(actor, found)
    ]
    row = ACCOMPLISHMENT_LIFECYCLE.find(SEND_BACK, found.status)
    if row and can_object(actor, found, SEND_BACK):
        return [*(each for each in steps if each[0] != row), (row, "")]
    return steps


def waits_for(actor: Actor, found: Accomplishment) -> bool:
    """Return whether the actor takes the next step now, changes a draft that lacks something, or agrees for an agency."""
    if waits_for_its_author(actor, found):
        return can_edit(actor, found)
    return can_concur(actor, found) or any(
        not refusal and row.name not in BY_CHOICE
        for row, refusal in accomplishment_steps_open_to(actor, found)
    )


def has_evidence(actor: Actor, found: Accomplishment) -> bool:
    """Return whether it rests on anything; the site's people know, whatever of it they may open."""
    return AccomplishmentEvidence.objects.visible_to(actor).exists_for(found.pk)


def waits_for_its_author(actor: Actor, found: Accomplishment) -> bool:
    """Return whether a draft waits for who writes it: it was sent back, or rests on nothing yet."""
    return found.status == A.DRAFT and (found.is_sent_back or not has_evidence(actor, found))


def part_of(actor: Actor, found: Accomplishment) -> str:
    """Return what the actor did with it, in a sentence; empty if nothing."""
    if actor.user_id is None:
        return ""
    did = (said for name, said in PARTS.items() if getattr(found, name) == actor.user_id)
    return next(did, "")


def turn_of(found: Accomplishment, *, is_bare: bool = False) -> str:
    """Say who takes the next step; with a draft that rests on nothing yet, its author."""
    if found.is_imported:
        return REPORTED
    if found.status == A.DRAFT and found.is_sent_back:
        return SENT_BACK_FIRST
    if is_bare:
        return NO_EVIDENCE
    if found.status == A.VERIFIED and lacks_agreement(found):
        return NOT_AGREED.format(agency=found.federal_agency)
    return TURNS[A(found.status)][0]


def had_no_part(actor: Actor, found: Accomplishment) -> bool | str:
    """Refuse the next step to everyone who already wrote or answered for it, saying who takes it."""
    part = part_of(actor, found)
    return f"{part} {TURNS[A(found.status)][1]}" if part else True


def is_not_sent_back(_actor: Actor, found: Accomplishment) -> bool | str:
    """Refuse to send back what its author has yet to answer."""
    return SENT_BACK_FIRST if found.is_sent_back else True


def may_be_attested(actor: Actor, found: Accomplishment) -> bool | str:
    """Refuse attestation by someone who had a part in it, of a draft sent back, or without evidence."""
    if found.is_sent_back:
        return SENT_BACK_FIRST
    part = had_no_part(actor, found)
    return part if part is not True or has_evidence(actor, found) else NO_EVIDENCE


def may_be_discarded(actor: Actor, found: Accomplishment) -> bool | str:
    """Refuse to discard a draft to everyone but who can change it, as ``may_edit`` says."""
    return may_edit(actor, found) or NOT_ITS_AUTHOR


def may_be_cleared(actor: Actor, found: Accomplishment) -> bool | str:
    """Refuse clearance by someone who had a part in it, or before its federal partner agreed."""
    if lacks_agreement(found):
        return NOT_AGREED.format(agency=found.federal_agency)
    return had_no_part(actor, found)


def lacks_agreement(found: Accomplishment) -> bool:
    """Return whether the federal partner whose work it names has yet to agree."""
    return bool(found.federal_agency) and found.concurred_by_id is None


def may_be_corrected(actor: Actor, found: Accomplishment) -> bool | str:
    """Refuse a correction by the author, and of words that a federal partner agreed to."""
    if found.federal_agency:
        return FEDERAL_WORDS.format(agency=found.federal_agency)
    return WROTE_IT if actor.user_id == found.author_id else True


def can_enter_measurements(actor: Actor, site_id: int) -> bool:
    """Return whether the actor chooses the site's measures and enters what was measured."""
    return actor.user_id is not None and actor.may(P.MEASUREMENT_ENTER, at=site_id)


def can_change_measure(actor: Actor, measure: SiteMeasure) -> bool:
    """Return whether the actor changes how the site reports a measure: the program's own stay."""
    return not measure.is_imported and can_enter_measurements(actor, measure.site_id)


def can_restate(actor: Actor, found: SiteMeasurement) -> bool:
    """Return whether the actor can replace a measurement by a later version."""
    is_open = found.is_current and not found.is_imported
    return is_open and can_enter_measurements(actor, found.site_id)


def may_verify(actor: Actor, site_id: int) -> bool:
    """Return whether the actor's role verifies measurements of the site."""
    return actor.user_id is not None and actor.may(P.MEASUREMENT_VERIFY, at=site_id)


def can_verify(actor: Actor, found: SiteMeasurement) -> bool:
    """Return whether a measurement waits for the actor: someone else entered it, and no one has verified it."""
    waits = found.is_current and found.is_reported and found.verified_by_id is None
    is_others = found.entered_by_id is not None and found.entered_by_id != actor.user_id
    return waits and is_others and may_verify(actor, found.site_id)
