"""The Django configuration of the liaisons app."""

from django.apps import AppConfig


class LiaisonsConfig(AppConfig):
    """Adds the caseload and the log to the navigation, the exports and the saved views."""

    name = "liaisons"
    verbose_name = "Liaison's log"

    def ready(self) -> None:
        """Register the app's exports, saved views and navigation items, updates as origins, and what follows a mark."""
        from django.urls import reverse

        from engagements.models.origins import OriginKind, declare_kind
        from foundation.accounts.permissions import Permission as P
        from foundation.exports.registry import register as offer
        from foundation.saved_views.registry import register as keep
        from foundation.ui.navigation import NavItem, register
        from liaisons import exports
        from liaisons.actions.commitments import follow_request
        from liaisons.actions.requests import let_drafts_go
        from liaisons.querysets import origins
        from tta_requests.actions.handling import follow

        follow(follow_request)
        follow(let_drafts_go)
        declare_kind(
            OriginKind(
                slug=origins.UPDATE,
                label="Update",
                find=origins.update,
                href=lambda pk, _site: reverse("liaisons:detail", args=[pk]),
                opens=origins.sees_updates,
            )
        )
        keep(exports.CASELOAD_VIEWS)
        keep(exports.UPDATE_VIEWS)
        offer(exports.CASELOAD)
        offer(exports.UPDATES)
        offer(exports.WORKLOAD)
        offer(exports.HOURS)
        register(
            NavItem(
                label="Caseload",
                url_name="liaisons:caseload",
                permission=P.CASELOAD_VIEW,
                order=22,
            ),
            NavItem(
                label="Log an update",
                url_name="liaisons:new",
                permission=P.UPDATE_LOG,
                order=40,
            ),
        )
