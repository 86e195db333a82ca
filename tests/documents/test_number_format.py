"""The text of cells in number formats. The values were compared with LibreOffice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlist.documents.number_format import is_day, shown, shown_text, spelled

DAY, NOON = 45473, 45473.6041666667
"""2024-06-30, a Sunday; the same day at half past two in the afternoon."""
ACCOUNT = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("number", "code", "expected"),
    [
        (1.0, "General", "1"),
        (0.1 + 0.2, "General", "0.3"),
        (12.5, "G/通用格式", "12.5"),
        (3.5, 'General"元"', "3.5元"),
        (340403198001011234, "General", "3.40403198E+17"),
        (12.5, "0", "13"),
        (-3, "0", "-3"),
        (3, "000", "003"),
        (7, '"第"000"号"', "第007号"),
        (3, "（0）", "（3）"),
        (7, "0\\.", "7."),
        (1.005, "0.00", "1.01"),
        (0.125, "0.00", "0.13"),
        (1.5, ".00", "1.50"),
        (0.5, ".00", ".50"),
        (1.5, "0.###", "1.5"),
        (0, "#", ""),
        (1234, "#,##0", "1,234"),
        (1234567.891, "#,##0.0#", "1,234,567.89"),
        (0, "#,##0", "0"),
        (12345.6, '#,##0.00"万元"', "12,345.60万元"),
        (12345678, '0.0,,"M"', "12.3M"),
        (12345, '0!.0,"万"', "1.2万"),
        (0.8, "0%", "80%"),
        (0.825, "0.0%", "82.5%"),
        (99.995, "0.00E+00", "1.00E+02"),
        (0.00012, "0.0E+0", "1.2E-4"),
        (13812345678, "000-0000-0000", "138-1234-5678"),
        (5, "[$￥-804]#,##0.00", "￥5.00"),
        (-3, "0_);(0)", "(3)"),
        (-3, "[Red]0;0", "3"),
        (0, "0;-0;;@", ""),
        (0, ACCOUNT, "-"),
        (5, ACCOUNT, "5.00"),
        (5, '[>=100]0"多";0"少"', "5少"),
        (100, '[>=100]0"多";0"少"', "100多"),
        (100, "[<9]0;[<10]0", "100"),
        (3, "@", "3"),
        (3, ";;;", ""),
        (0.5, "# ?/?", "0.5"),
        (12, "[DBNum2]0", "12"),
        (1e300, "0.00", "1E+300"),
        (3, "0" * 300, "3"),
    ],
)
def test_numbers(number: float, code: str, expected: str) -> None:
    assert shown(number, code) == expected
    assert not is_day(code)


@pytest.mark.parametrize(
    ("number", "code", "expected"),
    [
        (DAY, "yyyy/m/d", "2024/6/30"),
        (DAY, "yyyy/m/d;@", "2024/6/30"),
        (45536, 'yyyy"年"m"月"', "2024年9月"),
        (DAY, 'm"月"d"日"', "6月30日"),
        (DAY, "yy.mm.dd", "24.06.30"),
        (DAY, "d-mmm-yy", "30-Jun-24"),
        (DAY, "mmmm d, yyyy dddd", "June 30, 2024 Sunday"),
        (DAY, '[$-804]yyyy"年"m"月"d"日" aaaa', "2024年6月30日 星期日"),
        (DAY, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二四年六月三十日"),
        (DAY, '[DBNum2]m"月"d"日"', "陆月叁拾日"),
        (DAY, "[DBNum1]h:mm", "〇:〇"),
        (NOON, "yyyy-mm-dd hh:mm", "2024-06-30 14:30"),
        (NOON, "h:mm AM/PM", "2:30 PM"),
        (NOON, '上午/下午h"时"mm"分"', "下午2时30分"),
        (0.6041666666666666, "h:mm", "14:30"),
        (0.0000057870370, "mm:ss.0", "00:00.5"),
        (-3, "yyyy/m/d", "-3"),
        (3e6, "yyyy/m/d", "3000000"),
    ],
)
def test_days_and_times(number: float, code: str, expected: str) -> None:
    assert shown(number, code) == expected
    assert is_day(code)


@pytest.mark.parametrize(
    ("number", "code", "expected"), [(1.25, "[h]:mm", "30:00"), (0.5, "[mm]:ss", "720:00")]
)
def test_lengths_of_time_are_no_days(number: float, code: str, expected: str) -> None:
    assert shown(number, code) == expected
    assert not is_day(code)


def test_days_from_1904() -> None:
    assert shown(DAY - 1462, "yyyy/m/d", since_1904=True) == "2024/6/30"


@pytest.mark.parametrize(
    ("code", "expected"),
    [("General", "甲"), ("@", "甲"), ('"第"@"号"', "第甲号"), ("0.00", "甲"), (ACCOUNT, "甲"), (";;;", "")],
)
def test_texts(code: str, expected: str) -> None:
    assert shown_text("甲", code).strip() == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "45473"), (14, "2024/6/30"), (31, "2024年6月30日"), (58, "6月30日"), (999, "45473")],
)
def test_formats_known_by_number(number: int, expected: str) -> None:
    assert shown(DAY, spelled(number)) == expected


PIECES = (
    "0",
    "#",
    "?",
    ",",
    ".",
    "%",
    "E+0",
    "y",
    "m",
    "d",
    "h",
    "s",
    ";",
    "@",
    '"',
    "\\",
    "[",
    "]",
    "_",
    "*",
    "甲",
    "[h]",
)


@given(st.floats(-1e12, 1e12), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_format_shows_something_or_nothing(number: float, code: str) -> None:
    shown(number, code)
    shown_text("甲", code)


@given(st.integers(-(10**12), 10**12), st.sampled_from(["0", "General", "#,##0", "0.00", "0_);-0_)"]))
def test_whole_numbers_are_shown_whole(number: int, code: str) -> None:
    assert float(shown(number, code).replace(",", "")) == number
