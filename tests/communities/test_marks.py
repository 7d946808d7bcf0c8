"""Posts that ask something, and posts that people found useful: one mark a person."""

import pytest
from django.db.utils import IntegrityError, ProgrammingError

from communities.actions import communities, marks, posts
from communities.errors import MembersOnly, OwnPost, Retired
from communities.models import Post, UsefulMark
from foundation.calendars import clock
from foundation.tenancy.context import acting, atomic_savepoint
from tests.pages import words

pytestmark = pytest.mark.django_db
PAGE = "/communities/analysts/"


def test_a_question_is_marked_useful_once_by_others_and_the_mark_is_taken_back(
    act,
    caller,
    client_of,
    standards,
    community,
    joins,
    dana_of_riverton,
    omar_of_lakeside,
    ula_of_riverton,
    fay_facilitator,
    mona_manager,
):
    for person in (dana_of_riverton, omar_of_lakeside):
        joins(person)
    dana, omar = client_of(dana_of_riverton), client_of(omar_of_lakeside)
    asked = {"text": "Who keeps drone video?", "is_question": "on"}
    assert dana.post(f"{PAGE}posts/new/", asked).status_code == 303
    assert "Question Who keeps drone video?" in words(omar.get(PAGE))
    with act(dana_of_riverton) as by:
        post = Post.objects.select_related("community").get()
        reply = posts.write(community, text="We do.", is_question=True, parent=post, by=by)
        assert not reply.is_question
        with pytest.raises(OwnPost):
            marks.mark(post, by=by)
        with pytest.raises(IntegrityError), atomic_savepoint:
            Post.objects.create(
                community=community,
                author=dana_of_riverton,
                text="A",
                parent=post,
                is_question=True,
                made_at=clock.now(),
            )
    # A colleague asks the author's site for a visit; the author doesn't, nor does a facilitator without a site.
    ask = "/exchanges/new/?host=riverton-ex&area="
    leads = [ask.replace("&", "&amp;") in each.get(PAGE).content.decode() for each in (omar, dana)]
    assert leads == [True, False]
    assert "Ask for a peer exchange" not in words(client_of(fay_facilitator).get(PAGE))
    assert '<option value="riverton-ex" selected>' in omar.get(ask).content.decode()
    with act(ula_of_riverton) as ula:
        pass
    thread = post.get_absolute_url()
    assert "Mark as useful" not in words(dana.get(thread))
    assert "Mark as useful" in words(omar.get(thread))
    for _ in range(2):  # the second changes nothing
        assert omar.post(f"{thread}mark/").status_code == 303
    assert "1 person found this useful" in words(dana.get(PAGE))
    assert "Remove my mark" in words(omar.get(thread))
    assert words(client_of(fay_facilitator).get(thread)).count("Mark as useful") == 2
    api = caller(fay_facilitator)
    assert api.post(f"/communities/posts/{post.pk}/mark/", {}).status_code == 204
    listed = api.get("/communities/analysts/posts/").json()["results"]
    [told] = [each for each in listed if each["reply_to"] is None]
    assert (told["useful_count"], told["is_marked"], told["is_question"]) == (2, True, True)
    with act(omar_of_lakeside) as by, acting("system:demo"), atomic_savepoint:
        # Without the database's wall, it's still one's own mark alone, and strangers read none.
        marks.unmark(post, by=by)
        assert UsefulMark.objects.get().person == fay_facilitator
        marks.mark(post, by=by)
        assert not UsefulMark.objects.visible_to(ula).exists()
    assert api.send("DELETE", f"/communities/posts/{post.pk}/mark/").status_code == 204
    assert omar.post(f"{thread}unmark/").status_code == 303
    assert "found this useful" not in words(dana.get(PAGE))
    with act(ula_of_riverton) as by:
        assert not UsefulMark.objects.exists()
        with pytest.raises(MembersOnly):
            marks.mark(post, by=by)
        for author in (ula_of_riverton, omar_of_lakeside):  # the database alone
            with pytest.raises(ProgrammingError), atomic_savepoint:
                UsefulMark.objects.create(
                    community=community, post=post, person=author, marked_at=clock.now()
                )
    assert omar.post(f"{thread}mark/").status_code == 303
    with act(fay_facilitator) as by:
        posts.remove(post, reason="A name", by=by)
        # Her mark of the post was taken back before; only the reply can be marked.
        assert words(client_of(fay_facilitator).get(thread)).count("Mark as useful") == 1
        posts.restore(Post.objects.select_related("community").get(pk=post.pk), by=by)
    with act(mona_manager) as by:
        communities.take(community, "retire", version=2, reason="Merged", by=by)
    with act(omar_of_lakeside) as by:
        with pytest.raises(Retired):
            marks.unmark(Post.objects.select_related("community").get(pk=post.pk), by=by)
        assert UsefulMark.objects.all().delete()[0] == 0
