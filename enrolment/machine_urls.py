"""Addresses for machines, in no language."""

from django.urls import path

from enrolment.views import card, timetable

urlpatterns = [
    path("payments/card/", card.notice, name="card_notice"),
    path("timetable/<str:token>.ics", timetable.feed, name="timetable_feed"),
]
