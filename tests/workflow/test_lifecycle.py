from dataclasses import dataclass

import pytest
from django.db.models import TextChoices

from foundation.workflow.errors import InvalidInput, NotAllowed, Refused
from foundation.workflow.lifecycle import BACK, Lifecycle, Transition, _lifecycles, check_offered
from foundation.workflow.transition import Hand

STAMPS = "tests.workflow.stamps"


class State(TextChoices):
    DRAFT = "draft", "Draft"
    POSTED = "posted", "Posted"
    HELD = "on-hold", "On hold"
    READ = "read", "Read"
    ASHES = "ashes", "Ashes"


ROWS = (
    Transition(
        "post",
        ("draft",),
        "posted",
        "letter:post",
        guard="can_post",
        effect="postmark",
        label="Send",
        past="sent",
    ),
    Transition("hold", ("draft", "posted"), "on-hold", "letter:hold", remembers=True),
    Transition("resume", "on-hold", BACK, "letter:hold"),
    Transition("open", ("posted",), "read", "letter:open", shared=True, by_system=True),
    Transition("expire", ("posted",), "ashes", by_system=True),
    Transition(
        "withdraw", ("posted",), "draft", "letter:post", effect="postmark", reason_required=True
    ),
    Transition("burn", ("draft",), "ashes", "letter:burn", guard="can_burn"),
)


@dataclass
class Letter:
    status: str = "draft"
    version: int = 1
    site_id: int = 7
    returns_to: str = ""
    stamped: bool = True


@dataclass
class Person:
    name: str = "Ana"
    here: frozenset[str] = frozenset({"letter:post", "letter:hold", "letter:burn"})
    elsewhere: frozenset[str] = frozenset()
    is_system: bool = False

    def may(self, permission: str, *, at: int) -> bool:
        return at == 7 and permission in self.here

    def may_anywhere(self, permission: str) -> bool:
        return permission in self.here | self.elsewhere


ANA = Person()
ROBOT = Person("robot", here=frozenset(), is_system=True)


def lifecycle(*rows: Transition, **how: object) -> Lifecycle:
    made = Lifecycle(
        rows or ROWS,
        **{"states": State, "guards": STAMPS, "name": "letters"} | how,
    )
    _lifecycles.remove(made)  # the start-up check of the portal is not about letters
    return made


LETTERS = lifecycle()


def move(letter: Letter, name: str, *, by: Person, reason: str = "") -> Transition:
    """Check and advance, as an action does."""
    row = LETTERS.check(name, letter, by, reason=reason)
    LETTERS.advance(letter, row)
    return row


def test_a_step_moves_the_record_and_counts_its_version():
    letter = Letter()
    row = move(letter, "post", by=ANA, reason="it is time")
    assert (letter.status, letter.version, row.words) == ("posted", 2, "Send")


def test_a_step_from_another_state_is_refused_in_a_sentence():
    with pytest.raises(Refused, match="can't be sent while its status is “Read"):
        move(Letter(status="read"), "post", by=ANA)


def test_a_hand_adds_permissions_for_its_record_and_counts_no_other_place():
    ben = Person("Ben", here=frozenset({"letter:post"}), elsewhere=frozenset({"letter:burn"}))
    hand = Hand(ben, frozenset({"letter:open"}))
    named = ["letter:open", "letter:post", "letter:burn"]
    assert [hand.may(each, at=7) for each in named] == [True, True, False]
    assert [hand.may(each, at=8) for each in named] == [True, False, False]
    assert [hand.may_anywhere(each) for each in named] == [True, False, False]
    assert [hand.is_system, Hand(ROBOT, frozenset()).is_system] == [False, True]


def test_an_unknown_step_is_refused():
    with pytest.raises(Refused):
        move(Letter(), "eat", by=ANA)


def test_a_guard_says_why_not_and_nothing_changes():
    letter = Letter(stamped=False)
    with pytest.raises(Refused, match="has no stamp"):
        move(letter, "post", by=ANA)
    assert letter == Letter(stamped=False)


def test_guards_may_be_given_with_the_call():
    closed = {"can_post": lambda *_: "The post office is closed.", "can_burn": lambda *_: ""}
    with pytest.raises(Refused, match="office is closed"):
        LETTERS.check("post", Letter(), ANA, closed)
    assert [row.name for row in LETTERS.available(Letter(), ANA, closed)] == ["hold", "burn"]


def test_a_guard_that_gives_no_reason_still_gets_a_sentence():
    with pytest.raises(Refused, match="possible right now"):
        move(Letter(), "burn", by=ANA)


def test_who_lacks_the_permission_at_the_site_is_not_allowed():
    with pytest.raises(NotAllowed) as refusal:
        move(Letter(site_id=8), "post", by=ANA)
    assert refusal.value.status == 403


