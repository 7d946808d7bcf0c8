"""A draft's form page, and the differences when someone else has saved the draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.ui import dates
from foundation.ui.types import FileLine
from tta_requests import policies
from tta_requests.errors import EngagementOver
from tta_requests.forms import RequestForm
from tta_requests.models import TTARequest
from tta_requests.presenters.attachments import files_of

if TYPE_CHECKING:
    from tta_requests.querysets.columns import FiledRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage:
    """What the page of a draft shows besides the form.

    Attributes:
        draft: None before its first save.
        version: the draft's version that the form was filled from.
        may_send: whether the reader may submit it; others write it on the site's behalf.
        may_put: whether the reader may ask the site to submit it.
        put_line: when the site was asked.
        refused: why no new help can be asked for; empty while it can.
        facts: what the draft says, to read where it can't be submitted.
        files: the files attached so far.
    """

    draft: TTARequest | None
    version: int | str
    may_send: bool
    may_put: bool
    put_line: str
    files: Sequence[FileLine]
    refused: str = ""
    facts: Sequence[tuple[str, str]] = ()

    @property
    def on_behalf(self) -> bool:
        """Whether it is written on behalf of the site."""
        return not self.may_send

    @property
    def heading(self) -> str:
        """The draft's title, or what the page of a new request is called."""
        if self.draft is not None and self.draft.title:
            return self.draft.title
        return "Enter a request for a site" if self.on_behalf else "Ask for help"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two people changed: its label, the saved text, and the reader's text."""

    label: str
    theirs: str
    mine: str


def page_of(
    draft: "FiledRequest | None", actor: Actor, *, version: int | str, is_former: bool
) -> DraftPage:
    """Return the page of a new form, or of a draft.

    Arguments:
        draft: the draft; None before its first save.
        actor: the reader.
        version: the version the form has; empty for the draft's version.
        is_former: whether the engagement is over of its site, or of every site that it could be for.
    """
    if draft is None:
        may_send = actor.may_anywhere(P.REQUEST_SUBMIT)
    else:
        may_send = policies.can_take(actor, draft, "submit")
    sent_at = draft.sent_to_site_at if draft else None
    return DraftPage(
        draft=draft,
        version=version or (draft.version if draft else ""),
        may_send=may_send,
        may_put=draft is not None
        and not is_former
        and sent_at is None
        and policies.can_put_to_site(actor, draft),
        put_line=f"Sent to the site {dates.when(sent_at, draft.site.time_zone)}."
        if draft and sent_at
        else "",
        files=files_of(draft, actor, tz=draft.site.time_zone) if draft else (),
        refused=str(EngagementOver.message) if is_former else "",
        facts=_facts(draft) if draft and is_former else (),
    )


def differences_of(form: RequestForm, saved: TTARequest) -> list[Difference]:
    """Return each field in which a valid form differs from the saved draft."""
    mine = form.cleaned_data
    both = [
        Difference(str(form[name].label), _words(getattr(saved, name)), _words(mine.get(name)))
        for name in TTARequest.REVISABLE
    ]
    return [each for each in both if each.theirs != each.mine]


def _facts(draft: TTARequest) -> list[tuple[str, str]]:
    fields = RequestForm.base_fields
    said = ((name, _said(draft, name)) for name in TTARequest.REVISABLE)
    return [(str(fields[name].label), words) for name, words in said if words]


def _said(draft: TTARequest, name: str) -> str:
    value = getattr(draft, name)
    labels = dict(draft._meta.get_field(name).flatchoices)  # type: ignore[union-attr]  # -- a column of the draft
    return str(labels.get(value, "")) if labels else _words(value)


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)
