"""The catalogue's pages."""

from django.urls import URLPattern, path

from catalogue.views import course, courses, diploma, edition, feeds, home, interest, pictures, year

app_name = "catalogue"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("courses/", courses.courses, name="courses"),
    path("courses/<slug:slug>/", course.course, name="course"),
    path("calendar.ics", feeds.calendar, name="calendar_of_all"),
    path("editions.atom", feeds.new_editions, name="feed"),
    path("picture.png", pictures.site, name="site_picture"),
    path("courses/<slug:slug>/picture.png", pictures.course, name="course_picture"),
    path("courses/<slug:course_slug>/<slug:slug>/picture.png", pictures.edition, name="edition_picture"),
    path("courses/<slug:slug>/tell-me/", interest.ask, name="interest"),
    path("courses/<slug:course_slug>/<slug:slug>/", edition.edition, name="edition"),
    path("courses/<slug:course_slug>/<slug:slug>/calendar.ics", edition.calendar, name="calendar"),
    path("tell-me/<str:token>/", interest.confirm, name="confirm"),
    path("tell-me/<str:token>/leave/", interest.leave, name="leave"),
    path("calendar/", year.year, name="year"),
    path("calendar/<int:number>/", year.year, name="year"),
    path("diploma/", diploma.diploma, name="diploma"),
]
