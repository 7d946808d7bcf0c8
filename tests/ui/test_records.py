"""Posts and cells are written by functions: what people typed stays text, and turns nothing around it."""

from foundation.ui.tags.records import post_text, text_cells
from foundation.ui.types import Cell, Link, PostView

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
