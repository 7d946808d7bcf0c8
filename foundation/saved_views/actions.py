"""Writes of saved views: save, change and remove."""

from collections.abc import Iterator

from foundation.accounts import holdings
from foundation.accounts.actors import Actor
from foundation.accounts.holdings import Held, Holding, Loss
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.saved_views.models import SavedView
from foundation.saved_views.registry import find, without_place
from foundation.tenancy.context import atomic, atomic_savepoint
from foundation.workflow import folds
from foundation.workflow.errors import InvalidInput, Refused

MAX_VIEWS = 50


@atomic_savepoint
def keep(
    view: SavedView | None,
    *,
    path: str,
    query: str,
    name: str,
    tells: bool,
    role: str = "",
    person: str = "",
    by: Actor,
) -> SavedView:
    """Save a new view, or change an existing one.

    Arguments:
        view: the actor's own view to change; None for a new one.
        path: the list's path.
        query: its filters; a pagination position in them is removed.
        name: the name of the view.
        tells: whether the owner is notified of new rows.
        role: a staff role to share it with; DOJ staff only.
        person: the email address of a person to share it with; DOJ staff only.
        by: the owner.

    Raises:
        InvalidInput: when the list or person does not exist, or the name is taken.
        Refused: when the person already has fifty views, or the view belongs to someone else.
    """
    listed = find(path)
    if listed is None or by.user_id is None:
        raise InvalidInput("You can't save views of this list.")
    if tells and listed.newest is None:
        raise InvalidInput("Notifications aren't available for this list.", field="tells")
    if (role or person) and P.VIEW_SHARE not in by.everywhere:
        raise InvalidInput("Only DOJ staff can share views. Save it for yourself.", field="role")
    name = folds.seen(name)
    if not name:
        raise InvalidInput("Enter a name for the view.", field="name")
    own = SavedView.objects.of(by.user_id)
    if view is None and own.count() >= MAX_VIEWS:
        raise Refused(f"You already have {MAX_VIEWS} saved views. Remove one you no longer use.")
    if view is not None and view.user_id != by.user_id:
        raise Refused(
            "Only the person who saved this view can change it. Save it under a different name."
        )
    same = own.on(path).filter(name=name).first()
    if same is not None and same != view:
        raise InvalidInput(
            "You already have a view of this list with that name. Enter a different name.",
            field="name",
        )
    kept = view or SavedView(user_id=by.user_id, path=path, created_at=clock.now())
    kept.query, kept.name, kept.tells, kept.role = without_place(query), name, tells, role
    kept.person = _person(person)
    kept.save()
    return kept


@atomic
def remove(view: SavedView, *, by: Actor) -> None:
    """Delete a saved view.

    Raises:
        Refused: when it belongs to someone else.
    """
    if view.user_id != by.user_id:
        raise Refused("Only the person who saved this view can remove it.")
    view.delete()


def _person(email: str) -> User | None:
    if not email:
        return None
    found = User.objects.filter(email=folds.address(email), is_active=True).first()
    if found is None:
        raise InvalidInput(
            "No account has this email address. Check the address with them.", field="person"
        )
    return found


def _views_held(loss: Loss) -> Iterator[Held]:
    """Find views that only their owner sees, and those shared, which stay so; none is passed on."""
    for each in SavedView.objects.of(loss.person.pk) if loss.closes else ():
        shared = each.role or each.person_id
        fate = "Still shared with the same people." if shared else "Kept private: shown to no one."
        yield Held(kind="view", key=str(each.pk), noun="saved view", fate=fate)


holdings.declare(Holding(slug="view", held=_views_held))
