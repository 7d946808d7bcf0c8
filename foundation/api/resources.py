"""The base of every API resource: a view that declares who may read and who may change."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter
from rest_framework.views import APIView

from foundation.accounts.access import SIGNED_IN
from foundation.accounts.permissions import Permission
from foundation.api.inputs import Input


class Resource(APIView):
    """One URL of the API.

    Attributes:
        access: the permission to read, or ``SIGNED_IN`` for everyone with an account. The start-up
            check reads it too.
        changes: the permission to make any change; the policies of the row decide the rest.
        inputs: the body of each method that takes one.
        outputs: the status and the response serializer of each method, for the schema.
        query: the filters of a list.
        paged: whether it is a paginated list.
        versioned: methods that work with entity tags.
    """

    access: ClassVar[Permission | str] = SIGNED_IN
    changes: ClassVar[Permission | str | None] = None
    inputs: ClassVar[Mapping[str, type[Input]]] = {}
    outputs: ClassVar[Mapping[str, tuple[int, Any]]] = {}
    query: ClassVar[Sequence[OpenApiParameter]] = ()
    paged: ClassVar[bool] = False
    versioned: ClassVar[Collection[str]] = ()

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """Return the view, with the declared access where the start-up check looks for it."""
        view = super().as_view(**initkwargs)
        view.access = cls.access  # type: ignore[attr-defined]  # -- read by the start-up check
        return view
