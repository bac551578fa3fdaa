"""Reading YAML with every mistake named by file and line: duplicate keys are refused, dates and numbers keep their type."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


class ContentError(Exception):
    """A content file is wrong; the message names the file, the line where known, and what is wrong."""


class _Loader(yaml.CSafeLoader):
    """The C parser, but a key given twice is an error instead of a silent overwrite."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    loader.flatten_mapping(node)
    made: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in made:
            raise ContentError(f"line {key_node.start_mark.line + 1}: {key!r} is given twice")
        made[key] = loader.construct_object(value_node, deep=True)
    return made


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(path: Path) -> Any:
    """What the file says.

    Raises:
        ContentError: the file cannot be read, is not YAML or gives a key twice.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  # _Loader is a safe loader
    except ContentError as problem:
        raise ContentError(f"{path.name}, {problem}") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise ContentError(f"{path.name}: {' '.join(str(problem).split())}") from problem
