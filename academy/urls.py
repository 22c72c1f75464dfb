"""Every address of the site. Pages stand under their language; machines' addresses and the desk do not."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from academy import health, style, views
from academy.monitoring.views import metrics

admin.site.enable_nav_sidebar = False  # the desk's few rooms stand in its header

handler500 = views.failed
urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("livez", health.livez, name="livez"),
    path("metrics", metrics, name="metrics"),
    path("robots.txt", views.robots),
    path("admin/login/", views.to_sign_in),
    path("admin/", admin.site.urls),
    path("", include("catalogue.machine_urls")),
    path("", include("certificates.machine_urls")),
    path("", include("enrolment.machine_urls")),
]
if settings.DEMONSTRATION:
    urlpatterns.append(path("mail/", include("academy.letters.urls")))
    urlpatterns += i18n_patterns(path("style/", style.style, name="style"))
urlpatterns += i18n_patterns(
    path("account/", include("allauth.urls")),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("", include("academy.keeping.urls")),
    path("", include("enrolment.urls")),
    path("", include("certificates.urls")),
    path("", include("catalogue.urls")),
)
