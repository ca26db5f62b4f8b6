from django.urls import path

from credit_records.ratings.views import public, rule_sets, runs

urlpatterns = [
    path("ratings/", public.PublicRatings.as_view(), name="public_ratings"),
    path("ratings/<int:pk>/", public.PublicRating.as_view(), name="public_rating"),
    path("ratings/files/<str:name>", public.public_file, name="public_rating_file"),
    path("work/ratings/", runs.RunList.as_view(), name="rating_runs"),
    path("work/ratings/<int:pk>/", runs.RunRatings.as_view(), name="rating_run"),
    path("work/ratings/<int:pk>/recompute/", runs.RecomputeRun.as_view(), name="rating_recompute"),
    path("work/ratings/of/<int:pk>/", runs.RatingDetail.as_view(), name="rating"),
    path("work/ratings/rules/", rule_sets.RuleSetList.as_view(), name="rating_rule_sets"),
    path("work/ratings/rules/<int:pk>/", rule_sets.RuleSetDetail.as_view(), name="rating_rule_set"),
    path("work/ratings/rules/<int:pk>/try/", rule_sets.TryRuleSet.as_view(), name="rating_rule_set_try"),
    path("work/ratings/rules/<int:pk>/submit/", rule_sets.SubmitRuleSet.as_view(), name="rating_rule_set_submit"),
    path("work/ratings/rules/<int:pk>/approve/", rule_sets.ApproveRuleSet.as_view(), name="rating_rule_set_approve"),
    path("work/ratings/rules/<int:pk>/send-back/", rule_sets.SendBackRuleSet.as_view(), name="rating_rule_set_send_back"),
    path("work/ratings/rules/<int:pk>/copy/", rule_sets.CopyRuleSet.as_view(), name="rating_rule_set_copy"),
]