def test_permission_is_asked_before_the_guard_tells_anything():
    with pytest.raises(NotAllowed):
        move(Letter(stamped=False), "post", by=Person(here=frozenset()))


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_required_reason_cannot_be_left_out(reason):
    letter = Letter(status="posted")
    with pytest.raises(InvalidInput) as refusal:
        move(letter, "withdraw", by=ANA, reason=reason)
    assert (refusal.value.field, letter.version) == ("reason", 1)


def test_going_back_leads_to_where_it_came_from():
    for start in ("draft", "posted"):
        letter = Letter(status=start)
        move(letter, "hold", by=ANA)
        assert letter.status == "on-hold"
        move(letter, "resume", by=ANA)
        assert letter.status == start


@pytest.mark.parametrize("came_from", ["", "read", "nonsense"])
def test_going_back_to_where_it_cannot_have_come_from_is_refused(came_from):
    letter = Letter(status="on-hold", returns_to=came_from)
    with pytest.raises(Refused, match="previous status is unknown"):
        move(letter, "resume", by=ANA)
    assert (letter.status, letter.version) == ("on-hold", 1)


def test_the_system_does_only_what_is_the_systems():
    assert move(Letter(status="posted"), "expire", by=ROBOT).target == "ashes"
    assert move(Letter(status="posted"), "open", by=ROBOT).target == "read"
    with pytest.raises(NotAllowed):
        move(Letter(), "post", by=ROBOT)


def test_nobody_does_what_is_the_systems_alone():
    with pytest.raises(NotAllowed):
        move(Letter(status="posted"), "expire", by=ANA)


def test_a_shared_step_takes_a_permission_held_through_a_share():
    provider = Person(here=frozenset(), elsewhere=frozenset({"letter:open", "letter:post"}))
    assert move(Letter(status="posted"), "open", by=provider).name == "open"
    with pytest.raises(NotAllowed):
        move(Letter(), "post", by=provider)


def test_available_steps_are_the_buttons():
    assert [row.name for row in LETTERS.available(Letter(), ANA)] == ["post", "hold"]
    assert [row.name for row in LETTERS.available(Letter(status="posted"), ROBOT)] == [
        "open",
        "expire",
    ]
    assert LETTERS.available(Letter(site_id=8), ANA) == []


def test_choices_keep_what_a_guard_refuses_with_its_sentence():
    assert {row.name: why for row, why in LETTERS.choices(Letter(stamped=False), ANA)} == {
        "post": "This letter has no stamp. Buy one first.",
        "hold": "",
        "burn": "This isn't possible right now.",
    }


def test_pairs_spell_out_the_way_back():
    assert LETTERS.pairs() == [
        ("draft", "ashes"),
        ("draft", "on-hold"),
        ("draft", "posted"),
        ("on-hold", "draft"),
        ("on-hold", "posted"),
        ("posted", "ashes"),
        ("posted", "draft"),
        ("posted", "on-hold"),
        ("posted", "read"),
    ]


def test_a_state_that_does_not_exist_is_an_error_at_once():
    with pytest.raises(ValueError, match="'lost'"):
        lifecycle(Transition("lose", ("draft",), "lost", "letter:post"))


def test_one_verb_starts_once_from_a_state():
    with pytest.raises(ValueError, match="starts twice"):
        lifecycle(*ROWS, Transition("post", ("draft",), "read", "letter:post"))


def test_a_whole_table_has_no_problems():
    assert list(LETTERS.problems()) == []


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (Transition("post", "draft", "read", "letter:post", guard="can_fly"), "guard 'can_fly'"),
        (
            Transition("post", "draft", "read", "letter:post", guard="not_a_function"),
            "guard 'not_a_function'",
        ),
        (Transition("post", "draft", "read", "letter:psot"), "permission 'letter:psot'"),
        (Transition("post", "draft", "read"), "nobody may 'post'"),
    ],
)
def test_problems_are_found_before_anybody_presses_the_button(row, problem):
    found = list(lifecycle(row, permissions=["letter:post"]).problems())
    assert len(found) == 1
    assert problem in found[0]


def test_the_start_up_check_reports_problems():
    from foundation.workflow.checks import lifecycles_are_whole

    broken = Lifecycle([Transition("post", "draft", "read")], name="broken")
    try:
        assert [error.id for error in lifecycles_are_whole()] == ["workflow.E001"]
    finally:
        _lifecycles.remove(broken)


def test_without_choices_the_states_are_those_of_the_rows():
    bare = Lifecycle([Transition("post", "draft", "posted", "x")])
    _lifecycles.remove(bare)
    assert bare.states == ("draft", "posted")


def test_a_step_that_is_not_offered_says_so_and_one_that_waits_says_why():
    offered = [(ROWS[0], ""), (ROWS[1], "Add a stamp first.")]
    check_offered(offered, "post", noun="letter")
    with pytest.raises(Refused, match="Add a stamp first"):
        check_offered(offered, "hold", noun="letter")
    with pytest.raises(Refused, match="letter's current status"):
        check_offered(offered, "burn", noun="letter")
