"""The catalogue's pages."""

from django.urls import URLPattern, path

app_name = "catalogue"
urlpatterns: list[URLPattern] = []
