"""The app's configuration."""

from django.apps import AppConfig
from django.urls import register_converter

from foundation.ui.navigation import RESULTS, NavItem, register


class TtaRequestsConfig(AppConfig):
    """The app, with its links in the top navigation."""

    name = "tta_requests"
    verbose_name = "TTA requests"

    def ready(self) -> None:
        """Register links, exports, imports, saved views, the number in addresses, the receivers of closed days and zones."""
        from engagements.models.origins import declare
        from engagements.querysets import made_from
        from foundation.accounts.permissions import Permission as P
        from foundation.calendars.holidays import closed_days_changed
        from foundation.exports.registry import register as offer
        from foundation.imports.registry import register as take
        from foundation.needs.registry import provide_places
        from foundation.notifications.subjects import register as name
        from foundation.saved_views.registry import register as watch
        from sites.actions.time_zones import time_zone_corrected
        from tta_requests import exports, imports
        from tta_requests.actions import clock_recounts, corrected_zones
        from tta_requests.converters import RequestNumber
        from tta_requests.models.visibility import of_visible_requests
        from tta_requests.querysets import choices, origins

        register_converter(RequestNumber, "request_number")
        closed_days_changed.connect(clock_recounts.note, dispatch_uid="clocks_are_counted_again")
        time_zone_corrected.connect(corrected_zones.follow, dispatch_uid="clocks_follow_zones")
        declare(of_visible_requests)
        provide_places(choices.places)
        made_from.declare(origins.made_from)
        offer(exports.REQUESTS)
        watch(exports.WATCHED)
        name(exports.titles)
        take(imports.REQUESTS)
        for label, url_name, permission, order, group in (
            ("Triage", "tta_requests:triage", P.REQUEST_TRIAGE, 20, ""),
            ("My offers", "tta_requests:offers", P.OFFER_VIEW, 25, ""),
            ("Our work", "tta_requests:provider", P.AVAILABILITY_KEEP, 26, ""),
            ("Requests", "tta_requests:list", P.REQUEST_VIEW, 30, ""),
            ("Evaluations", "tta_requests:evaluations", P.REQUEST_EXPLAIN, 61, RESULTS),
        ):
            register(
                NavItem(
                    label=label,
                    url_name=url_name,
                    permission=permission,
                    order=order,
                    group=group,
                )
            )
