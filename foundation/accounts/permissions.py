"""Every permission of the portal, on one screen."""

from enum import StrEnum


class Permission(StrEnum):
    """Everything a person can be allowed to do, as ``resource:verb``."""

    SITE_VIEW = "site:view"
    TEAM_INVITE = "team:invite"
    TEAM_MANAGE = "team:manage"
    TEAM_APPROVE = "team:approve"
    STAFF_APPROVE = "staff:approve"

    REQUEST_VIEW = "tta-request:view"
    REQUEST_CREATE = "tta-request:create"
    REQUEST_SUBMIT = "tta-request:submit"
    REQUEST_WITHDRAW = "tta-request:withdraw"
    REQUEST_TRIAGE = "tta-request:triage"
    REQUEST_ASSIGN = "tta-request:assign"
    REQUEST_CONFIRM_OFFER = "tta-request:confirm-offer"
    REQUEST_WRITE_MESSAGE = "tta-request:write-message"
    REQUEST_COMMENT = "tta-request:comment"
    REQUEST_READ_INTERNAL = "tta-request:read-internal"
    REQUEST_EXPLAIN = "tta-request:explain"
    REQUEST_ENDORSE = "tta-request:endorse"
    REQUEST_REGRADE = "tta-request:regrade"
    REQUEST_DECLINE = "tta-request:decline"
    REQUEST_REOPEN = "tta-request:reopen"
    REQUEST_LINK = "tta-request:link"
    REQUEST_MARK = "tta-request:mark"
    REQUEST_STEER = "tta-request:steer"
    REQUEST_PRESERVE = "tta-request:preserve"

    SCOPE_WRITE = "scope:write"
    SCOPE_SIGN = "scope:sign"
    DELIVERY_REPORT = "delivery:report"
    DELIVERY_CONFIRM = "delivery:confirm"
    COMMITMENT_KEEP = "commitment:keep"

    REFERRAL_ASK = "referral:ask"
    REFERRAL_ANSWER = "referral:answer"

    OFFER_VIEW = "offer:view"
    OFFER_ANSWER = "offer:answer"
    AVAILABILITY_KEEP = "availability:keep"

    UPDATE_VIEW = "update:view"
    UPDATE_LOG = "update:log"
    UPDATE_REVIEW = "update:review"
    CASELOAD_VIEW = "caseload:view"

    ENGAGEMENT_MANAGE = "engagement:manage"
    PLAN_WRITE = "plan:write"
    PLAN_APPROVE = "plan:approve"

    REPORT_VIEW = "report:view"
    REPORT_FREEZE = "report:freeze"

    RECOMMENDATION_WRITE = "recommendation:write"
    RECOMMENDATION_ANSWER = "recommendation:answer"
    RECOMMENDATION_VERIFY = "recommendation:verify"

    SUMMIT_MANAGE = "summit:manage"
    SUMMIT_ORGANIZE = "summit:organize"
    COMMUNITY_MANAGE = "community:manage"
    COMMUNITY_FACILITATE = "community:facilitate"
    DELEGATION_NOMINATE = "delegation:nominate"
    SUMMIT_NOTE = "summit:note"

    ACCOMPLISHMENT_WRITE = "accomplishment:write"
    ACCOMPLISHMENT_CONCUR = "accomplishment:concur"
    ACCOMPLISHMENT_ATTEST = "accomplishment:attest"
    ACCOMPLISHMENT_VERIFY = "accomplishment:verify"
    ACCOMPLISHMENT_CLEAR = "accomplishment:clear"
    ACCOMPLISHMENT_PUBLISH = "accomplishment:publish"
    MEASUREMENT_ENTER = "measurement:enter"
    MEASUREMENT_VERIFY = "measurement:verify"
    APPLICATION_MANAGE = "application:manage"

    FIGURE_IMPORT = "figure:import"
    DATA_IMPORT = "data:import"
    LIST_EXPORT = "list:export"
    VIEW_SHARE = "view:share"

    INBOX_VIEW = "inbox:view"
    ADMIN_USE = "admin:use"
    GLASS_BREAK = "glass:break"
