"""Exact results of merging small files of every shape and layout, in both directions."""

from __future__ import annotations

import pytest
from tests.merge.test_merging import between, joined, put

from govlist.merge import Merged
from govlist.yamlfile.source import Source


def check(made: Merged, text: str) -> None:
    """The merged text, and as many conflicts as it shows."""
    assert made.data.decode() == text
    assert made.conflicts == text.count("<<<<<<< ours\n")


def either_way(base: str, one: str, other: str, text: str, swapped: str | None = None) -> None:
    """The merge gives `text`; with the sides exchanged, `swapped` if that differs."""
    check(joined(base, one, other), text)
    check(joined(base, other, one), text if swapped is None else swapped)


def conflict(base: str, one: str, other: str, lines: str, our_lines: str, their_lines: str) -> None:
    """One conflict in both directions, at the @ in `lines`."""
    either_way(
        base,
        one,
        other,
        lines.replace("@", between(our_lines, their_lines)),
        lines.replace("@", between(their_lines, our_lines)),
    )


# What is reported -------------------------------------------------------------------------------------


def test_counts_of_what_was_taken() -> None:
    base = "a: 1\nb: 1\nc: 1\n"
    changed = put(base, "b: 1", "b: 2")
    assert joined(base, base, changed) == Merged(changed.encode(), taken=1)
    assert joined(base, put(base, "a: 1", "a: 3"), "a: 1\nb: 2\n").taken == 2
    made = joined(base, put(base, "a: 1", "a: 3"), put(changed, "a: 1", "a: 2"))
    assert (made.conflicts, made.taken) == (1, 1)


def test_a_side_without_data_is_one_conflict() -> None:
    conflict("x: 1\n", "", "x: 2\n", "@", "\n", "x: 2\n")


# Theirs alone has changed a value -----------------------------------------------------------------

SHAPES = {
    "list": "a:\n  - 甲 # 一\n  - 乙\n",
    "mapping": "a:\n  b: 甲 # 一\n  c:   '乙'\n",
    "text": "a:   '甲'  # 一\n",
    "list in a line": "a: [甲,  '丙'] # 一\n",
    "mapping in a line": "a: {b: 甲,  c: '丙'} # 一\n",
}


@pytest.mark.parametrize("before", SHAPES)
@pytest.mark.parametrize("after", SHAPES)
def test_another_shape_comes_in_its_own_bytes(before: str, after: str) -> None:
    """But lists and mappings in another layout are merged part by part."""
    if before.split()[0] != after.split()[0]:
        base, theirs = "x: 1\n" + SHAPES[before], "x: 1\n" + SHAPES[after]
        either_way(base, put(base, "x: 1", "x: 2"), theirs, put(theirs, "x: 1", "x: 2"))


def test_a_changed_text_comes_in_its_own_bytes() -> None:
    base = "x: 1\na: 公开 # 年初\n"
    theirs = "x: 1\na:   '及时'     # 七月\n"
    either_way(base, put(base, "x: 1", "x: 2"), theirs, put(theirs, "x: 1", "x: 2"))


def test_what_theirs_has_in_one_line_leaves_our_comments() -> None:
    base = "x: 1\na: 甲   # 一\nb:\n  - 乙 # 二\nc:\n  - 丙\n"
    theirs = "{x: 1, a: 丁, b: {d: 戊}, c: {d: 戊}}\n"
    ours = put(base, "x: 1", "x: 2")
    check(joined(base, ours, theirs), "x: 2\na: 丁   # 一\nb:\n  {d: 戊} # 二\nc: {d: 戊}\n")
    check(joined(base, theirs, ours), put(theirs, "x: 1", "x: 2"))


def test_a_comment_alone_that_theirs_removed_or_added() -> None:
    base, bare = "x: 1\na: [甲,#一\n 乙]\n", "x: 1\na: [甲,\n 乙]\n"
    either_way(base, put(base, "x: 1", "x: 2"), bare, put(bare, "x: 1", "x: 2"))
    either_way(bare, put(bare, "x: 1", "x: 2"), base, put(base, "x: 1", "x: 2"))


@pytest.mark.parametrize(
    ("base", "one", "other"),
    [
        ("[甲]", "[甲, 乙]", "{甲: 乙}"),
        ("[甲]", "[甲, 乙]", "丁"),
        ("{甲: 乙}", "{甲: 丙}", "丁"),
        ("{甲: 乙}", "{甲: 乙, 丙: 丁}", "戊"),
        ("{甲: 乙}", "{甲: 乙, 丙: 丁}", "[]"),
    ],
)
def test_both_changed_and_one_the_shape(base: str, one: str, other: str) -> None:
    texts = [f"x: 1\na: {value}\n" for value in (base, one, other)]
    conflict(*texts, "x: 1\n@", f"a: {one}\n", f"a: {other}\n")


