"""Which texts of the catalogue stand in every language of the site."""

from modeltranslation.translator import TranslationOptions, register

from catalogue.models import (
    CancellationPolicy,
    Course,
    Criterion,
    Edition,
    Elective,
    Figure,
    FinalAssignment,
    GroupRole,
    GroupWork,
    MarkingCriterion,
    Module,
    Passage,
    Phase,
    Rate,
    Session,
    ThematicArea,
    Week,
)


@register(Course)
class CourseTexts(TranslationOptions):
    fields = ("title", "summary", "level", "duration")


@register(ThematicArea)
class ThematicAreaTexts(TranslationOptions):
    fields = ("title", "about")


@register(Week)
class WeekTexts(TranslationOptions):
    fields = ("title",)


@register(Module)
class ModuleTexts(TranslationOptions):
    fields = ("title", "topics")


@register(Passage)
class PassageTexts(TranslationOptions):
    fields = ("text",)


@register(Criterion)
class CriterionTexts(TranslationOptions):
    fields = ("title",)


@register(Edition)
class EditionTexts(TranslationOptions):
    fields = ("title", "duration")


@register(Elective)
class ElectiveTexts(TranslationOptions):
    fields = ("title", "about", "schedule")


@register(Figure)
class FigureTexts(TranslationOptions):
    fields = ("value", "label")


@register(Phase)
class PhaseTexts(TranslationOptions):
    fields = ("place", "content")


@register(Rate)
class RateTexts(TranslationOptions):
    fields = ("title",)


@register(Session)
class SessionTexts(TranslationOptions):
    fields = ("title", "place")


@register(CancellationPolicy)
class CancellationPolicyTexts(TranslationOptions):
    fields = ("name",)


@register(FinalAssignment)
class FinalAssignmentTexts(TranslationOptions):
    fields = ("task",)


@register(MarkingCriterion)
class MarkingCriterionTexts(TranslationOptions):
    fields = ("title",)


@register(GroupWork)
class GroupWorkTexts(TranslationOptions):
    fields = ("task",)


@register(GroupRole)
class GroupRoleTexts(TranslationOptions):
    fields = ("title",)
