"""Notes, certificates and their verification."""

from django.urls import URLPattern, path

app_name = "certificates"
urlpatterns: list[URLPattern] = []
