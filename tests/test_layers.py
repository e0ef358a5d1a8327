"""The rules of the house that a machine can keep: who imports whom, how long a file may be, what no file may say."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("domain", "documents", "storage", "services", "delivery", "handlers", "bot", "sandbox")
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
# Lists of columns: the tables as they are, and as each migration made them.
LISTS = ("storage/tables.py", "storage/migrations/versions")
TEXTS = (".py", ".toml", ".md", ".ftl", ".js", ".html", ".css", ".mako", ".txt", ".json", "")

# Addresses of one machine, and of package indexes: a checkout works anywhere and installs from where pip is told to.
ELSEWHERE = re.compile(r"(?<![\w.])/(?:work|home|root|tmp)/|\bpypi\.org\b|\bfiles\.pythonhosted\.org\b")


def python_files() -> list[Path]:
    found = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return [path for path in found if not path.relative_to(ROOT).as_posix().startswith(LISTS)]


def kept_texts() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.suffix in TEXTS and path.is_file() and path != Path(__file__)]


def test_folders_import_only_what_stands_to_their_left() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    lengths = {path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert lengths
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    lengths = {
        f"{path.relative_to(ROOT)}: {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert lengths
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_no_file_names_a_place_outside_the_checkout() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in kept_texts()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if ELSEWHERE.search(line)
    ]
    assert found == []
