"""What an edition still lacks, as a rule."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from catalogue.rules.readiness import Draft, Gap, Lack, Need, Text, gaps

EVERYWHERE = {"en": True, "fr": True}
READY = Draft(
    texts=[Text("Title", EVERYWHERE, Need.ALWAYS)],
    phases=[("Online", True)],
    price=True,
    places=True,
    policy=True,
    opens=True,
    closes=True,
    record=False,
)
BARE = replace(READY, phases=[], price=False, places=False, policy=False, opens=False, closes=False)
flags = st.booleans()
texts = st.builds(Text, st.just("T"), st.fixed_dictionaries({"en": flags, "fr": flags}), st.sampled_from(Need))
phases = st.lists(st.tuples(st.just("Online"), flags), max_size=3)
drafts = st.builds(Draft, st.lists(texts, max_size=3), phases, flags, flags, flags, flags, flags, flags)


def test_an_edition_that_has_everything_lacks_nothing() -> None:
    assert gaps(READY) == []


def test_what_people_need_before_they_apply_is_required_once_they_can() -> None:
    lacking = replace(BARE, phases=[("Online", False)], opens=True)
    assert gaps(lacking) == [
        Gap(Lack.DAYS, True, "Online"),
        Gap(Lack.PRICE, True),
        Gap(Lack.WINDOW, True),
        Gap(Lack.PLACES, True),
        Gap(Lack.POLICY, True),
    ]


def test_an_edition_that_is_only_announced_may_lack_them() -> None:
    found = gaps(BARE)
    assert {gap.lack for gap in found} == {Lack.PHASES, Lack.PRICE, Lack.WINDOW, Lack.PLACES, Lack.POLICY}
    assert not any(gap.required for gap in found)


def test_of_a_record_only_its_texts_are_looked_at() -> None:
    assert gaps(replace(BARE, record=True)) == []
    untitled = Text("Title", {"en": True, "fr": False}, Need.ALWAYS)
    assert gaps(replace(BARE, record=True, texts=[untitled])) == [Gap(Lack.TEXT, True, "Title", ("fr",))]


def test_a_text_is_missing_where_another_language_has_it() -> None:
    half, none = {"en": True, "fr": False}, {"en": False, "fr": False}
    draft = replace(
        READY,
        texts=[
            Text("Methods", half, Need.IF_ANYWHERE),
            Text("Sources", none, Need.IF_ANYWHERE),
            Text("Who it is for", none, Need.TO_APPLY),
        ],
    )
    assert gaps(draft) == [
        Gap(Lack.TEXT, True, "Who it is for", ("en", "fr")),
        Gap(Lack.TEXT, False, "Methods", ("fr",)),
    ]
    assert [gap.required for gap in gaps(replace(draft, opens=False, closes=False)) if gap.where != "Methods"] == [
        False
    ]


@given(drafts)
def test_required_gaps_come_first(draft: Draft) -> None:
    found = [gap.required for gap in gaps(draft)]
    assert found == sorted(found, reverse=True)


@given(drafts)
def test_opening_for_applications_never_lets_a_gap_go(draft: Draft) -> None:
    before, after = gaps(replace(draft, opens=False)), gaps(replace(draft, opens=True))
    required = {(gap.lack, gap.where) for gap in before if gap.required}
    assert required <= {(gap.lack, gap.where) for gap in after if gap.required}


@given(drafts)
def test_a_record_is_never_asked_for_more_than_its_texts(draft: Draft) -> None:
    assert all(gap.lack == Lack.TEXT for gap in gaps(replace(draft, record=True)))
