"""What every resource of the API is: a view that declares who comes in, to read and to change."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter
from rest_framework.views import APIView

from foundation.accounts.access import SIGNED_IN
from foundation.accounts.permissions import Permission
from foundation.api.inputs import Input


class Resource(APIView):
    """One address of the API.

    Attributes:
        access: who reads; ``SIGNED_IN`` for everybody with an account. Read by the start-up check too.
        changes: who comes in to change something; the policies of the row decide the rest.
        inputs: the body of each method that takes one.
        outputs: the status and the answer of each method, as the schema tells them.
        query: the filters of a list.
        paged: whether it is a list in pages.
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
        """Return the view, with its declaration where the check looks for it."""
        view = super().as_view(**initkwargs)
        view.access = cls.access  # type: ignore[attr-defined]  # -- read by the start-up check
        return view
