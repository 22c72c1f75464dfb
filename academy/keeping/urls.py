"""Pages about personal data."""

from django.urls import path

from academy.keeping import views

app_name = "keeping"
urlpatterns = [
    path("privacy/", views.privacy, name="privacy"),
    path("my/data/", views.data, name="data"),
    path("my/data/download/", views.download, name="download"),
    path("my/data/erase/", views.erase, name="erase"),
    path("my/data/keep/", views.keep, name="keep"),
]
