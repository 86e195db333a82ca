"""Tables with one task each: labels to the left of their values."""

from __future__ import annotations

import pytest
from tests.importing.interpret.shapes import document, grid, interpreted, task_lines

from govlist.documents.document import Table
from govlist.importing.interpret.tables import records

FIRST = grid("改革事项|医共体建设", "改革举措|建立核算中心。", "牵头单位|县卫健委", "配合单位|县财政局")
SECOND = grid("改革事项|执法改革", "改革举措|调整赋权事项。", "牵头单位|县委编办", "配合单位|各乡镇")
PAIRS = grid(
    "任务名称|清理证明事项。|序号|1",
    "责任单位|县司法局|完成时限|2024年6月底",
    "任务名称|公布保留清单。|序号|2",
    "责任单位|县政务办|完成时限|2024年9月底",
)
BESIDE = grid("工作任务|<|新建学校两所。", "责任单位|牵头单位|县教体局", "^|配合单位|县住建局")


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        (
            (FIRST, SECOND),
            [
                "医共体建设 1 建立核算中心。 | 县卫健委:牵头、县财政局:配合",
                "执法改革 2 调整赋权事项。 | 县委编办:牵头、各乡镇:配合",
            ],
        ),
        (
            (PAIRS,),
            [
                "清单 1 清理证明事项。 | 县司法局 | 2024年6月底 2024-06-30",
                "清单 2 公布保留清单。 | 县政务办 | 2024年9月底 2024-09-30",
            ],
        ),
        ((BESIDE,), ["清单 1 新建学校两所。 | 县教体局:牵头、县住建局:配合"]),
    ],
)
def test_each_record_is_a_task(tables: tuple[Table, ...], expected: list[str]) -> None:
    assert task_lines(interpreted(document(*tables)).checklist) == expected


@pytest.mark.parametrize(
    "table",
    [
        grid("会议时间|6月3日", "参会单位|县教体局", "联系电话|0554"),  # no task
        grid("改革举措|建立核算中心。", "完成时限|7月底", "备注|无"),  # nobody owes it
        grid("改革事项|甲", "改革举措|建立核算中心。", "牵头单位|县卫健委", "另有一格"),
        grid("序号|具体要求|责任单位", "1|公开。|县教体局"),  # headers above
    ],
)
def test_other_tables_are_left_as_they_are(table: Table) -> None:
    assert list(records.as_rows([table])) == [table]
