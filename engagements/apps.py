"""The Django configuration of the engagements app."""

from functools import partial
from uuid import UUID

from django.apps import AppConfig
from django.urls import reverse


def _finding_page(pk: UUID, site: str) -> str:
    return reverse("engagements:recommendations", args=[site], fragment=f"finding-{pk}")


def _plan_page(kind: str, pk: UUID, site: str) -> str:
    return reverse("engagements:plan", args=[site], query={"kind": kind, "action": pk})


class EngagementsConfig(AppConfig):
    """Registers the app, the exports of its lists, and what of it help comes from."""

    name = "engagements"
    verbose_name = "Engagements"

    def ready(self) -> None:
        """Register exports, and declare that help comes from findings, recommendations, and actions of plans."""
        from engagements import exports
        from engagements.enums import PlanKind
        from engagements.models.origins import OriginKind, declare_kind
        from engagements.querysets import commitments_made, made_from, origins
        from foundation.exports.registry import register as offer

        offer(exports.RECOMMENDATIONS)
        made_from.declare(commitments_made.made_from)
        declare_kind(
            OriginKind(
                slug=origins.FINDING,
                label="Finding",
                find=origins.finding,
                href=_finding_page,
                opens=origins.sees_site,
                prefill=origins.from_finding,
            )
        )
        declare_kind(
            OriginKind(
                slug=origins.RECOMMENDATION,
                label="Recommendation",
                find=origins.recommendation,
                href=lambda pk, _site: reverse("engagements:recommendation", args=[pk]),
                opens=origins.sees_site,
            )
        )
        # One kind for each plan, because a site's two plans have addresses of their own.
        for kind in PlanKind:
            declare_kind(
                OriginKind(
                    slug=kind.value,
                    label=kind.label,
                    find=origins.plan_actions(kind),
                    href=partial(_plan_page, kind.value),
                    opens=origins.sees_site,
                )
            )
