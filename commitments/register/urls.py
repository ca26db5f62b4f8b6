from django.urls import path
from django.views.generic import TemplateView

urlpatterns = [
    path("commitments/", TemplateView.as_view(template_name="base.html"), name="public_commitments"),
    path("commitments/<int:pk>/", TemplateView.as_view(template_name="base.html"), name="public_commitment"),
    path("work/commitments/", TemplateView.as_view(template_name="base.html"), name="commitments"),
    path("work/commitments/<int:pk>/", TemplateView.as_view(template_name="base.html"), name="commitment"),
]
