"""What of an accomplishment needs its author, the people of its next step, or a federal partner, in words."""

from foundation.needs.registry import Cause, Declaration, declare
from foundation.workflow.declarations import address_of
from outcomes.enums import AccomplishmentState
from outcomes.querysets import accomplishments

A = AccomplishmentState
NAME = "accomplishments"
PAGE = address_of("outcomes:accomplishment", "subject")
EDIT = address_of("outcomes:edit-accomplishment", "subject")

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
                task="Change the draft of an accomplishment",
                why="It was sent back to you. Its history says why.",
                href=PAGE,
                action=EDIT,
            ),
            Cause(
                slug="prove-accomplishment",
                states=(A.DRAFT,),
                verb="Add evidence",
                task="Add evidence of an accomplishment",
                why="It doesn't rest on anything yet. The site can't attest it before you add evidence.",
                href=PAGE,
                action=address_of("outcomes:add-evidence", "subject"),
            ),
            Cause(
                slug="adopt-accomplishment",
                states=(A.DRAFT,),
                verb="Take over draft",
                task="Take over the draft of an accomplishment",
                why="Its author doesn't write for your site anymore. Change the draft, and you become its author.",
                href=PAGE,
                action=EDIT,
            ),
            Cause(
                slug="attest-accomplishment",
                states=(A.DRAFT,),
                verb="Attest",
                task="Attest an accomplishment",
                why="It was written for your site. Attest it if its words and figures are true, or send it back.",
                href=PAGE,
            ),
            Cause(
                slug="verify-accomplishment",
                states=(A.ATTESTED,),
                verb="Check evidence",
                task="Check the evidence of an accomplishment",
                why="The site attested it. Verify it or send it back.",
                href=PAGE,
            ),
            Cause(
                slug="concur-accomplishment",
                states=(A.ATTESTED, A.VERIFIED),
                verb="Agree",
                task="Agree to an accomplishment",
                why="It names your agency's work. DOJ clears it once you agree.",
                href=PAGE,
                action=address_of("outcomes:concur-accomplishment", "subject"),
            ),
            Cause(
                slug="clear-accomplishment",
                states=(A.VERIFIED,),
                verb="Clear",
                task="Clear an accomplishment",
                why="The liaison verified it. Clear it for publication or send it back.",
                href=PAGE,
            ),
            Cause(
                slug="publish-accomplishment",
                states=(A.CLEARED,),
                verb="Publish",
                task="Publish an accomplishment",
                why="DOJ cleared it. Publish it or send it back.",
                href=PAGE,
            ),
        ),
        nobody={
            A.PUBLISHED: "It's published; correcting or withdrawing it is a choice.",
            A.CORRECTED: "It's published; correcting or withdrawing it is a choice.",
            A.WITHDRAWN: "It was withdrawn, with a reason.",
            A.DISCARDED: "Its author discarded the draft, with a reason.",
        },
    )
)
