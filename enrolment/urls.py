"""The enrolment's pages."""

from django.urls import URLPattern, path

app_name = "enrolment"
urlpatterns: list[URLPattern] = []
