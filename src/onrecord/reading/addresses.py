"""Which network addresses may be asked: public ones only, checked behind name resolution, at every connection.

A page's redirect, or a name that resolves to another address the second time it is asked, must not lead into the user's own network:
so the check stands where the connection is made, and the connection goes to the checked address.
"""

import ipaddress
import re
import socket
from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from onrecord.model import OnRecordError

Resolver = Callable[[str, int], list[str]]

#: Ranges that count as global but carry an IPv4 address inside, which may be private.
_WRAPPED = tuple(ipaddress.ip_network(n) for n in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))
_SECRET = re.compile(r"token|key|secret|passw|pwd|sig|auth|session|credential|code", re.IGNORECASE)

_CAMPAIGN = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|at_medium|at_campaign|igshid", re.IGNORECASE)


class Forbidden(OnRecordError):
    """An address that must not be asked."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet.

    >>> is_public("8.8.8.8"), is_public("169.254.169.254"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    found = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if any(found in network for network in _WRAPPED):
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, in the resolver's order."""
    return list(dict.fromkeys(str(a[4][0]) for a in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def checked_address(host: str, port: int, allow_private: bool, resolver: Resolver = resolve) -> str:
    """The address to connect to.

    Raises:
        Forbidden: one of the host's addresses is not public: a host that has both kinds is not to be trusted.
    """
    addresses = resolver(host, port)
    if not addresses:
        raise Forbidden(f"the host {host} has no address")
    for address in addresses:
        if not allow_private and not is_public(address):
            raise Forbidden(f"the host {host} is at {address}, which is no public address; --allow-private permits it")
    return addresses[0]


def without_secrets(url: str) -> str:
    """An address as it may be logged and kept: no user, no password, no value of a parameter that sounds like a key.

    >>> without_secrets("https://u:p@a.example/x?id=3&token=abc")
    'https://a.example/x?id=3&token=***'
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # no address: what stands before an @ may still be a password
        return url.rpartition("@")[2].partition("?")[0]
    host = parts.netloc.rpartition("@")[2]
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    if any(_SECRET.search(name) for name, _ in pairs):
        query = urlencode([(n, "***" if _SECRET.search(n) else v) for n, v in pairs], safe="*")
    else:
        query = parts.query
    return urlunsplit((parts.scheme, host, parts.path, query, ""))


def plain_address(url: str) -> str:
    """An address without what only says by which way a reader came: fragment, and parameters of campaigns. Two feeds that lead to one page
    lead to one plain address.

    >>> plain_address("https://News.example/a?id=3&utm_source=rss#top")
    'https://news.example/a?id=3'
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(n, v) for n, v in pairs if not _CAMPAIGN.fullmatch(n)]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", query, ""))
