"""The catalogue's pages."""

from django.urls import URLPattern, path

from catalogue.views import course, courses, diploma, edition, home

app_name = "catalogue"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("courses/", courses.courses, name="courses"),
    path("courses/<slug:slug>/", course.course, name="course"),
    path("courses/<slug:course_slug>/<slug:slug>/", edition.edition, name="edition"),
    path("courses/<slug:course_slug>/<slug:slug>/calendar.ics", edition.calendar, name="calendar"),
    path("diploma/", diploma.diploma, name="diploma"),
]
