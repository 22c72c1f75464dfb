"""The letterbox of the demonstration."""

from django.urls import path

from academy.letters import views

app_name = "letters"
urlpatterns = [path("", views.mailbox, name="mailbox")]
