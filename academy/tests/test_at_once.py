"""Tables that one operation makes are those that Django would make one by one."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from academy.at_once import AtOnce

KEY = ("id", models.BigAutoField(primary_key=True))
FIRST = migrations.CreateModel(
    "First", [KEY, ("second", models.ForeignKey("accounts.second", on_delete=models.CASCADE, null=True))]
)
SECOND = migrations.CreateModel(
    "Second", [KEY, ("first", models.ForeignKey("accounts.first", on_delete=models.CASCADE))]
)


@pytest.mark.django_db(transaction=True)
def test_models_that_refer_to_each_other_are_made_and_dropped() -> None:
    before = ProjectState()
    assert not before.apps.get_models()  # they are worked out here, as where tables are there already
    operation, after = AtOnce([FIRST, SECOND]), before.clone()
    operation.state_forwards("accounts", after)
    assert "apps" not in vars(after), "the models are not worked out for each, but once, when the tables are made"
    with connection.schema_editor() as editor:
        operation.database_forwards("accounts", editor, before, after)
    first, second = (after.apps.get_model("accounts", name) for name in ("first", "second"))
    one = first.objects.create()
    first.objects.update(second=second.objects.create(first=one))
    assert first.objects.get().second.first_id == one.pk
    with connection.schema_editor() as editor:
        operation.database_backwards("accounts", editor, after, before)
    assert not {"accounts_first", "accounts_second"} & set(connection.introspection.table_names())
