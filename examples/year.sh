#!/usr/bin/env bash
# A year of an office in a script: the list is unpacked, settled, reported on in four rounds, chased, reviewed,
# accounted for and archived. Every day is given with --today, so it may be run at any time, with equal results.
#   SAMPLE: deadlines, reports, notes, links and the merger are invented and say nothing about any real unit.
# Usage: year.sh [FOLDER]    `govlist` must be on the PATH; without FOLDER a new one in the temporary folder
# Exit:  0 fine; else the exit code of the command that failed
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=${1:-$(mktemp -d)}
mkdir -p "$folder/ledgers"
cd "$folder"
export GOVLIST_FILE="$PWD/checklist.yaml"

offices=(区政府办公室 区教体局 区卫健委 区司法局 区数据资源管理局)
early=(田东街道 新淮街道 国庆街道 淮滨街道 朝阳街道 公园街道 洞山街道 龙泉街道 泉山街道 舜耕镇 安成镇 三和镇)
link=https://sample.example

on() { day=$1; printf '\n== %s  %s\n' "$day" "$2"; }
show() { govlist --today "$day" "$@"; }
# What changes the list shows its change as a diff; all of them together are the year's changes.
change() { govlist --today "$day" "$@" >>changes.diff; }
# `--unit` before each name.
units() { printf -- '--unit\n%s\n' "$@"; }
# The numbers of the tasks that a unit owes and has not finished, as `mark` takes them.
open_tasks() {
  show export --format csv --unit "$1" --basis named --basis group \
    --status not_started --status in_progress --status behind | tail -n +2 | cut -d '"' -f 2 | paste -s -d , -
}
# A hand's edit: a sed script on the list.
by_hand() { sed "$1" "$GOVLIST_FILE" >edited.yaml && mv edited.yaml "$GOVLIST_FILE"; }
ledger() { # NAME, and the span
  show export "${@:2}" -o "ledgers/$1.md"
  show export "${@:2}" --format csv --bom -o "ledgers/$1.csv"
  show export "${@:2}" --format json -o "ledgers/$1.json"
}

on 2024-01-15 "清单下发"
cp "$here/data/checklist.yaml" "$GOVLIST_FILE"
printf '%s\n' 'rounds: [2024-03-25, 2024-06-25, 2024-09-25, 2024-12-10]' 'confirm: true' >>"$GOVLIST_FILE"
by_hand 's/^          - id: 12$/&\
            due: 2024-08-31/
s/^          - id: 25$/&\
            due: 2024-11-30/
s/^          - id: 20$/&\
            standing: true/'
show validate
show status --brief

on 2024-02-20 "认定"
change assign 1,2,7,17 区政府各部门 --settle
change assign 3 区司法局 --settle
change assign 14,15 区数据资源管理局 区教体局 --settle
change assign 8 --settle
show validate --strict

on 2024-03-20 "一季度报送"
towns=$(open_tasks 田东街道)
for unit in "${offices[@]}"; do
  change mark "$(open_tasks "$unit")" 序时推进 --unit "$unit" --note "样例：方案已定" --by 样例
done
mapfile -t who < <(units "${early[@]}")
change mark "$towns" 序时推进 "${who[@]}" --note "样例：已部署"

on 2024-03-26 "催办：提示"
show chase --text
change chase --record 提示 --reply-by 2024-04-03

on 2024-04-08 "迟报和补录"
change mark "$towns" 序时推进 --unit 曹庵镇 --note "样例：已部署"
change mark "$towns" 序时推进 --unit 史院乡 --note "样例：已部署，电话补录" --date 2024-03-24
ledger 2024Q1 --since 2024Q1

on 2024-06-20 "二季度报送"
change mark 12,25 已完成 --unit 区教体局 --unit 区卫健委 --note "样例：已办结" --evidence "$link/12"
change mark 8 已完成 --unit 区教体局 --note "样例：目录已公开"
for unit in "${offices[@]}"; do
  change mark "$(open_tasks "$unit")" 序时推进 --unit "$unit" --note "样例：过半"
done
change mark "$towns" 序时推进 --unit 各乡镇街道 --note "样例：过半"
change mark 5,16 滞后 --unit 洞山街道 --unit 安成镇 --note "样例：场地没有落实"
change mark 6 不涉及 --unit 三和镇 --note "样例：没有这类事项"

on 2024-06-24 "核实：销号、退回"
change confirm 12,25 --unit 区教体局 --unit 区卫健委
change return 8 --unit 区教体局 --note "样例：缺学校公开目录链接"
change confirm 6 --unit 三和镇
show chase
change chase --record 提示单 --reply-by 2024-07-05

on 2024-06-28 "周台账"
ledger 2024-06-28 --since this-week

on 2024-07-01 "撤并：泉山街道并入龙泉街道（样例）"
by_hand 's/^  - name: 泉山街道$/&\
    until: 2024-06-30\
    successor: 龙泉街道/'
show validate
show status 龙泉街道 --brief

on 2024-09-20 "三季度报送"
change mark 8 已完成 --unit 区教体局 --note "样例：目录和链接已补" --evidence "$link/8"
for unit in "${offices[@]}"; do
  change mark "$(open_tasks "$unit")" 序时推进 --unit "$unit" --note "样例：接近完成"
done
change mark 9-12 已完成 --unit 各乡镇街道 --note "样例：已办结" --evidence "$link/9"
change mark 1,2,4,5,7,16-18 序时推进 --unit 各乡镇街道 --note "样例：接近完成"
change mark 26,27 已完成 --unit 国庆街道 --unit 舜耕镇 --note "样例：已办结"
change mark 8 序时推进 --overall --note "样例：全区学校、医院的公开目录已全部上线"

on 2024-09-24 "核实"
change confirm 9-12 --unit 各乡镇街道
change confirm 8 --unit 区教体局
change return 26 --unit 国庆街道 --note "样例：缺佐证"

on 2024-09-27 "督办单、周台账、季度台账"
show chase --text
show chase --format docx --per-unit notices --reply-by 2024-10-15
change chase --record 督办单 --reply-by 2024-10-15
ledger 2024-09-27 --since this-week
ledger 2024Q3 --since 2024Q3
show status

on 2024-12-05 "四季度报送"
for unit in "${offices[@]}"; do
  change mark "$(open_tasks "$unit")" 已完成 --unit "$unit" --note "样例：已办结" --evidence "$link/4"
done
change mark 1,2,4,5,7,16-18 已完成 --unit 各乡镇街道 --note "样例：已办结" --evidence "$link/1"
change mark 21-25 已完成 --unit 各乡镇街道 --note "样例：已办结" --evidence "$link/21"
change mark 20 序时推进 --unit 各乡镇街道 --note "样例：全年坚持"

on 2024-12-11 "销号、通报"
change confirm 1,2,4,5,7,16-18,21-25 --unit 各乡镇街道
change chase --record 通报 --reply-by 2024-12-20

on 2024-12-18 "补报"
change mark 6,26,27 已完成 --unit 各乡镇街道 --note "样例：补报办结" --evidence "$link/6"

on 2024-12-31 "年度底稿"
ledger 2024-12-31 --since 2024Q4
for style in markdown csv json; do
  show export --record --format "$style" -o "record.$style"
done
show status --trend
show status --by unit

on 2025-01-20 "归档"
change close
if show mark 20 已完成 --unit 区教体局; then exit 1; else code=$?; fi
[ "$code" = 3 ]
change reopen
change close
show validate
