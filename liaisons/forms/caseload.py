"""Read the filters of the caseload board from its address."""

from django.http import Http404, QueryDict

from liaisons.policies.caseload import Group, Show

# Any key of ours is shorter; Python refuses to read a number of thousands of digits.
MAX_DIGITS = 18


def asked_group(query: QueryDict) -> Group:
    """Return the caseload's quick filter in the query string; all sites by default.

    Raises:
        Http404: when there is no such filter.
    """
    try:
        return Group(query.get("show") or Group.ALL)
    except ValueError:
        raise Http404 from None


def asked_liaison(query: QueryDict) -> int | None:
    """Return the id of the liaison in the query string; None for every liaison.

    Raises:
        Http404: when it is no id.
    """
    asked = query.get("liaison", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) <= MAX_DIGITS):
        raise Http404
    return int(asked)


def asked_page(query: QueryDict) -> int:
    """Return the number of the board's page in the query string; the first by default.

    Raises:
        Http404: when it is no number of a page.
    """
    asked = query.get("page") or "1"
    if not (asked.isascii() and asked.isdigit() and 0 < len(asked) <= MAX_DIGITS and int(asked)):
        raise Http404
    return int(asked)


def asked_list(query: QueryDict) -> Show:
    """Return the list of the workload page in the query string; the liaisons by default.

    Raises:
        Http404: when there is no such list.
    """
    try:
        return Show(query.get("show", ""))
    except ValueError:
        raise Http404 from None
