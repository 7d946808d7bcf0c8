"""What of an accomplishment needs its author, the people of its next step, or a federal partner, in words."""

from django.urls import reverse

from foundation.needs.columns import Row
from foundation.needs.registry import Cause, Declaration, declare
from outcomes.enums import AccomplishmentState
from outcomes.querysets import accomplishments

A = AccomplishmentState
NAME = "accomplishments"


def _page(row: Row) -> str:
    return reverse("outcomes:accomplishment", args=[row.subject])


def _edit(row: Row) -> str:
    return reverse("outcomes:edit-accomplishment", args=[row.subject])


def _prove(row: Row) -> str:
    return reverse("outcomes:add-evidence", args=[row.subject])


def _concur(row: Row) -> str:
    return reverse("outcomes:concur-accomplishment", args=[row.subject])


declare(
    Declaration(
        name=NAME,
        states=AccomplishmentState,
        rows=accomplishments.rows_for,
        causes=(
            Cause(
                slug="revise-accomplishment",
                states=(A.DRAFT,),
                verb="Change draft",
                why="It was sent back to you. Its history says why.",
                href=_page,
                action=_edit,
            ),
            Cause(
                slug="prove-accomplishment",
                states=(A.DRAFT,),
                verb="Add evidence",
                why="It doesn't rest on anything yet. The site can't attest it before you add evidence.",
                href=_page,
                action=_prove,
            ),
            Cause(
                slug="adopt-accomplishment",
                states=(A.DRAFT,),
                verb="Take over draft",
                why="Its author doesn't write for your site anymore. Change the draft, and you become its author.",
                href=_page,
                action=_edit,
            ),
            Cause(
                slug="attest-accomplishment",
                states=(A.DRAFT,),
                verb="Attest",
                why="It was written for your site. Attest it if its words and figures are true, or send it back.",
                href=_page,
            ),
            Cause(
                slug="verify-accomplishment",
                states=(A.ATTESTED,),
                verb="Check evidence",
                why="The site attested it. Verify it or send it back.",
                href=_page,
            ),
            Cause(
                slug="concur-accomplishment",
                states=(A.ATTESTED, A.VERIFIED),
                verb="Agree",
                why="It names your agency's work. DOJ clears it once you agree.",
                href=_page,
                action=_concur,
            ),
            Cause(
                slug="clear-accomplishment",
                states=(A.VERIFIED,),
                verb="Clear",
                why="The liaison verified it. Clear it for publication or send it back.",
                href=_page,
            ),
            Cause(
                slug="publish-accomplishment",
                states=(A.CLEARED,),
                verb="Publish",
                why="DOJ cleared it. Publish it or send it back.",
                href=_page,
            ),
        ),
        nobody={
            A.PUBLISHED: "It's published; correcting or withdrawing it is a choice.",
            A.CORRECTED: "It's published; correcting or withdrawing it is a choice.",
            A.WITHDRAWN: "It was withdrawn, with a reason.",
        },
    )
)
