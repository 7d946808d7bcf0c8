"""Serializers for the responses that every resource shares: problems, pages of a list."""

from functools import cache
from typing import Any

from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer, inline_serializer
from rest_framework import serializers
from rest_framework.response import Response

from foundation.api.problems import problem


class Output(serializers.Serializer[Any]):
    """A response body with explicit fields; it is never read back."""


class Wrong(Output):
    """One value that is not right: in the body (a JSON pointer) or path (a parameter)."""

    pointer = serializers.CharField(required=False)
    parameter = serializers.CharField(required=False)
    detail = serializers.CharField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A title is missing",
            value=problem(422, errors=[{"pointer": "/title", "detail": "Enter a title."}]),
            status_codes=["422"],
        )
    ]
)
class Problem(Output):
    """An error (RFC 9457): its kind, the sentence to show, and what is wrong where."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = Wrong(many=True, required=False)  # type: ignore[assignment]  # -- a value's name


def created(told: Output, address: str, *key: Any) -> Response:
    """Return the response with a record that a call made, and its address or that of the list with it.

    Arguments:
        told: the record as the API returns it.
        address: the URL's name.
        key: the arguments of the URL.
    """
    return Response(told.data, status=201, headers={"Location": reverse(address, args=key)})


# What a resource that sends a file returns; its media type is the file's.
FILE = OpenApiTypes.BINARY


@cache
def page_of(kind: type[serializers.BaseSerializer[Any]]) -> serializers.Serializer[Any]:
    """Return the serializer of a page of rows with the next page's URL (null on the last page)."""
    name = f"{kind.__name__}Page"
    fields: dict[str, Any] = {
        "results": kind(many=True, read_only=True),
        "next": serializers.CharField(allow_null=True, read_only=True),
    }
    return inline_serializer(name, fields)
