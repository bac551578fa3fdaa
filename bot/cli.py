"""The command `knotwise`. Everything but the choice of what to do is imported when it is needed."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Callable, Sequence

from bot.words import words

GOOD, BROKEN, SETTINGS_WRONG, CONTENT_WRONG, DATABASE_WRONG, TELEGRAM_REFUSED, PORT_TAKEN = 0, 1, 2, 3, 4, 5, 6
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Does what was asked and says how it ended: see `deploy/runbook.md` for the codes."""
    asked = _parser().parse_args(arguments)
    do: Callable[[argparse.Namespace], int] = asked.do
    try:
        return do(asked)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return GOOD


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="knotwise", description=words("cli-description"))
    parser.set_defaults(do=run)
    what = parser.add_subparsers(metavar="COMMAND")
    what.add_parser("run", help=words("cli-help-run")).set_defaults(do=run)
    what.add_parser("health", help=words("cli-help-health")).set_defaults(do=health)
    content = what.add_parser("content", help=words("cli-help-content")).add_subparsers(metavar="WHAT", required=True)
    content.add_parser("check", help=words("cli-help-content-check")).set_defaults(do=content_check)
    content.add_parser("graph", help=words("cli-help-content-graph")).set_defaults(do=content_graph)
    sheet = content.add_parser("review", help=words("cli-help-content-review"))
    sheet.add_argument("file", nargs="?", default="review.html", help=words("cli-help-sheet-file"))
    sheet.add_argument("--patients", nargs="*", default=(), metavar="FILE", help=words("cli-help-patients"))
    sheet.set_defaults(do=content_review)
    what.add_parser("play", help=words("cli-help-play")).set_defaults(do=play)
    for name, help_id, do in (("vignettes", "cli-help-file", vignettes), ("understand", "cli-help-lines", understand)):
        command = what.add_parser(name, help=words(f"cli-help-{name}"))
        command.add_argument("file", help=words(help_id))
        command.add_argument("--json", action="store_true", help=words("cli-help-json"))
        command.set_defaults(do=do)
    return parser


def _complain(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


# ---------------------------------------------------------------------------------------------------------------- run
def run(_: argparse.Namespace) -> int:
    """The bot, until it is told to stop."""
    from bot import logs
    from bot.settings import Settings, SettingsError

    try:
        settings = Settings.read()
    except SettingsError as mistakes:
        _complain(words("cli-settings-wrong", mistakes=str(mistakes)))
        return SETTINGS_WRONG
    logs.start(settings.log_level)
    from bot.main import run_until_told

    return asyncio.run(run_until_told(settings, _complain))


def health(_: argparse.Namespace) -> int:
    """Whether the running bot is well."""
    from bot.main import say_health
    from bot.settings import Settings, SettingsError

    try:
        settings = Settings.read()
    except SettingsError as mistakes:
        _complain(words("cli-settings-wrong", mistakes=str(mistakes)))
        return BROKEN
    return asyncio.run(say_health(settings, print))


# ------------------------------------------------------------------------------------------------------------ content
def content_check(_: argparse.Namespace) -> int:
    """Every promise of the content."""
    from content.check import main as check

    return check()


def content_graph(_: argparse.Namespace) -> int:
    """The dialogs as Mermaid."""
    from flows.dialogs import FLOWS

    for name, flow in FLOWS.items():
        print(f"## {name}\n\n```mermaid\n{flow.MACHINE.mermaid()}\n```\n")
    return GOOD


def content_review(asked: argparse.Namespace) -> int:
    """Every rule and caution as a page for a clinician."""
    from bot.vignettes import write_sheet

    return write_sheet(asked.file, asked.patients, write=print, complain=_complain)


def play(_: argparse.Namespace) -> int:
    """A dialog in the terminal."""
    from bot.play import Play
    from content import load_library

    signal.signal(signal.SIGINT, signal.default_int_handler)
    return Play(load_library(), print).run(sys.stdin)


def vignettes(asked: argparse.Namespace) -> int:
    """Patients from a file through the real dialog."""
    from bot.vignettes import walk_file

    return walk_file(asked.file, as_json=asked.json, write=print, complain=_complain)


def understand(asked: argparse.Namespace) -> int:
    """What is understood of each line of a file."""
    from bot.vignettes import understand_file

    return understand_file(asked.file, write=print, complain=_complain)
