"""What the API of sites and their teams reads and shows."""

from sites.serializers.sites import CoreAreaOut, MeOut, SiteOut, SiteRef

__all__ = ["CoreAreaOut", "MeOut", "SiteOut", "SiteRef"]
