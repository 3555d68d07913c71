"""The package imports without loading anything heavy."""

import subprocess
import sys


def test_import_loads_nothing_heavy() -> None:
    code = "import sys, tellings; sys.exit(any(m in sys.modules for m in ('spacy', 'numpy', 'sqlalchemy')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
