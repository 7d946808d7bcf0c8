"""The address a request came from, behind any number of proxies."""

import pytest

from foundation.audit.origin import client_ip, network_of

PEER = "192.0.2.1"


def asked(rf, forwarded: str | None, peer: str = PEER):
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return rf.get("/", REMOTE_ADDR=peer, headers=headers)


@pytest.mark.parametrize("forwarded", [None, "", "203.0.113.9", "203.0.113.9, 198.51.100.2"])
def test_without_a_proxy_the_header_counts_for_nothing(rf, settings, forwarded):
    settings.PSP_TRUSTED_PROXIES = 0
    assert client_ip(asked(rf, forwarded)) == PEER


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),  # what the client wrote stands further left
        (2, "6.6.6.6, 203.0.113.9, 198.51.100.2", "203.0.113.9"),
        (2, "203.0.113.9", "203.0.113.9"),  # past one proxy only
        (1, None, PEER),
        (1, "  ", PEER),
        (1, "unknown", PEER),
        (1, "203.0.113.9, ", PEER),
        (1, "203.0.113.9:4711", "203.0.113.9"),
        (1, "[2001:db8::7]:4711", "2001:db8::7"),
        (1, "[2001:db8::7]", "2001:db8::7"),
        (1, "2001:DB8:0:0::7", "2001:db8::7"),
        (1, "fe80::1%eth0", "fe80::1"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "203.0.113.999", PEER),
        (1, "203.0.113.9\x00", PEER),
    ],
)
def test_the_entry_that_our_outermost_proxy_wrote_is_the_client(
    rf, settings, proxies, forwarded, found
):
    settings.PSP_TRUSTED_PROXIES = proxies
    assert client_ip(asked(rf, forwarded)) == found


def test_a_peer_is_told_in_one_spelling(rf):
    assert client_ip(asked(rf, None, "::ffff:192.0.2.7")) == "192.0.2.7"


@pytest.mark.parametrize(
    ("ip", "network"),
    [
        ("203.0.113.9", "203.0.113.0/24"),
        ("::ffff:203.0.113.9", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (None, "none"),
        ("unix:", "none"),
    ],
)
def test_a_network_is_what_one_party_has(ip, network):
    assert network_of(ip) == network
