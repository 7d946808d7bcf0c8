"""The Django configuration of the engagements app."""

from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    """Registers the app, with the exports of its lists."""

    name = "engagements"
    verbose_name = "Engagements"

    def ready(self) -> None:
        """Register exports."""
        from engagements import exports
        from foundation.exports.registry import register as offer

        offer(exports.RECOMMENDATIONS)
