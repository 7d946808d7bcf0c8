"""Decide who may do what with a request. Guards of its transitions return a reason to refuse, or nothing."""

from engagements.policies import is_former
from tta_requests.policies.drafts import can_create, can_put_to_site, can_revise
from tta_requests.policies.guards import (
    GUARDS,
    is_delivered_by_actor,
    is_in_time_to_reopen,
    is_left_alone,
    is_not_the_requester,
    is_ready,
    is_signed_by_both,
    is_with_no_provider,
)
from tta_requests.policies.messages import (
    can_attach,
    can_comment,
    can_follow,
    can_remove_file,
    can_write_internal,
    can_write_message,
)
from tta_requests.policies.offers import can_answer, can_keep_availability, is_automatic
from tta_requests.policies.participants import (
    agencies_of,
    can_read_whole,
    co_leads,
    is_colleague,
    takes_part,
    works_on,
)
from tta_requests.policies.referrals import (
    can_answer_for,
    can_be_asked,
    can_lead_alone,
    can_refer,
    can_speak_for,
    can_steer,
)
from tta_requests.policies.request_steps import AWAITED, can_acknowledge, can_take, steps_open_to
from tta_requests.policies.triage import (
    can_endorse,
    can_give,
    can_mark,
    can_preserve,
    can_regrade,
    can_see_explanation,
)
from tta_requests.policies.work import (
    can_keep_commitments,
    can_link,
    can_link_participants,
    can_log_hours,
    can_sign_scope,
    can_write_scope,
)

__all__ = [
    "AWAITED",
    "GUARDS",
    "agencies_of",
    "can_acknowledge",
    "can_answer",
    "can_answer_for",
    "can_attach",
    "can_be_asked",
    "can_comment",
    "can_create",
    "can_endorse",
    "can_follow",
    "can_give",
    "can_keep_availability",
    "can_keep_commitments",
    "can_lead_alone",
    "can_link",
    "can_link_participants",
    "can_log_hours",
    "can_mark",
    "can_preserve",
    "can_put_to_site",
    "can_read_whole",
    "can_refer",
    "can_regrade",
    "can_remove_file",
    "can_revise",
    "can_see_explanation",
    "can_sign_scope",
    "can_speak_for",
    "can_steer",
    "can_take",
    "can_write_internal",
    "can_write_message",
    "can_write_scope",
    "co_leads",
    "is_automatic",
    "is_colleague",
    "is_delivered_by_actor",
    "is_former",
    "is_in_time_to_reopen",
    "is_left_alone",
    "is_not_the_requester",
    "is_ready",
    "is_signed_by_both",
    "is_with_no_provider",
    "steps_open_to",
    "takes_part",
    "works_on",
]