def test_both_gave_it_another_shape() -> None:
    """What the base had of another shape says nothing of the items."""
    either_way(
        "x: 1\na: {甲: 乙}\n",
        "x: 1\na: [乙]\n",
        "x: 1\na: [丙]\n",
        "x: 1\na: [乙, 丙]\n",
        "x: 1\na: [丙, 乙]\n",
    )
    either_way(
        "x: 1\na: [甲, 丁]\n",
        "x: 1\na: {b: 乙}\n",
        "x: 1\na: {c: 丙}\n",
        "x: 1\na: {b: 乙, c: 丙}\n",
        "x: 1\na: {c: 丙, b: 乙}\n",
    )


# What comes and goes ------------------------------------------------------------------------------


def test_a_key_before_the_first_comes_after_it() -> None:
    """The first may follow a dash; the data is the same."""
    either_way(
        "title: 甲\n",
        "title: 甲\nyear: 1\n",
        "region: 乙\ntitle: 甲\n",
        "title: 甲\nyear: 1\nregion: 乙\n",
        "region: 乙\ntitle: 甲\nyear: 1\n",
    )
    base = "units:\n  - name: 甲\n"
    either_way(
        base,
        base + "    kind: a\n",
        "units:\n  - contact: 乙\n    name: 甲\n",
        "units:\n  - name: 甲\n    kind: a\n    contact: 乙\n",
        "units:\n  - contact: 乙\n    name: 甲\n    kind: a\n",
    )


def test_the_first_key_after_a_dash_goes_from_under_a_comment() -> None:
    """The comment has no place after the dash."""
    base = "units:\n  - contact: 张\n    # 一\n    name: 甲\n"
    made = joined(base, base + "    kind: a\n", "units:\n  # 一\n  - name: 甲\n")
    our_lines = "  - contact: 张\n    # 一\n    name: 甲\n    kind: a\n"
    check(made, "units:\n  # 一\n" + between(our_lines, "  - name: 甲\n"))


def test_the_first_item_after_a_dash_goes() -> None:
    base = "x: 1\nsections:\n  - - {id: 1}\n    - {id: 2}\n"
    either_way(
        base,
        put(base, "{id: 2}", "{id: 2, b: 3}"),
        "x: 1\nsections:\n  - - {id: 2}\n",
        "x: 1\nsections:\n  - - {id: 2, b: 3}\n",
    )


@pytest.mark.parametrize("kept", ["  ? b\n  : 2\n", "  ? c\n  : 3\n"])
def test_a_key_that_begins_with_a_mark_is_removed(kept: str) -> None:
    base = "x: 1\na:\n  ? b\n  : 2\n  ? c\n  : 3\n"
    either_way(base, base + "  d: 4\n", "x: 1\na:\n" + kept, "x: 1\na:\n" + kept + "  d: 4\n")


@pytest.mark.parametrize("before", ["  ? b\n  :\n", "  ?  # 注\n\n    b\n  :\n", "  ? b  # a: c\n  : # 注\n"])
def test_values_below_a_key_that_begins_with_a_mark_are_merged(before: str) -> None:
    base = f"x: 1\na:\n{before}    c: 1\n"
    theirs = put(base, "c: 1", "c: 2\n    # 说明\n    e: 3")
    either_way(base, base + "  d: 4\n", theirs, theirs + "  d: 4\n")


def test_one_comes_before_what_follows_a_dash_and_nothing_is_reordered() -> None:
    base = "x: 1\nsections:\n  - - {id: 1}\n    - {id: 2}\n"
    ours = put(base, "{id: 2}", "{id: 2, b: 3}")
    lines, our_lines = ours.split("  - -")[0] + "@", "  - - {id: 1}\n    - {id: 2, b: 3}\n"
    their_lines = "  - - {id: 2}\n    - {id: 1}\n"
    theirs = "x: 1\nsections:\n" + their_lines
    check(joined(base, ours, theirs), lines.replace("@", between(our_lines, their_lines)))
    check(joined(base, theirs, ours), put(theirs, "{id: 2}", "{id: 2, b: 3}"))
    more = "  - - {id: 0}\n    - {id: 1}\n    - {id: 2}\n"
    both = put(more, "{id: 2}", "{id: 2, b: 3}")
    either_way(base, ours, "x: 1\nsections:\n" + more, "x: 1\nsections:\n" + both)


