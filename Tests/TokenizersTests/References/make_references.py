#!/usr/bin/env python3
"""What the `tokenizers` library makes of leon's tokenizer.json: `bpe.json` beside this file.

    pip install tokenizers==0.23.3
    RECORD=1 swift test -c release --disable-xctest --filter TextTokenizerReferenceTests
    python3 Tests/TokenizersTests/References/make_references.py

The first command of Swift trains on `corpus.txt` and writes `tokenizer.json`; this script loads that
file, encodes nasty strings with it, and lets the library's own trainer learn from the same corpus.
CI needs neither.
"""

import json
import pathlib

import tokenizers
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

here = pathlib.Path(__file__).parent

STRINGS = [
    "", " ", "  ", "   ", "    ", "     ", "\t", "\n", "\r\n", " \n ", "\t\t x", "a  b   c    d     e",
    "red apple, 3D icon", " red apple, 3D icon", "a 3D icon of a red apple", "RED Apple", "apple",
    "it's we're I'll they'd she's o'clock 's 't'll", "don’t “quote” –dash— …", "1st 2nd 2024 ½ ² Ⅷ ٣ 四",
    "a1b22c333", "12 345", "x=y+z; // code {a[0]->b} && !c || (d ^ e) % 3", "def f(x):\n\treturn x ** 2\n",
    "<b>&amp;</b>", "~`@#$%^&*()_+-={}[]|\\:\";'<>?,./", "naïve café Ünïcödé ß ẞ İ ı ſ Ǆ ǅ ŉ",
    "ΣΊΣΥΦΟΣ ς σ", "Привет, мир!", "漢字かなカナ한글", "שלום עולם", "مرحبا بالعالم", "नमस्ते दुनिया", "ไทย",
    "e\u0301 vs \u00e9", "a\u0300\u0301\u0302", "👍🏽 👩‍🚀 👨‍👩‍👧‍👦 🏳️‍🌈 🇫🇷 1️⃣", "🍎🍎🍎", "x\u200by\u200dz\ufeff", "\u00a0non\u00a0breaking\u3000ideographic\u2028line",
    "\u0000\u0001\u001b[31m\u007f", "\U0001d54f \U0010ffff \ufffd", "a" * 40, "ab" * 30, "abc " * 12,
    "!!!???...", "…a…b", "_under_score_", "£5 €6 ¥7 ₿8", "5°C 10% #1 @me", "½¾", "①②", "a\u0307", "ﬁ ﬂ",
    "<sentinel:0>", "a<sentinel:12>b", "<sentinel:>", "<sentinel:1", "<s>", "</s>x<racm3:break> <eoss>",
    "IMGIMGAZ", "IMGIMGBAZx", "IMGIMGJZ", "<SENTINEL:0>", "< sentinel:0>",
]
LONG = [("red apple, 3D icon ", 3000), ("x", 50000), (" ", 9999), ("é🍎1 ", 4000)]


def library_merges(count):
    """The merges that the library learns from the corpus with the same stages."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex("<sentinel:[0-9]+>"), "isolated"),
        pre_tokenizers.Split(Regex("([\\t\\n]|    |  )"), "isolated"),
        pre_tokenizers.Digits(individual_digits=True),
        pre_tokenizers.Punctuation("isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False),
    ])
    trainer = trainers.BpeTrainer(
        vocab_size=count, min_frequency=1, show_progress=False,
        special_tokens=["<s>", "<pad>", "</s>", "<unk>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    lines = (here / "corpus.txt").read_text("utf-8").split("\n")
    tokenizer.train_from_iterator(lines, trainer)
    merges = json.loads(tokenizer.to_str())["model"]["merges"]
    return [m.split(" ") if isinstance(m, str) else m for m in merges]


def main():
    ours = Tokenizer.from_file(str(here / "tokenizer.json"))
    model = json.loads((here / "tokenizer.json").read_text("utf-8"))["model"]
    # 4 specials and the text; behind them come 8 codes, 4 sentinels, break and end of span.
    text_count = len(model["vocab"]) - 14
    cases = [{"text": s, "ids": ours.encode(s).ids} for s in STRINGS]
    long = []
    for unit, count in LONG:
        ids = ours.encode(unit * count).ids
        long.append({"unit": unit, "repeats": count, "count": len(ids), "sum": sum(ids),
                     "first": ids[:20], "last": ids[-20:]})
    root = {"script": "make_references.py", "tokenizers": tokenizers.__version__,
            "cases": cases, "long": long, "merges": library_merges(text_count)}
    (here / "bpe.json").write_text(json.dumps(root, ensure_ascii=True, indent=0) + "\n", "utf-8")


main()
