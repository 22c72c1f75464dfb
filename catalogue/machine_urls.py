"""The catalogue's addresses for machines, which have no language."""

from django.contrib.sitemaps.views import sitemap
from django.urls import URLPattern, path

from academy.caching import public_data
from catalogue.sitemaps import SITEMAPS
from catalogue.views import api

urlpatterns: list[URLPattern] = [
    path("sitemap.xml", public_data(3600)(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("api/v1/openapi.json", api.description, name="api_description"),
    path("api/v1/courses", api.courses, name="api_courses"),
    path("api/v1/courses/<slug:slug>", api.course, name="api_course"),
    path("api/v1/editions/<slug:slug>", api.edition, name="api_edition"),
    path("api/<path:anything>", api.nothing_here),
]
