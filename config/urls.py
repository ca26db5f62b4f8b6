from django.conf import settings
from django.contrib import admin
from django.urls import include, path

admin.site.site_header = settings.SITE_NAME
admin.site.site_title = settings.SITE_NAME

handler500 = "core.pages.failure.server_error"

urlpatterns = [
    path("", include("portal.urls")),
    path("", include("core.urls")),
    path("", include("credit_records.urls")),
    path("", include("commitments.urls")),
    path("", include("disclosure.urls")),
    path("", include("accountability.urls")),
    path("api/", include("config.api")),
    path("admin/", admin.site.urls),
]
