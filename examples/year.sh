#!/usr/bin/env bash
# A year of an office in a script: the list is unpacked, settled, reported on in four rounds, chased, reviewed,
# accounted for and archived. Every day is given with --today: run it whenever you like, the files are the same.
#   SAMPLE: deadlines, reports, notes, links and the merger are invented and say nothing about any real unit.
# Usage: year.sh [FOLDER]    `govlist` must be on the PATH; without FOLDER a new one in the temporary folder
# Exit:  0 fine; else the exit code of the command that failed
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:-$(mktemp -d)}
mkdir -p "$folder/ledgers"
cd "$folder"
export GOVLIST_FILE="$PWD/checklist.yaml"
link=https://sample.example

# The townships that report in time in the first round: all but 曹庵镇 and 史院乡.
prompt=()
for unit in 田东街道 新淮街道 国庆街道 淮滨街道 朝阳街道 公园街道 洞山街道 龙泉街道 泉山街道 舜耕镇 安成镇 三和镇; do
  prompt+=(--unit "$unit")
done
# The townships after the merger of 泉山街道.
towns=(--unit 曹庵镇 --unit 史院乡)
for unit in 田东街道 新淮街道 国庆街道 淮滨街道 朝阳街道 公园街道 洞山街道 龙泉街道 舜耕镇 安成镇 三和镇; do
  towns+=(--unit "$unit")
done

on() {
  day=$1
  printf '\n== %s  %s\n' "$1" "$2"
}
show() { govlist --today "$day" "$@"; }
# A change is shown as a diff; all of them together are the year's changes.
change() { govlist --today "$day" "$@" >>changes.diff; }
# A hand's edit: a sed script on the list.
by_hand() {
  sed "$1" "$GOVLIST_FILE" >edited.yaml
  mv edited.yaml "$GOVLIST_FILE"
}
# What the office, and departments beside their common tasks, owe: STATUS NOTE, and what else `mark` takes.
report_one_by_one() {
  while read -r unit tasks; do
    change mark "$tasks" "$1" --unit "$unit" --note "$2" "${@:3}"
  done <<END
区政府办公室 3,5,13,16,19,24-28
区教体局 8,14,15
区卫健委 8
区司法局 3,13
区数据资源管理局 3,14,15
END
}

on 2024-01-15 "清单下发：报送节点、完成时限"
cp "$here/data/checklist.yaml" "$GOVLIST_FILE"
printf '%s\n' 'rounds: [2024-03-25, 2024-06-25, 2024-09-25, 2024-12-10]' 'confirm: true' >>"$GOVLIST_FILE"
by_hand 's/^          - id: 11$/&\
            due: 2024-08-31/
s/^          - id: 25$/&\
            due: 2024-11-30/
s/^          - id: 20$/&\
            standing: true/'
show status --brief

on 2024-02-20 "认定：哪些是“有关部门”"
change assign 1,2,7,17 区政府各部门 --settle
change assign 3 区司法局 --settle
change assign 14,15 区教体局 区数据资源管理局 --settle
change assign 8 --settle
show validate --strict

on 2024-03-20 "一季度报送"
change mark 1,2,4,6,7,9-12,17,18,20-27 序时推进 --unit 区政府各部门 --note "样例：方案已定" --by 样例
report_one_by_one 序时推进 "样例：方案已定"
change mark 1,2,4-7,9-12,16-18,20-27 序时推进 "${prompt[@]}" --note "样例：已部署"

on 2024-03-26 "催办：提示"
show chase --text
change chase --record 提示 --reply-by 2024-04-03

on 2024-04-08 "迟报、补录、一季度台账"
change mark 1,2,4-7,9-12,16-18,20-27 序时推进 --unit 曹庵镇 --note "样例：已部署"
change mark 1,2,4-7,9-12,16-18,20-27 序时推进 --unit 史院乡 --note "样例：已部署，补录" --date 2024-03-24
show export --since 2024Q1 -o ledgers/2024Q1.md

