"""A page that asks with one form and acts once: the shape of most pages that change something."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict

from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.errors import DomainError, InvalidInput, NotFound, Refused, StaleEdit

Act = Callable[[dict[str, Any], str | None], object]
Done = str | Callable[[Any], str]


def ask(
    request: HttpRequest,
    template: str,
    form: BaseForm,
    *,
    act: Act,
    done: Done,
    back: str,
    then: Callable[[Any], str] | None = None,
    version: int = 0,
    refusal: str = "",
    stored: Callable[[StaleEdit], object] | None = None,
    context: Mapping[str, Any],
) -> HttpResponse:
    """Show a form; act once it is valid, and go on to the page that shows the result.

    A refusal is shown at its field or above the form, with what was typed, and answers with its own status.

    Arguments:
        template: the page, which gets the form, ``version``, ``back``, and what ``context`` holds.
        act: what is done with the clean values and the version the form was based on, as it was sent.
        done: the sentence on the page that follows, or what makes it of what ``act`` returns.
        back: the address of the link to cancel, and of the page that follows.
        then: the address of the page that follows, of what ``act`` returns; ``back`` where it is left out.
        version: the present version of the row that the form changes; 0 where nothing is compared.
        refusal: why nothing can be done at present; "" if it can.
        stored: what the page says of what somebody else saved first, as ``stored``.

    Raises:
        Refused: with ``refusal``, when nothing was sent.
        NotFound: from ``act``, whose reader can't see the row anymore: no page may show them what was read of it before.
    """
    based_on = request.POST.get("version") or version
    status, more = 200, dict[str, object]()
    if refusal and not form.is_bound:
        raise Refused(refusal)
    if refusal:
        form.add_error(None, refusal)
        status = Refused.status
    if form.is_valid():
        try:
            made = act(form.cleaned_data, request.POST.get("version"))
        except DomainError as refused:
            if type(refused) is NotFound:
                raise
            add_refusal(form, refused)
            status = refused.status
            if isinstance(refused, StaleEdit):
                based_on = getattr(refused.current, "version", version)
                more = {"stored": stored(refused)} if stored else {}
        else:
            said = done(made) if callable(done) else done
            return redirect_with_message(request, said, then(made) if then else back)
    values = {"form": form, "version": based_on, "back": back, **context, **more}
    return page(request, template, values, status=status)


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what a form was sent with, even if that is nothing; None if the page was only opened."""
    return request.POST if request.method == "POST" else None


def add_refusal(form: BaseForm, refused: DomainError) -> None:
    """Show why an action refused what was typed: at its field, or above the form.

    A form whose field has another name than the action's value says so in ``refused_at``.
    """
    field = refused.field if isinstance(refused, InvalidInput) else ""
    named = getattr(form, "refused_at", {}).get(field, field)
    form.add_error(named if named in form.fields else None, refused.message)
