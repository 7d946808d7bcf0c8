"""URLs of the engagements app."""

from django.urls import path

from engagements.api import assessments as assessments_api
from engagements.api import commitment_templates as templates_api
from engagements.api import commitments as commitments_api
from engagements.api import engagements as engagements_api
from engagements.api import evidence as evidence_api
from engagements.api import files as files_api
from engagements.api import goals as goals_api
from engagements.api import plans as plans_api
from engagements.api import recommendations as recommendations_api
from engagements.views import (
    assessments,
    commitment_templates,
    commitments,
    engagements,
    evidence,
    files,
    goals,
    milestones,
    plans,
    recommendation_steps,
    recommendations,
    shared_recommendations,
    steps,
)

app_name = "engagements"
urlpatterns = [
    path("sites/<slug:slug>/engagement/", engagements.detail, name="detail"),
    path("sites/<slug:slug>/engagement/open/", engagements.opening, name="open"),
    *(
        path(f"engagements/<uuid:pk>/{step}/", view, name=step)
        for step, view in steps.STEPS.items()
    ),
    path("sites/<slug:slug>/recommendations/", recommendations.of_site, name="recommendations"),
    path("sites/<slug:slug>/recommendations/new/", recommendations.propose, name="propose"),
    path("sites/<slug:slug>/assessments/new/", assessments.add, name="add-assessment"),
    path("assessments/<uuid:pk>/correct/", assessments.correct, name="correct-assessment"),
    path(
        "assessments/<uuid:pk>/files/new/", files.attach_to_assessment, name="attach-to-assessment"
    ),
    path("plans/<uuid:pk>/files/new/", files.attach_to_plan, name="attach-to-plan"),
    path("engagement-files/<uuid:pk>/", files.download, name="file"),
    path("engagement-files/<uuid:pk>/remove/", files.remove, name="remove-file"),
    path("recommendations/", recommendations.board, name="recommendation-board"),
    path("recommendations/<uuid:pk>/", recommendations.detail, name="recommendation"),
    path("recommendations/<uuid:pk>/evidence/", evidence.add, name="add-evidence"),
    path(
        "recommendations/<uuid:pk>/correct/",
        recommendations.correct,
        name="correct-recommendation",
    ),
    path("recommendations/<uuid:pk>/owner/", recommendations.change_owner, name="change-owner"),
    path("evidence-files/<uuid:pk>/", evidence.download, name="evidence-file"),
    path("evidence-files/<uuid:pk>/remove/", evidence.remove, name="remove-evidence-file"),
    path(
        "recommendations/<uuid:pk>/share/",
        shared_recommendations.share,
        name="share-recommendation",
    ),
    path(
        "recommendations/<uuid:pk>/stop-sharing/",
        shared_recommendations.revoke,
        name="stop-sharing-recommendation",
    ),
    path("recommendations/<uuid:pk>/check/", recommendations.record_check, name="record-check"),
    *(
        path(f"recommendations/<uuid:pk>/{step}/", view, name=f"{step}-recommendation")
        for step, view in recommendation_steps.STEPS.items()
    ),
    path("milestones/<uuid:pk>/", milestones.record, name="record-milestone"),
    path("milestones/<uuid:pk>/date/", milestones.change_date, name="date-milestone"),
    path(
        "sites/<slug:slug>/commitments/template/",
        commitment_templates.use,
        name="use-commitment-template",
    ),
    path(
        "sites/<slug:slug>/commitments/undo/<uuid:batch>/",
        commitment_templates.undo,
        name="undo-commitment-template",
    ),
    path("commitments/new/", commitments.add, name="add-commitment"),
    path("commitments/<uuid:pk>/", commitments.detail, name="commitment"),
    path("commitments/<uuid:pk>/finish/", commitments.finish, name="finish-commitment"),
    path("commitments/<uuid:pk>/owner/", commitments.assign, name="assign-commitment"),
    path("commitments/<uuid:pk>/date/", commitments.change_date, name="date-commitment"),
    path("commitments/<uuid:pk>/cancel/", commitments.cancel, name="cancel-commitment"),
    path("commitments/<uuid:pk>/reopen/", commitments.reopen, name="reopen-commitment"),
    path("commitments/<uuid:pk>/remind/", commitments.remind, name="remind-commitment"),
    path("sites/<slug:slug>/plan/", plans.detail, name="plan"),
    path("sites/<slug:slug>/plan/start/", plans.start, name="start-plan"),
    path("plans/<uuid:pk>/versions/", plans.versions, name="plan-versions"),
    path("plans/<uuid:pk>/goals/", goals.add, name="add-goal"),
    path("goals/<uuid:pk>/", goals.change, name="goal"),
    path("goals/<uuid:pk>/measure/", goals.measure, name="measure-goal"),
    path("figures/<uuid:pk>/correct/", goals.correct_figure, name="correct-figure"),
    path("goals/<uuid:pk>/actions/", goals.add_action, name="add-plan-action"),
    path("plan-actions/<uuid:pk>/", goals.change_action, name="plan-action"),
    *(
        path(f"plans/<uuid:pk>/{step}/", view, name=f"{step}-plan")
        for step, view in plans.PLAN_STEPS.items()
    ),
]

