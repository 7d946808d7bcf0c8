"""The Django configuration of the summits app."""

from django.apps import AppConfig


class SummitsConfig(AppConfig):
    """Adds the summit to the navigation."""

    name = "summits"
    verbose_name = "Violent Crime Summit"

    def ready(self) -> None:
        """Register the navigation item and exports, and declare that help comes from session notes."""
        from django.urls import reverse

        from engagements.models.origins import OriginKind, declare_kind
        from foundation.exports.registry import register as offer
        from foundation.ui.navigation import PEERS, NavItem, register
        from summits import exports
        from summits.models import NOTE
        from summits.querysets import origins

        offer(exports.REPORT)
        offer(exports.ROSTER)
        declare_kind(
            OriginKind(
                slug=NOTE,
                label="Session note",
                find=origins.note,
                href=lambda pk, _site: reverse("summits:note", args=[pk]),
                opens=origins.sees_notes,
                prefill=origins.prefill,
            )
        )
        register(NavItem(label="Summit", url_name="summits:list", order=55, group=PEERS))
