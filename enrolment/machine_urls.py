"""Addresses for machines, in no language."""

from django.urls import path

from enrolment.views import card

urlpatterns = [path("payments/card/", card.notice, name="card_notice")]