api_patterns = [
    path("engagements/", engagements_api.Engagements.as_view(), name="engagements"),
    path("engagements/<uuid:pk>/", engagements_api.OneEngagement.as_view(), name="engagement"),
    path(
        "engagements/<uuid:pk>/history/",
        engagements_api.EngagementHistory.as_view(),
        name="engagement-history",
    ),
    path(
        "engagements/<uuid:pk>/steps/",
        engagements_api.EngagementSteps.as_view(),
        name="engagement-steps",
    ),
    path(
        "engagements/<uuid:pk>/steps/<slug:name>/",
        engagements_api.OneEngagementStep.as_view(),
        name="engagement-step",
    ),
    path(
        "engagements/<uuid:pk>/milestones/<slug:kind>/",
        engagements_api.OneMilestone.as_view(),
        name="engagement-milestone",
    ),
    path(
        "engagements/<uuid:pk>/plans/",
        plans_api.EngagementPlans.as_view(),
        name="engagement-plans",
    ),
    path("recommendations/", recommendations_api.Recommendations.as_view(), name="recommendations"),
    path(
        "recommendations/<uuid:pk>/",
        recommendations_api.OneRecommendation.as_view(),
        name="recommendation",
    ),
    path(
        "recommendations/<uuid:pk>/corrections/",
        recommendations_api.RecommendationCorrections.as_view(),
        name="recommendation-corrections",
    ),
    path(
        "recommendations/<uuid:pk>/steps/<slug:name>/",
        recommendations_api.OneRecommendationStep.as_view(),
        name="recommendation-step",
    ),
    path(
        "recommendations/<uuid:pk>/evidence/",
        evidence_api.RecommendationEvidence.as_view(),
        name="recommendation-evidence",
    ),
    path(
        "recommendations/<uuid:pk>/shares/",
        evidence_api.RecommendationShares.as_view(),
        name="recommendation-shares",
    ),
    path(
        "evidence-files/<uuid:pk>/",
        evidence_api.OneEvidenceFile.as_view(),
        name="evidence-file",
    ),
    path(
        "evidence-files/<uuid:pk>/removal/",
        evidence_api.EvidenceFileRemoval.as_view(),
        name="evidence-file-removal",
    ),
    path(
        "recommendations/<uuid:pk>/checks/",
        recommendations_api.RecommendationChecks.as_view(),
        name="recommendation-checks",
    ),
    path("plans/<uuid:pk>/files/", files_api.PlanFiles.as_view(), name="plan-files"),
    path(
        "sites/<slug:slug>/assessments/",
        assessments_api.SiteAssessments.as_view(),
        name="site-assessments",
    ),
    path("assessments/<uuid:pk>/", assessments_api.OneAssessment.as_view(), name="assessment"),
    path(
        "assessments/<uuid:pk>/files/",
        files_api.AssessmentFiles.as_view(),
        name="assessment-files",
    ),
    path(
        "engagement-files/<uuid:pk>/",
        files_api.OneEngagementFile.as_view(),
        name="engagement-file",
    ),
    path(
        "engagement-files/<uuid:pk>/removal/",
        files_api.EngagementFileRemoval.as_view(),
        name="engagement-file-removal",
    ),
    path("plans/<uuid:pk>/goals/", goals_api.PlanGoals.as_view(), name="plan-goals"),
    path("goals/<uuid:pk>/", goals_api.OneGoal.as_view(), name="goal"),
    path("goals/<uuid:pk>/actions/", goals_api.GoalActions.as_view(), name="goal-actions"),
    path("goals/<uuid:pk>/figures/", goals_api.GoalFigures.as_view(), name="goal-figures"),
    path(
        "figures/<uuid:pk>/corrections/",
        goals_api.FigureCorrections.as_view(),
        name="figure-corrections",
    ),
    path("plan-actions/<uuid:pk>/", goals_api.OnePlanAction.as_view(), name="plan-action"),
    path("commitments/", commitments_api.Commitments.as_view(), name="commitments"),
    path("commitments/<uuid:pk>/", commitments_api.OneCommitment.as_view(), name="commitment"),
    path(
        "commitments/<uuid:pk>/done/",
        commitments_api.Finishing.as_view(),
        name="commitment-done",
    ),
    path(
        "commitments/<uuid:pk>/reopen/",
        commitments_api.Reopening.as_view(),
        name="commitment-reopen",
    ),
    path("commitments/<uuid:pk>/date/", commitments_api.Redating.as_view(), name="commitment-date"),
    path(
        "commitments/<uuid:pk>/cancellation/",
        commitments_api.Canceling.as_view(),
        name="commitment-cancellation",
    ),
    path(
        "commitments/<uuid:pk>/owner/",
        commitments_api.Assigning.as_view(),
        name="commitment-owner",
    ),
    path(
        "commitments/<uuid:pk>/reminder/",
        commitments_api.Reminding.as_view(),
        name="commitment-reminder",
    ),
    path("commitment-templates/", templates_api.Templates.as_view(), name="commitment-templates"),
    path(
        "commitment-templates/<slug:slug>/uses/",
        templates_api.TemplateUses.as_view(),
        name="commitment-template-uses",
    ),
    path(
        "commitment-batches/<uuid:batch>/undo/",
        templates_api.TemplateUndoing.as_view(),
        name="commitment-batch-undo",
    ),
    path("plans/<uuid:pk>/", plans_api.OnePlan.as_view(), name="plan"),
    path("plans/<uuid:pk>/steps/<slug:name>/", plans_api.OnePlanStep.as_view(), name="plan-step"),
]
