"""Questions that cities ask of many lists, each with its SQL: `query --examples`. Tests run all of them.

Those with `portable` use only the tables and SQL that Spark reads as it is.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from govlist.base.i18n import mark as N_


class Question(NamedTuple):
    """A question, and its SQL with `{day}` for the day that it asks about.

    `{year}` is the latest year with lists that has begun by then.
    """

    name: str
    title: str
    sql: str
    portable: bool = False

    def on(self, day: date) -> str:
        """The SQL for a day."""
        year = f"(SELECT max(year) FROM lists WHERE year <= {day.year})"
        return self.sql.replace("{day}", f"DATE '{day.isoformat()}'").replace("{year}", year)


QUESTIONS: tuple[Question, ...] = (
    Question(
        "slow",
        N_("Who is slow, on what, since when?"),
        """\
SELECT region_code, region, topic, unit, task_id, requirement, due, overdue_days
FROM pairs_on({day})
WHERE year = {year} AND overdue
ORDER BY overdue_days DESC, region_code, list_id, unit, task_id
LIMIT 20""",
    ),
    Question(
        "overdue-by-region",
        N_("How much is overdue in each region?"),
        """\
SELECT region_code, region, count(*) AS owed,
  sum(CASE WHEN status = 'done' THEN 1 ELSE 0 END) AS done,
  sum(CASE WHEN overdue_from <= {day} THEN 1 ELSE 0 END) AS overdue
FROM states
WHERE year = {year} AND owed AND valid_from <= {day} AND {day} < valid_to
GROUP BY region_code, region
ORDER BY overdue DESC, region_code, region""",
        portable=True,
    ),
    Question(
        "not-reported",
        N_("Which units did not report in the last round?"),
        """\
SELECT region_code, region, unit, count(*) AS missing, min(last_date) AS last_report
FROM states
WHERE year = {year} AND owed AND missing AND valid_from <= {day} AND {day} < valid_to
GROUP BY region_code, region, unit
ORDER BY missing DESC, region_code, region, unit""",
        portable=True,
    ),
    Question(
        "no-evidence",
        N_("What is done without evidence?"),
        """\
SELECT s.region_code, s.region, s.topic, s.unit, s.task_id, t.requirement, s.last_date
FROM states s JOIN tasks t ON t.list_id = s.list_id AND t.task_id = s.task_id
WHERE s.year = {year} AND s.owed AND s.lacks_evidence AND s.valid_from <= {day} AND {day} < s.valid_to
ORDER BY s.region_code, s.list_id, s.unit, s.task_id""",
        portable=True,
    ),
    Question(
        "trend",
        N_("How did the shares of done and overdue change from week to week?"),
        """\
WITH changes AS (
  SELECT year, valid_from AS day, count(*) AS owed, count(*) FILTER (status = 'done') AS done, 0 AS overdue
  FROM states WHERE owed GROUP BY ALL
  UNION ALL
  SELECT year, greatest(valid_from, overdue_from), 0, 0, count(*)
  FROM states WHERE owed AND overdue_from < valid_to GROUP BY ALL
  UNION ALL
  SELECT year, valid_to, -count(*), -count(*) FILTER (status = 'done'),
    -count(*) FILTER (overdue_from < valid_to)
  FROM states WHERE owed GROUP BY ALL
)
SELECT week, sum(owed)::BIGINT AS owed, round(100.0 * sum(done) / sum(owed), 1) AS percent_done,
  sum(overdue)::BIGINT AS overdue
FROM calendar c JOIN changes USING (year)
WHERE year = {year} AND changes.day <= c.day AND (weekday = 7 AND c.day < {day} OR c.day = {day})
GROUP BY week
HAVING sum(owed) > 0
ORDER BY week""",
    ),
    Question(
        "several-lists",
        N_("Which units have overdue tasks in several lists?"),
        """\
SELECT region_code, region, unit, count(DISTINCT list_id) AS lists, count(*) AS overdue
FROM states
WHERE year = {year} AND owed AND overdue_from <= {day} AND valid_from <= {day} AND {day} < valid_to
GROUP BY region_code, region, unit
HAVING count(DISTINCT list_id) > 1
ORDER BY overdue DESC, region_code, region, unit""",
        portable=True,
    ),
    Question(
        "city-tasks",
        N_("How far are the city's tasks in all regions?"),
        """\
