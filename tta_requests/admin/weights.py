"""Weights in Django admin: preview a new version on past runs, then add it; old versions never change."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts.http import PortalRequest
from foundation.workflow.nonces import single_submit
from tta_requests.actions import weights
from tta_requests.models import Provider, Weights, WeightsPreview

SHOW = "tta_requests_weightspreview_show"
PUT_IN_FORCE = "tta_requests_weightspreview_put_in_force"
TEMPLATES = "admin/tta_requests/weights"


@dataclass(frozen=True, slots=True)
class Line:
    """A name, with its number under the weights in force and under the new ones."""

    name: str
    before: int
    after: int


@admin.register(Weights)
class WeightsAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """Versions of the routing weights; the portal numbers each new one."""

    list_display = ("version", *Weights.FACTORS, "automatic_offers")
    exclude = ("version",)
    add_form_template = f"{TEMPLATES}/add.html"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Forbid changes: stored runs refer to their version."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Forbid deletion, because stored runs refer to their version."""
        return False

    def save_model(
        self,
        request: HttpRequest,
        obj: Weights,
        form: "ModelForm[Weights]",
        change: bool,  # noqa: FBT001 -- Django's signature
    ) -> None:
        """Save through the action, which numbers the version."""
        weights.add(obj)

    def get_urls(self) -> list[URLPattern]:
        """Return the preview's addresses before Django's own, whose patterns match any text as a key."""
        door = self.admin_site.admin_view
        return [
            path("preview/<int:pk>/", door(self.show), name=SHOW),
            path(
                "preview/<int:pk>/put-in-force/",
                door(single_submit(self.put_in_force)),
                name=PUT_IN_FORCE,
            ),
            *super().get_urls(),
        ]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Add a preview next to Save; Django's own page reports points that don't add up."""
        if "_preview" in request.POST:
            self._check(request)
            form = self.get_form(request)(request.POST)
            if form.is_valid():
                made = weights.preview(form.cleaned_data, by=_by(request))
                return redirect(f"admin:{SHOW}", made.pk)
        return super().add_view(request, form_url, extra_context)

    @method_decorator(require_safe)
    def show(self, request: PortalRequest, pk: int) -> HttpResponse:
        """Show the progress of the count, then what the new weights would change."""
        preview = self._own(request, pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Preview of new weights",
            "preview": preview,
            "in_force": Weights.objects.in_force(),
            "sample": weights.SAMPLE,
            "points": _points(preview),
            "leaders": _leaders(preview),
            "change": _change(preview),
        }
        return TemplateResponse(request, f"{TEMPLATES}/preview.html", context)

    @method_decorator(require_POST)
    def put_in_force(self, request: PortalRequest, pk: int) -> HttpResponseRedirect:
        """Put the previewed weights in force as the next version."""
        made = weights.put_in_force(self._own(request, pk))
        self.log_addition(request, made, "Put into effect from a preview.")
        self.message_user(request, f"Version {made.version} is now in effect.", messages.SUCCESS)
        return redirect("admin:tta_requests_weights_changelist")

    def _own(self, request: PortalRequest, pk: int) -> WeightsPreview:
        self._check(request)
        return get_object_or_404(WeightsPreview.objects.of(request.actor.user_id), pk=pk)

    def _check(self, request: HttpRequest) -> None:
        if not self.has_add_permission(request):
            raise PermissionDenied


def _by(request: HttpRequest) -> int:
    assert request.user.pk is not None  # noqa: S101 -- the door lets administrators in only
    return request.user.pk


def _points(preview: WeightsPreview) -> list[Line]:
    old, new = preview.base.points(), preview.weights().points()
    return [Line(name.replace("_", " ").capitalize(), old[name], new[name]) for name in old]


def _leaders(preview: WeightsPreview) -> list[Line]:
    """Count how often each provider is first, the most frequent under the new weights first."""
    first = {int(provider): times for provider, times in preview.first.items()}
    known = Provider.objects.select_related("organization").in_bulk(first)
    lines = [Line(known[pk].name, *times) for pk, times in first.items()]
    return sorted(lines, key=lambda line: (-line.after, -line.before, line.name))


def _change(preview: WeightsPreview) -> str:
    """Return the form to add weights, with the values entered before."""
    typed = {**preview.typed, "automatic_offers": "on" if preview.typed["automatic_offers"] else ""}
    return f"{reverse('admin:tta_requests_weights_add')}?{urlencode(typed)}"