on 2024-06-20 "二季度报送"
change mark 1,2,4,6,7,9-11,17,18,20-27 序时推进 --unit 区政府各部门 --note "样例：过半"
change mark 12 已完成 --unit 区政府各部门 --note "样例：已推荐" --evidence "$link/12"
report_one_by_one 序时推进 "样例：过半"
change mark 8 已完成 --unit 区教体局 --note "样例：目录已公开" --evidence "$link/8"
change mark 1,2,4-7,9-12,16-18,20-27 序时推进 --unit 各乡镇街道 --note "样例：过半"
change mark 5,16 滞后 --unit 洞山街道 --unit 安成镇 --note "样例：场地没有落实"
change mark 6 不涉及 --unit 三和镇 --note "样例：没有这类事项"

on 2024-06-24 "核实：销号、退回"
change confirm 12 --unit 区政府各部门
change confirm 6 --unit 三和镇
change return 8 --unit 区教体局 --note "样例：缺学校公开目录链接"
change chase --record 提示单 --reply-by 2024-07-05

on 2024-06-28 "周台账"
show export --since this-week -o 'ledgers/{date}.md'

on 2024-07-01 "撤并：泉山街道并入龙泉街道"
by_hand 's/^  - name: 泉山街道$/&\
    until: 2024-06-30\
    successor: 龙泉街道/'
show validate
show status 龙泉街道 --brief

on 2024-09-20 "三季度报送"
change mark 1,2,4,6,7,9,10,17,18,20-27 序时推进 --unit 区政府各部门 --note "样例：接近完成"
change mark 3,5,13,16,19,24-28 序时推进 --unit 区政府办公室 --note "样例：接近完成"
change mark 13 滞后 --unit 区司法局 --note "样例：历史文件核对未完成"
change mark 8 已完成 --unit 区教体局 --note "样例：目录和链接已补" --evidence "$link/8"
change mark 9-12 已完成 "${towns[@]}" --note "样例：已办结" --evidence "$link/9"
change mark 1,2,4,5,7,16-18 序时推进 "${towns[@]}" --note "样例：接近完成"
change mark 26,27 已完成 --unit 国庆街道 --unit 舜耕镇 --note "样例：已办结"
change mark 8 序时推进 --overall --note "样例：学校、医院的公开目录已全部上线"

on 2024-09-24 "核实：销号、退回"
change confirm 9-12 "${towns[@]}"
change confirm 8 --unit 区教体局
change return 26 --unit 国庆街道 --note "样例：缺佐证"

on 2024-09-27 "督办单、周台账、三季度台账"
show chase
show chase --format docx --per-unit notices --reply-by 2024-10-15
change chase --record 督办单 --reply-by 2024-10-15
for style in markdown csv json; do show export --since this-week --format "$style" -o "ledgers/{date}.$style"; done
show export --since 2024Q3 -o ledgers/2024Q3.md
show status

on 2024-12-05 "四季度报送"
change mark 1,2,4,6,7,9-11,17,18,21-27 已完成 --unit 区政府各部门 --note "样例：已办结" --evidence "$link/1"
report_one_by_one 已完成 "样例：已办结" --evidence "$link/2"
change mark 1,2,4,5,7,16-18,21-25 已完成 "${towns[@]}" --note "样例：已办结" --evidence "$link/3"
change mark 20 序时推进 --unit 区政府各部门 "${towns[@]}" --note "样例：全年坚持"

on 2024-12-11 "销号、通报"
change confirm 1,2,4,5,7,16-18,21-25 "${towns[@]}"
change confirm 8 --unit 区教体局
change chase --record 通报 --reply-by 2024-12-20

on 2024-12-18 "补报"
change mark 26,27 已完成 "${towns[@]}" --note "样例：补报办结" --evidence "$link/26"

on 2024-12-31 "年度底稿"
show export --since 2024Q4 -o ledgers/2024Q4.md
for style in markdown csv json; do show export --annual --format "$style" -o "record.$style"; done
show status --trend
show status --brief

on 2025-01-20 "归档"
change close --yes
code=0
show mark 20 已完成 --unit 区教体局 || code=$?
[ "$code" -eq 3 ]
change reopen
change close --yes
show validate
