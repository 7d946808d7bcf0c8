"""URLs of the library app."""

from django.urls import path

from library import api
from library.views import marks, owners, proposals, resources

app_name = "library"
urlpatterns = [
    path("resources/", resources.index, name="list"),
    path("resources/new/", resources.add, name="add"),
    path("resources/proposals/", proposals.index, name="proposals"),
    path("resources/proposals/<uuid:pk>/accept/", proposals.accept, name="accept-proposal"),
    path("resources/proposals/<uuid:pk>/decline/", proposals.decline, name="decline-proposal"),
    path("resources/<slug:slug>/", resources.detail, name="detail"),
    path("resources/<slug:slug>/file/", resources.download, name="file"),
    path("resources/<slug:slug>/change/", resources.change, name="change"),
    path("resources/<slug:slug>/replace/", resources.replace, name="replace"),
    path("resources/<slug:slug>/review/", owners.review, name="review"),
    path("resources/<slug:slug>/share/", owners.share, name="share"),
    path("resources/<slug:slug>/owner/", owners.owner, name="owner"),
    path("resources/<slug:slug>/archive/", resources.archive, name="archive"),
    path("resources/<slug:slug>/restore/", resources.restore, name="restore"),
    path("resources/<slug:slug>/useful/", marks.mark, name="mark"),
    path("resources/<slug:slug>/not-useful/", marks.unmark, name="unmark"),
]

api_patterns = [
    path("resources/", api.LibraryResources.as_view(), name="library-resources"),
    path("resources/<slug:slug>/", api.OneLibraryResource.as_view(), name="library-resource"),
    *(
        path(f"resources/<slug:slug>/{part}/", view.as_view(), name=f"library-resource-{part}")
        for part, view in (
            ("content", api.LibraryResourceContent),
            ("review", api.LibraryResourceReview),
            ("sharing", api.LibraryResourceSharing),
            ("archive", api.LibraryResourceArchiving),
            ("restore", api.LibraryResourceRestoring),
        )
    ),
]
