"""Record what the data hold: ``python -m cloudcapex.checks`` rewrites coverage.csv, tallies.csv and the codebook's counts."""

from pathlib import Path

from .. import schema
from ..paths import data_dir
from ..schema import TABLES
from ..schema.codebook import COUNTED, codebook
from .coverage import coverage
from .reach import written
from .tallies import tallies

for name, table in (("coverage", coverage()), ("tallies", tallies())):
    file = data_dir() / TABLES[name].path
    table.to_csv(file, index=False, date_format="%Y-%m-%d", lineterminator="\n")
    print(f"{len(table)} rows in {file.name}")
(Path(schema.__file__).parent / COUNTED).write_text(written(), encoding="utf-8")
(data_dir() / "README.md").write_text(codebook(), encoding="utf-8")
print(f"the codebook in {data_dir() / 'README.md'}")
