#!/usr/bin/env python3
"""VQGAN's layout in NumPy, in double, straight from its description: writes `vq.json` beside this file.

    python3 Tests/TokenizersTests/References/make_vq_references.py

Weights are drawn from their names, so that none are stored: SplitMix64 seeded with FNV-1a of the name
gives uniform numbers u in -1...1; convolutions are u * sqrt(3 / inputs), norms' weights 1 + u / 4, biases
u / 10, codebooks u.
"""

import json
import pathlib

import numpy as np

MASK = 2**64 - 1


def uniform(name, shape):
    state = 0xCBF29CE484222325
    for byte in name.encode():
        state = ((state ^ byte) * 0x100000001B3) & MASK
    values = np.empty(int(np.prod(shape)))
    for i in range(values.size):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        values[i] = ((z ^ (z >> 31)) >> 11) / 2.0**52 - 1
    return values.reshape(shape)


def layout(ch, mult, blocks, z, embed, codes):
    """Every tensor's name and shape."""
    shapes = {"quantize.embedding.weight": (codes, embed)}

    def conv(name, i, o, k=3):
        shapes[name + ".weight"], shapes[name + ".bias"] = (o, i, k, k), (o,)

    def norm(name, c):
        shapes[name + ".weight"], shapes[name + ".bias"] = (c,), (c,)

    def block(name, i, o):
        norm(name + ".norm1", i), conv(name + ".conv1", i, o)
        norm(name + ".norm2", o), conv(name + ".conv2", o, o)
        if i != o:
            conv(name + ".nin_shortcut", i, o, 1)

    def middle(name, c):
        block(name + ".block_1", c, c), block(name + ".block_2", c, c)
        norm(name + ".attn_1.norm", c)
        for part in ("q", "k", "v", "proj_out"):
            conv(name + ".attn_1." + part, c, c, 1)

    widths = [ch * m for m in mult]
    conv("encoder.conv_in", 3, widths[0])
    c = widths[0]
    for level, w in enumerate(widths):
        for b in range(blocks):
            block(f"encoder.down.{level}.block.{b}", c, w)
            c = w
        if level + 1 < len(widths):
            conv(f"encoder.down.{level}.downsample.conv", c, c)
    middle("encoder.mid", c), norm("encoder.norm_out", c), conv("encoder.conv_out", c, z)
    conv("quant_conv", z, embed, 1), conv("post_quant_conv", embed, z, 1)
    conv("decoder.conv_in", z, c), middle("decoder.mid", c)
    for level in reversed(range(len(widths))):
        for b in range(blocks + 1):
            block(f"decoder.up.{level}.block.{b}", c, widths[level])
            c = widths[level]
        if level:
            conv(f"decoder.up.{level}.upsample.conv", c, c)
    norm("decoder.norm_out", c), conv("decoder.conv_out", c, 3)
    return shapes


def weight(name, shape):
    u = uniform(name, shape)
    if name.startswith("quantize"):
        w = u
    elif len(shape) == 4:
        w = u * np.sqrt(3 / np.prod(shape[1:]))
    else:
        w = 1 + u / 4 if "norm" in name and name.endswith("weight") else u / 10
    return w.astype(np.float32).astype(np.float64)


