"""Word labels, choices and help texts in plain language; no table changes."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # Migrations of this room up to here say accounts.organisation.
    run_before = [("accounts", "0011_spell_organization")]
    dependencies = [
        ("tta_requests", "0029_fire_clocks_that_ran_before_the_ladder"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="attachment",
            name="audience",
            field=models.CharField(
                choices=[("shared", "The site, DOJ, and partners"), ("internal", "DOJ staff only")],
                default="shared",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="attachment",
            name="content",
            field=models.CharField(
                editable=False,
                help_text="The random name in file storage.",
                max_length=32,
                unique=True,
            ),
        ),
        migrations.AlterField(
            model_name="attachment",
            name="name",
            field=models.CharField(
                help_text="The original name, made safe to show.", max_length=120
            ),
        ),
        migrations.AlterField(
            model_name="clock",
            name="promised_for",
            field=models.DateTimeField(
                blank=True,
                help_text="The new date given to the site three days past due.",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="clock",
            name="rungs",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DateTimeField(),
                default=list,
                help_text="When each escalation step is reached.",
                size=None,
            ),
        ),
        migrations.AlterField(
            model_name="clockpause",
            name="why",
            field=models.CharField(
                choices=[
                    ("needs-information", "the site's answer"),
                    ("on-hold", "the end of the hold"),
                    ("suspended", "the engagement to resume"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="entry",
            name="audience",
            field=models.CharField(
                choices=[("shared", "The site, DOJ, and partners"), ("internal", "DOJ staff only")],
                default="shared",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="escalationrung",
            name="rung",
            field=models.CharField(
                choices=[
                    ("50", "Half the time is used"),
                    ("80", "80 percent of the time is used"),
                    ("100", "Past due"),
                    ("plus-1", "One business day past due"),
                    ("plus-3", "Three business days past due"),
                ],
                max_length=6,
                primary_key=True,
                serialize=False,
            ),
        ),
        migrations.AlterField(
            model_name="escalationrung",
            name="tells",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("owner", "The request's owner"),
                        ("backup", "The owner's backup, or every coordinator if there is none"),
                        ("liaison", "The Strategic Site Liaison"),
                        ("coordinators", "The owner, or every coordinator if there is none"),
                        ("managers", "Program managers"),
                        ("contacts", "The site's points of contact, with a new date"),
                    ],
                    max_length=12,
                ),
                blank=True,
                default=list,
                size=None,
            ),
        ),
        migrations.AlterField(
            model_name="evaluation",
            name="kind",
            field=models.CharField(
                choices=[
                    ("requester", "The requester"),
                    ("provider", "The provider"),
                    ("participant", "Participants"),
                    ("outcome", "The site, six months later"),
                ],
                max_length=11,
            ),
        ),
        migrations.AlterField(
            model_name="evaluation",
            name="respondent",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty for participants, whose answers are anonymous.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="federalreferral",
            name="answer",
            field=models.TextField(
                blank=True, help_text="What the agency will do, or why it can't help."
            ),
        ),
        migrations.AlterField(
            model_name="federalreferral",
            name="note",
            field=models.TextField(blank=True, help_text="What the agency was asked for."),
        ),
        migrations.AlterField(
            model_name="federalreferral",
            name="state",
            field=models.CharField(
                choices=[("asked", "Asked"), ("helps", "Helping"), ("declined", "Can't help")],
                default="asked",
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="offer",
            name="chosen_reason",
            field=models.TextField(
                blank=True,
                help_text="Filled in if a person didn't choose the first-ranked provider.",
            ),
        ),
        migrations.AlterField(
            model_name="offer",
            name="lead_name",
            field=models.CharField(blank=True, max_length=120, verbose_name="Lead person"),
        ),
        migrations.AlterField(
            model_name="offer",
            name="line",
            field=models.JSONField(
                default=dict,
                help_text="The provider's line in the ranking, which is the only part it can see.",
            ),
        ),
        migrations.AlterField(
            model_name="offer",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "Waiting for an answer"),
                    ("accepted", "Accepted"),
                    ("declined", "Declined"),
                    ("lapsed", "Expired"),
                    ("recalled", "Withdrawn"),
                ],
                default="open",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="offerevent",
            name="chosen_reason",
            field=models.TextField(
                blank=True,
                help_text="Filled in if a person didn't choose the first-ranked provider.",
            ),
        ),
        migrations.AlterField(
            model_name="offerevent",
            name="lead_name",
            field=models.CharField(blank=True, max_length=120, verbose_name="Lead person"),
        ),
        migrations.AlterField(
            model_name="offerevent",
            name="line",
            field=models.JSONField(
                default=dict,
                help_text="The provider's line in the ranking, which is the only part it can see.",
            ),
        ),
        migrations.AlterField(
            model_name="offerevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "Waiting for an answer"),
                    ("accepted", "Accepted"),
                    ("declined", "Declined"),
                    ("lapsed", "Expired"),
                    ("recalled", "Withdrawn"),
                ],
                default="open",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="offering",
            name="hours",
            field=models.PositiveSmallIntegerField(help_text="The provider's usual effort."),
        ),
        migrations.AlterField(
            model_name="offering",
            name="prerequisites",
            field=models.TextField(blank=True, help_text="What the site must prepare."),
        ),
        migrations.AlterField(
            model_name="offering",
            name="urgency",
            field=models.CharField(
                choices=[
                    ("routine", "Routine"),
                    ("expedited", "Expedited"),
                    ("critical", "Critical"),
                ],
                default="expedited",
                help_text="The default urgency. Clocks follow from it.",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="provider",
            name="federal_clearance",
            field=models.BooleanField(default=False, help_text="Can be offered federal items."),
        ),
        migrations.AlterField(
            model_name="provider",
            name="is_active",
            field=models.BooleanField(
                default=False, help_text="Included in routing. Real providers start with this off."
            ),
        ),
        migrations.AlterField(
            model_name="provider",
            name="places",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="Requests it can work on at one time."
            ),
        ),
        migrations.AlterField(
            model_name="provider",
            name="role",
            field=models.TextField(blank=True, help_text="As shown in the source."),
        ),
        migrations.AlterField(
            model_name="reasoncode",
            name="paragraph",
            field=models.TextField(
                help_text="The paragraph for the message. The sender can edit it."
            ),
        ),
        migrations.AlterField(
            model_name="scope",
            name="objectives",
            field=models.TextField(verbose_name="Expected outcome"),
        ),
        migrations.AlterField(
            model_name="scopeevent",
            name="objectives",
            field=models.TextField(verbose_name="Expected outcome"),
        ),
        migrations.AlterField(
            model_name="timelimit",
            name="kind",
            field=models.CharField(
                choices=[
                    ("information", "Needs information: withdrawn if the site doesn't answer"),
                    ("confirmation", "Delivered: confirmed if the site doesn't respond"),
                    ("evaluation", "Confirmed: closed when the evaluation window ends"),
                    ("new-date", "Three days past due: the new date given to the site"),
                    ("reopening", "Closed: can be reopened"),
                    ("second-look", "Declined: the site can ask for a second look"),
                ],
                max_length=20,
                primary_key=True,
                serialize=False,
            ),
        ),
        migrations.AlterField(
            model_name="ttarequest",
            name="federal_agencies",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=4),
                blank=True,
                default=list,
                help_text="For a federal item: the agency that owns it first, then agencies it's shared with.",
                size=None,
            ),
        ),
        migrations.AlterField(
            model_name="ttarequest",
            name="flag",
            field=models.CharField(
                blank=True,
                help_text="A short note for DOJ staff in triage.",
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="ttarequest",
            name="handling",
            field=models.CharField(
                choices=[("site", "Site and partners"), ("federal", "Federal only")],
                default="site",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="ttarequest",
            name="legal_hold_since",
            field=models.DateTimeField(
                blank=True,
                help_text="While set, nothing in it can be removed or deleted.",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="ttarequest",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                help_text="The coordinator it's assigned to.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="ttarequest",
            name="returns_to",
            field=models.CharField(
                blank=True,
                choices=[
                    ("draft", "Draft"),
                    ("submitted", "Submitted"),
                    ("triage", "Triage"),
                    ("matching", "Matching"),
                    ("offered", "Offered"),
                    ("accepted", "Accepted"),
                    ("scoping", "Scoping"),
                    ("scheduled", "Scheduled"),
                    ("in-delivery", "In delivery"),
                    ("delivered", "Delivered"),
                    ("confirmed", "Confirmed"),
                    ("closed", "Closed"),
                    ("needs-information", "Needs information"),
                    ("on-hold", "On hold"),
                    ("declined", "Declined"),
                    ("withdrawn", "Withdrawn"),
                ],
                help_text="The state it returns to when a pause ends.",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="ttarequest",
            name="scope_signed_at",
            field=models.DateTimeField(
                blank=True, help_text="When both sides had signed the current scope.", null=True
            ),
        ),
        migrations.AlterField(
            model_name="ttarequest",
            name="sent_to_site_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When DOJ staff sent their draft to the site to review.",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="ttarequestevent",
            name="federal_agencies",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=4),
                blank=True,
                default=list,
                help_text="For a federal item: the agency that owns it first, then agencies it's shared with.",
                size=None,
            ),
        ),
        migrations.AlterField(
            model_name="ttarequestevent",
            name="flag",
            field=models.CharField(
                blank=True,
                help_text="A short note for DOJ staff in triage.",
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="ttarequestevent",
            name="handling",
            field=models.CharField(
                choices=[("site", "Site and partners"), ("federal", "Federal only")],
                default="site",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="ttarequestevent",
            name="legal_hold_since",
            field=models.DateTimeField(
                blank=True,
                help_text="While set, nothing in it can be removed or deleted.",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="ttarequestevent",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The coordinator it's assigned to.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="ttarequestevent",
            name="returns_to",
            field=models.CharField(
                blank=True,
                choices=[
                    ("draft", "Draft"),
                    ("submitted", "Submitted"),
                    ("triage", "Triage"),
                    ("matching", "Matching"),
                    ("offered", "Offered"),
                    ("accepted", "Accepted"),
                    ("scoping", "Scoping"),
                    ("scheduled", "Scheduled"),
                    ("in-delivery", "In delivery"),
                    ("delivered", "Delivered"),
                    ("confirmed", "Confirmed"),
                    ("closed", "Closed"),
                    ("needs-information", "Needs information"),
                    ("on-hold", "On hold"),
                    ("declined", "Declined"),
                    ("withdrawn", "Withdrawn"),
                ],
                help_text="The state it returns to when a pause ends.",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="ttarequestevent",
            name="scope_signed_at",
            field=models.DateTimeField(
                blank=True, help_text="When both sides had signed the current scope.", null=True
            ),
        ),
        migrations.AlterField(
            model_name="ttarequestevent",
            name="sent_to_site_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When DOJ staff sent their draft to the site to review.",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="weights",
            name="automatic_offers",
            field=models.BooleanField(
                default=True,
                help_text="Send offers for expedited and critical requests automatically.",
            ),
        ),
        migrations.AlterField(
            model_name="weightspreview",
            name="base",
            field=models.ForeignKey(
                help_text="In effect when the preview was requested.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tta_requests.weights",
            ),
        ),
        migrations.AlterField(
            model_name="weightspreview",
            name="changed",
            field=models.PositiveIntegerField(
                default=0, help_text="A different provider is first."
            ),
        ),
        migrations.AlterField(
            model_name="weightspreview",
            name="first",
            field=models.JSONField(
                default=dict,
                help_text="How often each provider is first, by provider id, before and after.",
            ),
        ),
        migrations.AlterField(
            model_name="weightspreview",
            name="nobody",
            field=models.PositiveIntegerField(
                default=0, help_text="No provider meets the requirements."
            ),
        ),
        migrations.AlterField(
            model_name="weightspreview",
            name="tied",
            field=models.PositiveIntegerField(
                default=0,
                help_text="Two providers tie for first with the new points; counted as changed or unchanged too.",
            ),
        ),
        migrations.AlterField(
            model_name="weightspreview",
            name="unchanged",
            field=models.PositiveIntegerField(default=0, help_text="The same provider is first."),
        ),
        migrations.AlterField(
            model_name="weightspreview",
            name="unreadable",
            field=models.PositiveIntegerField(default=0, help_text="Can no longer be ranked."),
        ),
        migrations.AlterConstraint(
            model_name="weights",
            name="weights_add_up_to_100",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "capability",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.Value(100), "-", models.F("free_capacity")
                                            ),
                                            "-",
                                            models.F("speed_history"),
                                        ),
                                        "-",
                                        models.F("continuity"),
                                    ),
                                    "-",
                                    models.F("same_region"),
                                ),
                                "-",
                                models.F("past_evaluations"),
                            ),
                            "-",
                            models.F("effort_fit"),
                        ),
                    )
                ),
                name="weights_add_up_to_100",
                violation_error_message="The points for all factors must add up to 100. Change one or more of them.",
            ),
        ),
    ]
