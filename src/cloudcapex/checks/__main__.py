"""Record what the data hold: ``python -m cloudcapex.checks`` rewrites coverage.csv, tallies.csv and the codebook's counts."""

from pathlib import Path

from .. import schema
from ..paths import data_dir
from ..schema.codebook import COUNTED, codebook
from .counts import counts
from .reach import written

for path, content in counts().items():
    (data_dir() / path).write_bytes(content)
    rows = len(content.splitlines()) - 1
    print(f"{rows} rows in {path}")
(Path(schema.__file__).parent / COUNTED).write_text(written(), encoding="utf-8")
(data_dir() / "README.md").write_text(codebook(), encoding="utf-8")
print(f"the codebook in {data_dir() / 'README.md'}")