class Network:
    def __init__(self, **sizes):
        self.sizes = sizes
        self.shapes = layout(**sizes)
        self.weights = {name: weight(name, shape) for name, shape in self.shapes.items()}

    def conv(self, name, x, stride=1):
        w, b = self.weights[name + ".weight"], self.weights[name + ".bias"]
        if w.shape[2] == 1:
            return np.einsum("oi,ihw->ohw", w[:, :, 0, 0], x) + b[:, None, None]
        before = 1 if stride == 1 else 0  # stride 2 pads right and bottom only
        x = np.pad(x, ((0, 0), (before, 1), (before, 1)))
        h, v = (x.shape[1] - 3) // stride + 1, (x.shape[2] - 3) // stride + 1
        y = np.zeros((w.shape[0], h, v)) + b[:, None, None]
        for i in range(3):
            for j in range(3):
                part = x[:, i:i + stride * (h - 1) + 1:stride, j:j + stride * (v - 1) + 1:stride]
                y += np.einsum("oi,ihw->ohw", w[:, :, i, j], part)
        return y

    def norm(self, name, x, swish=True):
        g = x.reshape(32, -1)
        g = (g - g.mean(1, keepdims=True)) / np.sqrt(g.var(1, keepdims=True) + 1e-6)
        y = g.reshape(x.shape) * self.weights[name + ".weight"][:, None, None]
        y += self.weights[name + ".bias"][:, None, None]
        return y / (1 + np.exp(-y)) if swish else y

    def block(self, name, x):
        h = self.conv(name + ".conv1", self.norm(name + ".norm1", x))
        h = self.conv(name + ".conv2", self.norm(name + ".norm2", h))
        return h + (self.conv(name + ".nin_shortcut", x) if name + ".nin_shortcut.weight" in self.weights else x)

    def middle(self, name, x):
        x = self.block(name + ".block_1", x)
        h = self.norm(name + ".attn_1.norm", x, swish=False)
        q, k, v = (self.conv(f"{name}.attn_1.{p}", h).reshape(x.shape[0], -1) for p in "qkv")
        s = np.exp(q.T @ k / np.sqrt(x.shape[0]))
        y = v @ (s / s.sum(1, keepdims=True)).T
        x = x + self.conv(name + ".attn_1.proj_out", y.reshape(x.shape))
        return self.block(name + ".block_2", x)

    def encode(self, x):
        levels = len(self.sizes["mult"])
        x = self.conv("encoder.conv_in", x)
        for level in range(levels):
            for b in range(self.sizes["blocks"]):
                x = self.block(f"encoder.down.{level}.block.{b}", x)
            if level + 1 < levels:
                x = self.conv(f"encoder.down.{level}.downsample.conv", x, stride=2)
        x = self.norm("encoder.norm_out", self.middle("encoder.mid", x))
        return self.conv("quant_conv", self.conv("encoder.conv_out", x))

    def decode(self, z):
        x = self.middle("decoder.mid", self.conv("decoder.conv_in", self.conv("post_quant_conv", z)))
        for level in reversed(range(len(self.sizes["mult"]))):
            for b in range(self.sizes["blocks"] + 1):
                x = self.block(f"decoder.up.{level}.block.{b}", x)
            if level:
                x = self.conv(f"decoder.up.{level}.upsample.conv", x.repeat(2, 1).repeat(2, 2))
        return self.conv("decoder.conv_out", self.norm("decoder.norm_out", x))


def main():
    net = Network(ch=32, mult=[1, 1, 2], blocks=1, z=8, embed=4, codes=16)
    # Blocks of 4 x 4 pixels of one colour, in -1...1.
    picture = uniform("picture", (3, 8, 8)).astype(np.float32).astype(float).repeat(4, 1).repeat(4, 2)
    vectors = net.encode(picture)
    book = net.weights["quantize.embedding.weight"]
    distances = ((vectors.reshape(4, -1).T[:, None] - book[None]) ** 2).sum(2)
    codes = distances.argmin(1)
    two = np.sort(distances, 1)[:, :2]
    decoded = net.decode(book[codes].T.reshape(4, 8, 8))
    def count(shapes):
        return int(sum(np.prod(s) for s in shapes.values()))
    root = {
        "script": "make_vq_references.py",
        "shapes": {n: list(s) for n, s in net.shapes.items()},
        "vectors": [float(f"{v:.7g}") for v in vectors.transpose(1, 2, 0).ravel()],
        "codes": codes.tolist(), "gaps": [float(f"{v:.3g}") for v in two[:, 1] - two[:, 0]],
        # [32, 32, 3], every fourth pixel of every fourth row.
        "decoded": [float(f"{v:.7g}") for v in decoded[:, ::4, ::4].transpose(1, 2, 0).ravel()],
        "paper_parameters": count(layout(128, [1, 1, 2, 4], 2, 256, 256, 8192)),
        "chameleon_parameters": count(layout(128, [1, 1, 2, 2, 4], 2, 256, 256, 8192)),
    }
    (pathlib.Path(__file__).parent / "vq.json").write_text(json.dumps(root) + "\n", "utf-8")


main()
