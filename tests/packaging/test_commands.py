"""`make` for people who have never seen this repository: what it says when Python is missing, and how Ctrl-C ends it."""
# ruff: noqa: S603, S607 (every command and every statement here is our own)

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = {"ARGS", "MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHON"}
"""What a `make test` around us leaves behind, and what a make inside of a test must not see."""

OUTSIDE = {name: value for name, value in os.environ.items() if name not in OURS}


def fake_python(folder: Path, name: str, pretend: str) -> None:
    """A Python that believes what `pretend` says before it does what it is told."""
    script = folder / name
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "import sys; {pretend}; exec(sys.argv[1])" "$2"\n')
    script.chmod(0o755)


def find_python(folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "cat").symlink_to(shutil.which("cat") or "/bin/cat")
    script = ROOT / "deploy" / "find-python.sh"
    return subprocess.run(["/bin/sh", script], env={"PATH": str(folder)}, capture_output=True, text=True, timeout=60, check=False)


def test_a_python_that_is_too_old_is_named_with_what_to_do(tmp_path):
    fake_python(tmp_path, "python3", "sys.version_info = (3, 9, 2)")
    found = find_python(tmp_path)
    assert found.returncode == 1
    assert "needs Python 3.11 or later" in found.stderr
    assert "python3 is 3.9" in found.stderr
    assert "apt-get install" in found.stderr


def test_no_python_at_all_is_said_in_plain_words(tmp_path):
    found = find_python(tmp_path)
    assert found.returncode == 1
    assert "Found none" in found.stderr


def test_a_python_without_environments_is_told_how_to_get_them(tmp_path):
    fake_python(tmp_path, "python3", "sys.version_info = (3, 12, 1); sys.modules['ensurepip'] = None")
    found = find_python(tmp_path)
    assert found.returncode == 1
    assert "apt-get install python3.12-venv" in found.stderr


def test_a_newer_python_under_another_name_is_found(tmp_path):
    fake_python(tmp_path, "python3", "sys.version_info = (3, 9, 2)")
    fake_python(tmp_path, "python3.13", "sys.version_info = (3, 13, 0)")
    assert find_python(tmp_path).stdout == f"{tmp_path / 'python3.13'}\n"


def test_a_tested_python_goes_before_one_that_is_newer_than_any_we_know(tmp_path):
    fake_python(tmp_path, "python3", "sys.version_info = (3, 99, 0)")
    fake_python(tmp_path, "python3.12", "sys.version_info = (3, 12, 0)")
    assert find_python(tmp_path).stdout == f"{tmp_path / 'python3.12'}\n"


def test_a_name_that_only_prints_an_error_is_passed_over(tmp_path):
    (tmp_path / "python3").write_text("#!/bin/sh\necho 'command not found' >&2\nexit 127\n")
    (tmp_path / "python3").chmod(0o755)
    fake_python(tmp_path, "python3.11", "sys.version_info = (3, 11, 0)")
    assert find_python(tmp_path).stdout == f"{tmp_path / 'python3.11'}\n"


@pytest.fixture
def tree(tmp_path):
    """A tree whose environment is ready, with a bot that says when it runs and how it ended."""
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy")
    for name in ("Makefile", "requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        shutil.copy2(ROOT / name, tmp_path)
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    bot = programs / "python"
    bot.write_text(
        f"#!{sys.executable}\n"
        "import signal, sys, time\n"
        "from pathlib import Path\n"
        "def end(number, frame):\n"
        "    time.sleep(0.3)\n"
        "    Path('ended').write_text(signal.Signals(number).name)\n"
        "    sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, end)\n"
        "Path('began').write_text(' '.join(sys.argv[1:]))\n"
        "if sys.argv[-1] == 'wrong':\n"
        "    sys.exit(2)\n"
        "for _ in range(600):\n"
        "    time.sleep(0.1)  # one long sleep would miss a signal that comes just before it begins\n"
    )
    bot.chmod(0o755)
    for name in ("bin/pip", ".ready", ".ready-dev"):
        (tmp_path / ".venv" / name).touch()
    return tmp_path


def make_run(tree: Path) -> subprocess.Popen[str]:
    """`make run` as in a terminal: a process group of its own, which a Ctrl-C reaches as a whole."""
    running = subprocess.Popen(
        ["make", "run"],
        cwd=tree,
        env=OUTSIDE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    for _ in range(600):
        if (tree / "began").exists() and (tree / "began").read_text():
            return running
        time.sleep(0.05)
    raise AssertionError("the bot did not start: " + running.communicate(timeout=10)[0])


def test_ctrl_c_lets_the_bot_end_in_good_order_and_make_does_not_complain(tree):
    running = make_run(tree)
    os.killpg(running.pid, signal.SIGINT)
    said, _ = running.communicate(timeout=20)
    assert (tree / "began").read_text() == "-m bot run"
    assert (tree / "ended").read_text() == "SIGTERM"
    assert said == ""


def test_a_make_that_is_told_to_end_takes_the_bot_with_it(tree):
    running = make_run(tree)
    running.terminate()
    running.communicate(timeout=20)
    assert (tree / "ended").read_text() == "SIGTERM"


def test_a_bot_that_cannot_start_makes_the_command_fail(tree):
    wrong = subprocess.run(
        ["make", "run", "ARGS=wrong"],
        cwd=tree,
        env=OUTSIDE,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert wrong.returncode != 0
    assert "Error 2" in wrong.stderr


def test_make_alone_lists_what_can_be_done(tree):
    listed = subprocess.run(["make"], cwd=tree, env=OUTSIDE, capture_output=True, text=True, timeout=20, check=True)
    for name in ("run", "test", "check", "bench", "soak", "lock", "wheel", "clean"):
        assert f"\nmake {name} " in f"\n{listed.stdout}"


def test_every_script_can_be_read_by_a_plain_shell():
    for script in (ROOT / "deploy").glob("*.sh"):
        subprocess.run(["/bin/sh", "-n", script], check=True, timeout=20)
    subprocess.run(["bash", "-n", ROOT / ".ci" / "run"], check=True, timeout=20)
