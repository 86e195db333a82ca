"""Add one report by a round trip through ruamel.yaml: ruamel_mark.py FILE UNIT."""

import sys
from pathlib import Path

from ruamel.yaml import YAML

yaml = YAML()
yaml.preserve_quotes = True
path = Path(sys.argv[1])
data = yaml.load(path)
tasks = (task for section in data["sections"] for topic in section["topics"] for task in topic["tasks"])
task = next(task for task in tasks if task["id"] == 20)
task["progress"][sys.argv[2]].append({"date": "2024-12-31", "status": "in_progress", "note": "已核对"})
yaml.dump(data, path)
