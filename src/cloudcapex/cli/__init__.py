"""The command line: joins the analysis and the publishing column, and speaks to people.

What takes long to import is imported inside the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Sequence

import click

from ..errors import CloudcapexError
from . import (  # noqa: F401 - they register their commands
    add,
    add_company,
    ask,
    audit,
    build,
    commentary,
    diff,
    migrate,
    missing,
    picture,
    rank,
    refresh,
    statements,
    trace,
    undo,
)
from .app import app
from .screen import complain

# A process with threads cannot be forked safely. One thread for linear algebra, as our arrays are small; and where an
# extra brought pyarrow, which pandas then imports, none for its allocator.
ONE_THREAD = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
) | {"JE_ARROW_MALLOC_CONF": "background_thread:false"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Returns
    -------
    int
        0 done, 1 something could not be made or a check failed, 2 the command was wrong, 130 interrupted,
        141 the reader of our output went away.
    """
    for name, setting in ONE_THREAD.items():
        os.environ.setdefault(name, setting)
    try:
        code = app.main(args=arguments, prog_name="cloudcapex", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.exceptions.NoArgsIsHelpError as asked:
        asked.show()
        return asked.exit_code
    except click.ClickException as wrong:
        context = getattr(wrong, "ctx", None)
        command = context.command_path if context else "cloudcapex"
        complain(f"{' '.join(wrong.format_message().split())}; see {command} --help")
        return wrong.exit_code
    except (KeyboardInterrupt, click.Abort):
        return _interrupted()
    except CloudcapexError as wrong:
        complain(str(wrong), traceback.format_exc())
        return wrong.exit_code
    except OSError as wrong:
        where = f"{wrong.filename}: " if wrong.filename else ""
        complain(f"{where}{wrong.strerror or wrong}", traceback.format_exc())
        return 1
    except Exception as wrong:
        # What breaks off a class as it is made, or a plug-in as it is loaded, comes wrapped.
        if isinstance(wrong.__cause__ or wrong.__context__, KeyboardInterrupt):
            return _interrupted()
        first = next(iter(str(wrong).splitlines()), "")
        complain(f"{type(wrong).__name__}: {first} (a fault of ours)", traceback.format_exc())
        return 1


def _interrupted() -> int:
    click.echo("interrupted; what was there is untouched", err=True)
    return 130
