"""Ranks of electives, until now over all thematic areas, are counted from 1 in each area."""

from collections import Counter
from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def renumber(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """What was ranked higher stays so in its area."""
    number(apps, lambda wish: wish.elective.area_id)


def number_over_all(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Back again: all first choices, then all second ones."""
    number(apps, lambda wish: None)


def number(apps: Apps, group: Any) -> None:
    """Count the wishes of each application anew, those of one group by themselves, in the order that they have."""
    wishes = apps.get_model("enrolment", "ElectiveWish").objects.select_related("elective")
    counted: Counter[Any] = Counter()
    changed = []
    for wish in wishes.order_by("rank", "elective__area__position", "elective__area_id", "pk"):
        key = (wish.application_id, group(wish))
        counted[key] += 1
        if wish.rank != counted[key]:
            wish.rank = counted[key]
            changed.append(wish)
    wishes.bulk_update(changed, ["rank"], batch_size=500)


def renumber_results(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """What was worked out names its ranks in the same way; together, seats and missed wishes are all wishes."""
    areas = dict(apps.get_model("catalogue", "Elective").objects.values_list("pk", "area_id"))
    for allocation in apps.get_model("enrolment", "Allocation").objects.exclude(results={}):
        for result in allocation.results.values():
            ranks = {int(key): rank for key, rank in result["seats"].items() if rank}
            ranks |= {missed["course"]: missed["rank"] for missed in result["missed"]}
            new = in_areas(ranks, areas)
            result["seats"] = {key: new.get(int(key), 0) for key in result["seats"]}
            for missed in result["missed"]:
                missed["rank"] = new[missed["course"]]
        allocation.save(update_fields=["results"])


def in_areas(ranks: dict[int, int], areas: dict[int, int]) -> dict[int, int]:
    """The ranks counted in each area."""
    counted: Counter[int] = Counter()
    found = {}
    for key in sorted(ranks, key=ranks.__getitem__):
        counted[areas[key]] += 1
        found[key] = counted[areas[key]]
    return found


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0021_timetable")]

    operations = [
        migrations.AlterModelOptions(
            name="electivewish",
            options={
                "ordering": ["elective__area__position", "elective__area_id", "rank"],
                "verbose_name": "elective wished for",
                "verbose_name_plural": "electives wished for",
            },
        ),
        migrations.AlterField(
            model_name="electivewish",
            name="rank",
            field=models.PositiveSmallIntegerField(verbose_name="rank in the thematic area"),
        ),
        migrations.RunPython(renumber, number_over_all),
        migrations.RunPython(renumber_results, migrations.RunPython.noop),
    ]
