"""Django admin for administrators, with the same sign-in and second factor as every page."""

from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import NotRelationField, get_fields_from_path
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import (
    FieldDoesNotExist,
    FieldError,
    PermissionDenied,
    SuspiciousOperation,
    ValidationError,
)
from django.db.models import CharField, Model, QuerySet, TextField
from django.db.models.base import ModelBase
from django.db.models.options import Options
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse
from django.urls import reverse, reverse_lazy

from foundation.ui.edits import EditAdmin
from foundation.workflow import folds
from foundation.workflow.words import named

# Libraries that register themselves: secrets of second factors, unused groups, the context table
# that psp_app must not read. What is needed of them is on our own pages.
LEFT_OUT = frozenset({"account", "auth", "mfa", "pghistory"})
# The lookups of Django's own filters and date navigation, added to the name of the field.
ENDINGS = frozenset({"exact", "in", "isnull", "gte", "gt", "lt", "lte"})
DATES = frozenset({"year", "month", "day", "gte", "lt"})
# The errors that URL or selection values of the wrong type for their field raise.
NONSENSE = (ValueError, ValidationError, FieldError, OverflowError)
METHODS = frozenset({"GET", "HEAD", "POST"})


class Narrowed:
    """Limits the lookups in a list's URL to those of its own filters, folds what is searched for, and fixes keys.

    Django lets any field of a list's rows be used as a filter, so that a password hash could be
    guessed letter by letter. Every registered admin inherits from this before its own class.
    """

    model: type[Model]
    opts: "Options[Model]"
    search_fields: Sequence[str]
    list_filter: Any
    date_hierarchy: str | None

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """Fix the key of a row that is there: with another one, Django would add a second row."""
        shown: list[str] = [*super().get_readonly_fields(request, obj)]  # type: ignore[misc]  # -- of the admin it is mixed into
        key = self.opts.pk
        typed = obj is not None and key.editable and not key.auto_created
        return [*shown, key.name] if typed and key.name not in shown else shown

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Return whether a filter of this list, or its date navigation, uses that lookup."""
        return any(_asks(name, ENDINGS, lookup) for name in self._filtered()) or (
            bool(self.date_hierarchy) and _asks(str(self.date_hierarchy), DATES, lookup)
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Model], search_term: str
    ) -> tuple[QuerySet[Model], bool]:
        """Find rows as every search of the portal does, however the words are typed.

        Fields that are searched in another way, such as by their beginning, are left to Django.
        """
        words = folds.typed(search_term)
        fields = list(self.search_fields)
        if words and fields and all(_is_text(self.model, name) for name in fields):
            return named(queryset, fields, words), False
        found: tuple[QuerySet[Model], bool] = super().get_search_results(  # type: ignore[misc]  # -- of the admin it is mixed into
            request, queryset, words
        )
        return found

    def _filtered(self) -> Iterator[str]:
        for each in self.list_filter:
            name = each[0] if isinstance(each, tuple | list) else each
            if isinstance(name, str):
                yield name


def _asks(name: str, endings: frozenset[str], lookup: str) -> bool:
    """Return whether a lookup is the field's own, as ``state__exact`` or ``site__id__exact``."""
    if lookup == name:
        return True
    begins, _, ending = lookup.rpartition("__")
    return ending in endings and begins in {name, f"{name}__id"}


def _is_text(model: type[Model], name: str) -> bool:
    """Return whether a search field is text, of the model or of one it refers to."""
    try:
        last = get_fields_from_path(model, name)[-1]
    except (FieldDoesNotExist, NotRelationField):  # a lookup, such as ``key__startswith``
        return False
    return isinstance(last, CharField | TextField)


class PortalAdmin(admin.AdminSite):
    """Reference data, users, rules; sites' rows are protected by row-level security."""

    site_header = "PSP Portal administration"
    site_title = "PSP Portal administration"
    index_title = "Reference data, people, and rules"
    site_url = reverse_lazy("dashboards:my-day")  # type: ignore[assignment]  # -- Django resolves it as late as that

    def login(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Lead to the portal's own sign-in, or refuse a person who is not an administrator."""
        if self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index", current_app=self.name))
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002 -- Django's signature
        """Check access on every page of the admin, and turn malformed requests into 400."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_permission(request):
                return self.login(request)
            if request.method not in METHODS:
                return HttpResponseNotAllowed(sorted(METHODS))
            try:
                answer: HttpResponse = inner(request, *args, **kwargs)
                if isinstance(answer, SimpleTemplateResponse):
                    answer.render()
            except NONSENSE as error:
                raise SuspiciousOperation(
                    f"Invalid admin request: {type(error).__name__}."
                ) from error
            return answer

        return guarded

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Register models, except those that libraries bring and the portal leaves out."""
        single = isinstance(model_or_iterable, ModelBase)
        models: list[type[Model]] = [model_or_iterable] if single else list(model_or_iterable)
        kept = [model for model in models if model._meta.app_label not in LEFT_OUT]
        own = admin_class or admin.ModelAdmin
        bases = (Narrowed, own, EditAdmin) if kept else (own,)
        super().register(kept, type(own.__name__, bases, {}), **options)
