"""What the cause is learned from: the labelled messages, each as its evidence. `make learn` hands it to `fit.py`.

python -m tests.learning.examples [FILE...]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from content import Library, load_library
from flows.clauses import clauses_of
from flows.reading_names import cause_evidence
from flows.tokens import lexicon_of

HERE = Path(__file__).parent
FILES = (*sorted((HERE.parent / "phrases").rglob("*.jsonl")), *sorted((HERE / "messages").glob("*.jsonl")))


def examples(files: tuple[Path, ...], library: Library) -> Iterator[tuple[str, dict[str, float]]]:
    """Cause and evidence of every message that tells a cause."""
    lexicon = lexicon_of(library, "en")
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            message = json.loads(line)
            if message["cause"]:
                yield message["cause"], cause_evidence(clauses_of(message["text"], lexicon), lexicon)


if __name__ == "__main__":
    chosen = tuple(map(Path, sys.argv[1:])) or FILES
    json.dump(list(examples(chosen, load_library())), sys.stdout)
