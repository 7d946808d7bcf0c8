"""Where a request comes from: one answer for the log, the limits and the list of sessions."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

# What one household, office or attacker easily controls: a /24 of IPv4, a /64 of IPv6.
PREFIXES = {4: 24, 6: 64}


def client_ip(request: HttpRequest | None) -> str | None:
    """Return the client's address, if there is one.

    Behind ``PSP_TRUSTED_PROXIES`` proxies it is the entry that many places from the right of
    X-Forwarded-For: each proxy of ours adds the address it spoke to, and anything further left was
    written by the client. A shorter header passed fewer proxies, so its leftmost entry is still one
    of ours. If the entry is not an address, or nothing was forwarded, the peer's own address is
    returned.
    """
    if request is None:
        return None
    peer = address(str(request.META.get("REMOTE_ADDR", "")))
    trusted = int(settings.PSP_TRUSTED_PROXIES)
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    if not trusted or not forwarded.strip():
        return peer
    hops = forwarded.split(",")
    return address(hops[-min(trusted, len(hops))]) or peer


def address(text: str) -> str | None:
    """Return an address in one spelling: no brackets, port or zone; mapped IPv6 as IPv4."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(found)


def network_of(ip: str | None) -> str:
    """Return the network an address belongs to; requests without an address share one name."""
    found = address(ip or "")
    if found is None:
        return "none"
    return str(ip_network(f"{found}/{PREFIXES[ip_address(found).version]}", strict=False))