def test_a_name_before_a_colon_without_a_blank_stays_in_quotes() -> None:
    base = 'units: [{"name":"甲"}]\ntasks: [{"id":"1","progress":{"甲":[{"date":"2024-01-01"}]}}]\n'
    ours = put(base, '{"name":"甲"}', "{name: 乙, aliases: [甲]}").replace('{"甲":', '{"乙":')
    theirs = put(base, '"2024-01-01"}', '"2024-01-01"}, {date: 2024-02-01}')
    either_way(base, ours, theirs, put(ours, '"2024-01-01"}', '"2024-01-01"}, {date: 2024-02-01}'))


def test_comments_between_brackets_stay_when_all_items_are_replaced() -> None:
    base = "x: 1\na: [ # 一\n  甲, # 二\n  乙\n  ]\n"
    ours, theirs = put(base, "x: 1", "x: 2"), put(base, "甲", "丙").replace("乙", "丁")
    made = joined(base, ours, theirs)
    assert made.conflicts == 0
    assert "# 一" in made.data.decode()
    assert "# 二" in made.data.decode()
    assert Source("x", made.data).plain == {"x": "2", "a": ["丙", "丁"]}


def test_another_order_and_more_in_a_line() -> None:
    either_way("a: [甲, 乙]\n", "a: [甲, 乙, 丙]\n", "a: [乙, 甲, 丁]\n", "a: [乙, 丙, 甲, 丁]\n")


def test_another_order_and_more_in_lines() -> None:
    base = "x: 1\na:\n  - 甲 # 一\n  # 二\n  - 乙\nz: 1\n"
    either_way(
        base,
        put(base, "乙\n", "乙\n  # 三\n  - 丙\n"),
        put("x: 2\na:\n  # 二\n  - 乙\n  - 甲 # 一\nz: 2\n", "x: 2", "x: 3"),
        "x: 3\na:\n  # 二\n  - 乙\n  # 三\n  - 丙\n  - 甲 # 一\nz: 2\n",
    )


def test_what_theirs_has_in_several_lines_comes_into_one() -> None:
    base = "x: 1\na: {b: 1}\n"
    ours, theirs = put(base, "b: 1", "b: 1, d: 2"), put(base, "b: 1", "b: 1, c: ['甲',\n 乙]")
    check(joined(base, ours, theirs), "x: 1\na: {b: 1, d: 2, c: [甲, 乙]}\n")
    check(joined(base, theirs, ours), "x: 1\na: {b: 1, c: ['甲',\n 乙], d: 2}\n")


def test_a_list_emptied_by_the_two_together() -> None:
    """In one line it is empty then; in lines of its own it cannot be, unless it may be missing."""
    either_way("a: [甲, 乙]\n", "a: [乙]\n", "a: [甲]\n", "a: []\n")
    conflict(
        "x: 1\nunits:\n  - {name: 甲}\n  - {name: 乙}\n",
        "x: 1\nunits:\n  - {name: 甲}\n",
        "x: 1\nunits:\n  - {name: 乙}\n",
        "x: 1\n@",
        "units:\n  - {name: 甲}\n",
        "units:\n  - {name: 乙}\n",
    )
    task = "tasks:\n  - id: 1\n    progress:\n      甲:\n"
    one, two = "        - {date: 1}\n", "        - {date: 2}\n"
    either_way(task + one + two, task + one, task + two, "tasks:\n  - id: 1\n")


@pytest.mark.parametrize("item", ["  - 丙 # 一\n", "  # 一\n  - 丙\n"])
def test_an_item_with_a_comment_does_not_come_into_a_line(item: str) -> None:
    base, our_lines, their_lines = "x: 1\na: [甲]\n", "a: [甲, 乙]\n", "a:\n  - 甲\n" + item
    check(
        joined(base, "x: 1\n" + our_lines, "x: 1\n" + their_lines), "x: 1\n" + between(our_lines, their_lines)
    )
    check(joined(base, "x: 1\n" + their_lines, "x: 1\n" + our_lines), f"x: 1\na:\n  - 甲\n{item}  - 乙\n")


# Changed here, gone there -------------------------------------------------------------------------


def test_a_report_of_several_lines_changed_and_removed() -> None:
    report, last = "    - date: 1\n      status: behind\n      note: {}\n", "    - date: 2\n"
    base, ours, theirs = (
        "progress:\n  甲:\n" + each + last for each in (report.format("一"), report.format("二"), "")
    )
    conflict(base, ours, theirs, "progress:\n  甲:\n@" + last, report.format("二"), "")