SELECT t.city, t.city_task, count(DISTINCT s.region_code) AS regions, count(*) AS owed,
  sum(CASE WHEN s.status = 'done' THEN 1 ELSE 0 END) AS done,
  sum(CASE WHEN s.overdue_from <= {day} THEN 1 ELSE 0 END) AS overdue
FROM states s JOIN tasks t ON t.list_id = s.list_id AND t.task_id = s.task_id
WHERE s.year = {year} AND s.owed AND t.city_task IS NOT NULL AND s.valid_from <= {day} AND {day} < s.valid_to
GROUP BY t.city, t.city_task
ORDER BY t.city, t.city_task""",
        portable=True,
    ),
    Question(
        "unanswered",
        N_("Which chases were not answered?"),
        """\
SELECT c.region_code, c.region, c.topic, c.unit, c.task_id, c.level,
  max(c.date) AS chased, max(c.reply_by) AS reply_by
FROM chases c
JOIN states s ON s.list_id = c.list_id AND s.task_id = c.task_id AND s.unit = c.unit
WHERE s.year = {year} AND s.owed AND s.valid_from <= {day} AND {day} < s.valid_to
  AND c.date <= {day} AND (s.last_date IS NULL OR s.last_date < c.date)
GROUP BY c.region_code, c.region, c.topic, c.list_id, c.unit, c.task_id, c.level
ORDER BY chased, c.region_code, c.list_id, c.unit, c.task_id""",
        portable=True,
    ),
    Question(
        "days-to-report",
        N_("How many days after a chase do units report?"),
        """\
SELECT region_code, region, count(*) AS chases, count(answered) AS answered,
  median(date_diff('day', date, answered)) AS median_days
FROM (
  SELECT c.region_code, c.region, c.date, min(r.date) AS answered
  FROM chases c LEFT JOIN reports r ON r.list_id = c.list_id AND r.task_id = c.task_id AND r.unit = c.unit
    AND r.review IS NULL AND r.date >= c.date AND r.date <= {day}
  WHERE c.year = {year} AND c.date <= {day}
  GROUP BY ALL
)
GROUP BY region_code, region
ORDER BY median_days DESC NULLS FIRST, region_code""",
    ),
    Question(
        "years",
        N_("Was this day better than the same day a year before?"),
        """\
SELECT region_code, region, year, count(*) AS owed,
  round(100.0 * count(*) FILTER (status = 'done') / count(*), 1) AS percent_done,
  count(*) FILTER (overdue_from <= day) AS overdue
FROM (
  SELECT *, {day} AS day FROM states
  WHERE year = {year} AND valid_from <= {day} AND {day} < valid_to
  UNION ALL
  SELECT *, ({day} - INTERVAL 1 YEAR)::DATE FROM states
  WHERE year = {year} - 1 AND valid_from <= {day} - INTERVAL 1 YEAR AND {day} - INTERVAL 1 YEAR < valid_to
)
WHERE owed
GROUP BY region_code, region, year
ORDER BY region_code, region, year""",
    ),
    Question(
        "unsettled",
        N_("Which tasks have no unit yet, because the office must settle it?"),
        """\
SELECT t.region_code, t.region, l.title, t.task_id, t.requirement, found.candidates
FROM (
  SELECT list_id, task_id, count(*) AS candidates FROM states
  WHERE year = {year} AND valid_from <= {day} AND {day} < valid_to
  GROUP BY list_id, task_id
  HAVING bool_and(basis = 'candidate')
) found JOIN tasks t USING (list_id, task_id) JOIN lists l USING (list_id)
ORDER BY t.region_code, list_id, t.task_id""",
    ),
    Question(
        "in-chinese",
        N_("A table for a circular, in Chinese: what each region has done."),
        """\
SELECT 区划代码, 地区, count(*) AS 应办,
  count(*) FILTER (完成状态 IN ('已完成', '已销号', '待核实')) AS 已完成,
  count(*) FILTER (逾期 = '是') AS 逾期, count(*) FILTER (本期未报 = '是') AS 本期未报
FROM 事项截至({day})
WHERE 年度 = {year} AND 应办 = '是'
GROUP BY 区划代码, 地区
ORDER BY 逾期 DESC, 区划代码""",
    ),
)
"""The questions, in the order of their numbers."""
