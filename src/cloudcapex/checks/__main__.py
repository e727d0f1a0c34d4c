"""Record what the facts hold: ``python -m cloudcapex.checks`` rewrites data/coverage.csv."""

from ..paths import data_dir
from ..schema import TABLES
from .coverage import coverage

file = data_dir() / TABLES["coverage"].path
table = coverage()
table.to_csv(file, index=False, date_format="%Y-%m-%d", lineterminator="\n")
print(f"{len(table)} series in {file.name}")