@pytest.mark.parametrize(
    "rows", [("x-a: [甲, 乙]\n", "x-a: [甲, 乙, 丙]\n"), ("x-a:\n  - 甲\n", "x-a:\n  - 甲\n  - 乙\n")]
)
def test_a_list_of_the_office_s_own_changed_and_gone(rows: tuple[str, str]) -> None:
    """Only the office knows whether it may be missing."""
    before, after = rows
    conflict("x: 1\n" + before, "x: 1\n" + after, "x: 1\n", "x: 1\n@", after, "")


def test_an_entry_in_a_line_changed_and_gone() -> None:
    base, one, other = (f"x: 1\na: {{{words}乙: 2}}\n" for words in ("甲: 1, ", "甲: 3, ", ""))
    conflict(base, one, other, "x: 1\n@", "a: {甲: 3, 乙: 2}\n", "a: {乙: 2}\n")


def test_the_only_report_changed_and_the_whole_list_gone() -> None:
    task, unit = "tasks:\n  - id: 1\n", "    progress:\n      甲:\n        - {date: 1, note: 一}\n"
    changed = put(unit, "一", "二")
    conflict(task + unit, task + changed, task, task + "@", changed, "")


def test_reports_changed_and_added_and_the_whole_list_gone() -> None:
    task, unit = "tasks:\n  - id: 1\n", "    progress:\n      甲:\n"
    old, new, more = (f"        - {{date: {words}}}\n" for words in ("1, note: 一", "1, note: 二", "2"))
    ours = task + unit + new + more
    check(joined(task + unit + old, ours, task), task + unit + between(new, "") + more)
    check(joined(task + unit + old, task, ours), task + between("", unit + new + more))


@pytest.mark.parametrize(
    ("comment_before", "comment_after"),
    [("", "# 二\n"), ("# 一\n", ""), ("# 一\n", "# 二\n"), ("# 二\n", "# 一\n")],
)
def test_a_comment_changed_above_what_is_gone(comment_before: str, comment_after: str) -> None:
    base, ours, theirs = "a: 1\n" + comment_before + "b: 2\n", "a: 1\n", "a: 1\n" + comment_after + "b: 2\n"
    check(joined(base, ours, theirs), "a: 1\n" + between("", comment_after + "b: 2\n"))


def test_what_would_leave_no_report_on_our_side_alone() -> None:
    unit, one, two = "  甲:\n", "    - {date: 1}\n", "    - {date: 2}\n"
    changed = "    - {date: 1, note: 一}\n"
    base = "progress:\n" + unit
    conflict(base + one + two, base + two, base + changed, "progress:\n@", unit + two, unit + changed)


# Added on both sides ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "first", "item"),
    [
        ("tasks", "{id: 1}", "  - id: 2\n    requirement: @\n    x: @\n"),
        ("units", "{name: 甲}", "  - name: 乙\n    x: @\n    kind: a\n"),
        ("groups", "{name: 甲}", "  - name: 乙\n    x: @\n    kind: a\n"),
    ],
)
def test_one_name_for_two_things_is_one_conflict(kind: str, first: str, item: str) -> None:
    base = f"{kind}:\n  - {first}\n"
    our_lines, their_lines = item.replace("@", "丙"), item.replace("@", "丁")
    conflict(base, base + our_lines, base + their_lines, base + "@", our_lines, their_lines)


# Units renamed ------------------------------------------------------------------------------------

UNITS = "units:\n  - {name: 甲局}\n  - {name: 乙局}\n"
BOTH = "tasks:\n  - id: 1\n    progress:\n"


def renamed(name: str, text: str = UNITS) -> str:
    return put(text, "{name: 甲局}", f"{{name: {name}, aliases: [甲局]}}")


@pytest.mark.parametrize("name", ["甲委", "甲院"])
def test_keys_take_the_new_name_and_others_stay_as_written(name: str) -> None:
    rows = "      '乙局': [{'date': 1}]\n      '甲局': [{'date': 2, '备注': 一}]\n"
    either_way(
        UNITS + "tasks:\n  - id: 1\n",
        UNITS + BOTH + rows,
        renamed(name) + "tasks:\n  - id: 1\n",
        renamed(name) + BOTH + put(rows, "'甲局'", name),
    )
    base = UNITS + BOTH + rows
    ours = put(base, "[{'date': 1}]", "[{'date': 1}, {date: 3}]")
    ours = put(ours, "备注': 一}", "备注': 一}, {date: 4}")
    expected = renamed(name, put(ours, "'甲局'", name))
    check(joined(base, ours, renamed(name, put(base, "'甲局'", f"'{name}'"))), expected)


