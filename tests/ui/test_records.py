"""Posts and cells are written by functions: what people typed stays text, and turns nothing around it."""

from django.test import RequestFactory

from foundation.ui.tags.basics import filters, tabs
from foundation.ui.tags.cases import case_cards, case_rows
from foundation.ui.tags.commitments import commitment_rows
from foundation.ui.tags.happened import happened_rows
from foundation.ui.tags.records import post_text, text_cells
from foundation.ui.tags.tables import sort_links
from foundation.ui.types import (
    CaseCard,
    Cell,
    CommitmentRow,
    Fact,
    Happened,
    Heading,
    Link,
    PostView,
)

TYPED, ESCAPED = "<i onclick='x'>\"&", "&lt;i onclick=&#x27;x&#x27;&gt;&quot;&amp;"


def post_of(text: str) -> PostView:
    return PostView(
        anchor="post-1",
        author=text,
        when=text,
        text=text,
        marks=[text],
        said=[text],
        links=[Link(text, f"/?a={text}")],
    )


def test_what_people_typed_is_text():
    post, cells = post_text(post_of(TYPED)), text_cells([Cell(TYPED, TYPED, note=TYPED)])
    assert (post.count(ESCAPED), cells.count(ESCAPED)) == (9, 3)
    assert TYPED not in post + cells


def test_text_that_changes_direction_is_isolated():
    assert post_text(post_of("\u05d0")).count("<bdi>\u05d0</bdi>") == 6  # links are ours
    assert "<bdi>\u05d0</bdi>" in text_cells([Cell("Name", "\u05d0")])


def test_what_people_typed_on_a_board_and_in_commitments_is_text():
    link = Link(TYPED, f"/?a={TYPED}")
    card = CaseCard(
        name=TYPED,
        href=f"/?a={TYPED}",
        phase=TYPED,
        tone="risk",
        reason=TYPED,
        facts=(Fact(TYPED, TYPED, f"/?a={TYPED}"),),
        action=link,
        links=(link,),
    )
    row = CommitmentRow(f"/?a={TYPED}", TYPED, [Cell(TYPED, TYPED)], link, f"/?a={TYPED}")
    context = {"csrf_token": "token", "request": RequestFactory().get("/", {"a": TYPED})}
    written = [case_cards([card]), case_rows([card]), commitment_rows(context, [row], actions=True)]
    assert not [each for each in written if TYPED in each or "<i " in each]
    assert all(ESCAPED in each for each in written)


def test_what_people_typed_in_links_and_on_a_timeline_is_text():
    here, row = f"/?a={TYPED}", Happened(TYPED, TYPED, TYPED, TYPED, TYPED, TYPED, is_federal=False)
    links = [(TYPED, here, True)]
    written = [tabs(TYPED, links), filters(TYPED, links), sort_links([Heading(TYPED, here, TYPED)])]
    assert [each.count(ESCAPED) for each in [*written, happened_rows([row])]] == [3, 3, 3, 6]
    assert not [each for each in written if TYPED in each or "<i " in each]
