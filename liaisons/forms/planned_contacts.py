"""The forms of planned contacts."""

from django import forms
from django.db.models import QuerySet

from foundation.ui.forms import DateField, RadioTiles, field_of
from liaisons.enums import UpdateKind
from sites.models import Site


class ReplanForm(forms.Form):
    """The kind and the day of a planned contact."""

    kind = forms.ChoiceField(label="Type of contact", choices=UpdateKind, widget=RadioTiles)
    on = DateField(label="Day", help_text="The day at the site, in its time zone.")


class PlanForm(ReplanForm):
    """A contact to plan: the site, the kind, and the day."""

    site = forms.ModelChoiceField(Site.objects.none(), empty_label="Choose a site")
    field_order = ("site", "kind", "on")

    def __init__(self, *args: object, sites: QuerySet[Site], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # -- passed through to Django
        field_of(self, "site", forms.ModelChoiceField).queryset = sites
        self.fields["kind"].initial = UpdateKind.VISIT