def test_first_reports_under_the_old_name_and_the_new() -> None:
    row = "      {}:\n        - {{date: {}}}\n"
    either_way(
        UNITS + "tasks:\n  - id: 1\n",
        UNITS + BOTH + row.format("甲局", 1),
        renamed("甲委") + BOTH + row.format("甲委", 2),
        renamed("甲委") + BOTH + row.format("甲委", 1) + "        - {date: 2}\n",
    )


@pytest.mark.parametrize("field", ["level", "note", "title"])
def test_a_unit_called_like_a_field(field: str) -> None:
    """Only its reports are under its name."""
    base = (
        f"units:\n  - {{name: {field}}}\nchases:\n  - {{date: 1, {field}: 丙}}\n"
        f"progress:\n  乙:\n    - {{date: 1, {field}: 丙}}\n"
    )
    ours = (
        put(base, f"{field}: 丙}}\np", f"{field}: 丁}}\np") + f"  {field}:\n    - {{date: 3, {field}: 戊}}\n"
    )
    theirs = put(base, f"{{name: {field}}}", f"{{name: 新, aliases: [{field}]}}")
    expected = put(ours, f"{{name: {field}}}", f"{{name: 新, aliases: [{field}]}}")
    expected = put(expected, f"  {field}:\n", "  新:\n")
    more = "  - {date: 1, by: 己"
    either_way(base, ours, put(theirs, "  - {date: 1", more), put(expected, "  - {date: 1", more))


ROWS = "progress:\n  {}:\n    - {{date: 1}}\n"


@pytest.mark.parametrize("names", [("甲委", "甲办"), ("甲办", "甲委"), ("甲院", "甲馆")])
def test_two_new_names_are_a_conflict_at_the_name_and_at_each_key(names: tuple[str, str]) -> None:
    two, three = "    - {date: 2}\n", "    - {date: 3}\n"
    our_lines, their_lines = (f"  - {{name: {name}, aliases: [甲局]}}\n" for name in names)
    rest = "  - {name: 乙局}\nprogress:\n"
    keys = [ROWS.format(name).removeprefix("progress:\n") for name in names]
    check(
        joined(
            UNITS + ROWS.format("甲局"),
            "units:\n" + our_lines + rest + keys[0] + two,
            "units:\n" + their_lines + rest + keys[1] + three,
        ),
        "units:\n" + between(our_lines, their_lines) + rest + between(keys[0] + two, keys[1] + three),
    )


@pytest.mark.parametrize("swapped", [False, True])
def test_two_new_names_and_one_side_s_keys_still_the_old(swapped: bool) -> None:
    """All the reports are together, under the name that one of them has."""
    two, three = "    - {date: 2}\n", "    - {date: 3}\n"
    sides = [renamed("甲委") + ROWS.format("甲局") + two, renamed("甲办") + ROWS.format("甲办") + three]
    made = joined(UNITS + ROWS.format("甲局"), *sides[:: -1 if swapped else 1])
    assert made.conflicts == 1
    assert made.data.decode().endswith("  - {name: 乙局}\n" + ROWS.format("甲办") + two + three)


def test_two_keys_of_one_unit_are_not_taken_apart() -> None:
    base = UNITS + ROWS.format("甲局")
    ours, theirs = base + "    - {date: 2}\n", renamed("甲委", base) + "  甲委:\n    - {date: 3}\n"
    conflict(
        base,
        ours,
        theirs,
        renamed("甲委") + "@",
        ours.removeprefix(UNITS),
        theirs.removeprefix(renamed("甲委")),
    )


# Reports ------------------------------------------------------------------------------------------


def test_an_old_review_stays_after_its_report() -> None:
    base = "a: 1\noverall:\n  - {date: 1}\nprogress:\n  甲:\n    - {date: 1}\n    - {date: 2, review: x}\n"
    one, other = "    - {date: 3}\n", "    - {date: 4}\n"
    either_way(base, base + one, base + other, base + one + other)


def test_the_same_report_in_another_order_of_its_keys_occurs_once() -> None:
    base = "progress:\n  甲:\n    - {date: 1}\n"
    one = base + "    - {date: 2, note: 一}\n"
    other = base + "    - {note: 一, date: 2}\n    - {date: 3}\n"
    either_way(base, one, other, one + "    - {date: 3}\n", other)


def test_only_reports_of_units_have_reviews() -> None:
    base = "overall:\n  - {date: 1}\n"
    one, other = "  - {date: 2}\n", "  - {date: 3, review: x}\n"
    either_way(base, base + one, base + other, base + one + other)
