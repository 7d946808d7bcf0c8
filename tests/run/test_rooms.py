"""A room's addresses: tried for the paths that begin like one of them, and for no other."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.urls import Resolver404, get_resolver, path

from psp_portal.rooms import RoomPattern, room


def view(_request, **_arguments):
    return HttpResponse()


def library():
    return room(
        ([path("resources/<int:pk>/", view, name="one"), path("robots.txt", view)], "library")
    )


@pytest.mark.parametrize("inside", ["resources/3/", "robots.txt"])
def test_an_address_of_the_room_is_found(inside):
    assert library().resolve(inside).func is view


@pytest.mark.parametrize("outside", ["", "requests/3/", "resources", "resource/3/"])
def test_other_paths_are_not_looked_for_in_it(outside):
    with pytest.raises(Resolver404) as refused:
        library().resolve(outside)
    tried = refused.value.args[0].get("tried", [])
    assert bool(tried) == (outside == "resources")


def test_an_address_that_begins_with_an_argument_is_refused():
    with pytest.raises(ImproperlyConfigured):
        room(([path("<slug:site>/", view)], "sites"))


def test_no_room_is_tried_for_every_path():
    at_the_root = [each.pattern for each in get_resolver().url_patterns if not str(each.pattern)]
    assert at_the_root
    assert all(isinstance(each, RoomPattern) for each in at_the_root)
