#!/usr/bin/env python3
"""Writes References.swift: small PNGs of each kind, and JPEGs by libturbojpeg. Needs no package.

The picture is 4 x 4 pixels: red is 85 x, green 85 y, blue 51; grey ones are 17 (4 y + x).
"""
import base64, ctypes, struct, zlib, textwrap, os

def chunk(kind, data):
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

def png(depth, color, rows, interlace=0, extra=b""):
    raw = b"".join(b"\0" + row for row in rows)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, depth, color, 0, 0, interlace))
            + extra + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))

rgb = [[(85 * x, 85 * y, 51) for x in range(4)] for y in range(4)]
grey = [[17 * (4 * y + x) for x in range(4)] for y in range(4)]
alpha = [[255 if x else 0 for x in range(4)] for y in range(4)]
flat = lambda row: bytes(v for pixel in row for v in pixel)
wide = lambda values: b"".join(struct.pack(">H", 257 * v) for v in values)

def adam7():
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    rows = []
    for x0, y0, dx, dy in passes:
        for y in range(y0, 4, dy):
            pixels = [rgb[y][x] for x in range(x0, 4, dx)]
            if pixels:
                rows.append(flat(pixels))
    return rows

palette = chunk(b"PLTE", bytes(v for row in rgb for p in row for v in p)) + chunk(b"tRNS", bytes([0]))
index4 = [bytes([(4 * y) << 4 | 4 * y + 1, (4 * y + 2) << 4 | 4 * y + 3]) for y in range(4)]

def jpeg(pixels, width, height, fmt):
    tj = ctypes.CDLL("libturbojpeg.so.0")
    tj.tjInitCompress.restype = ctypes.c_void_p
    out, size = ctypes.c_void_p(), ctypes.c_ulong()
    handle = ctypes.c_void_p(tj.tjInitCompress())
    status = tj.tjCompress2(handle, pixels, width, 0, height, fmt, ctypes.byref(out),
                            ctypes.byref(size), 3 if fmt == 6 else 0, 95, 0)
    assert status == 0
    return ctypes.string_at(out, size.value)

files = {
    "rgb8": png(8, 2, [flat(r) for r in rgb]),
    "rgba8": png(8, 6, [flat([p + (a,) for p, a in zip(r, al)]) for r, al in zip(rgb, alpha)]),
    "rgb16": png(16, 2, [wide(flat(r)) for r in rgb]),
    "grey8": png(8, 0, [bytes(r) for r in grey]),
    "grey16": png(16, 0, [wide(r) for r in grey]),
    "grey4": png(4, 0, [bytes([r[0] // 17 << 4 | r[1] // 17, r[2] // 17 << 4 | r[3] // 17]) for r in grey]),
    "greyAlpha8": png(8, 4, [flat(zip(r, al)) for r, al in zip(grey, alpha)]),
    "palette4": png(4, 3, index4, extra=palette),
    "interlaced": png(8, 2, adam7(), 1),
    "headerOf20000Wide": b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 20000, 4, 8, 2, 0, 0, 0)) + chunk(b"IDAT", b"") + chunk(b"IEND", b""),
    "jpeg": jpeg(bytes(v for y in range(16) for x in range(16) for v in (16 * x, 16 * y, 51)), 16, 16, 0),
    "greyJPEG": jpeg(bytes(16 * x for y in range(16) for x in range(16)), 16, 16, 6),
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "References.swift"), "w") as f:
    f.write("// Written by make_references.py.\n\nimport Foundation\n\n/// Small files of each kind.\nenum References {\n")
    for name, data in files.items():
        f.write(f"  static let {name} = bytes(\n    \"\"\"\n")
        for line in textwrap.wrap(base64.b64encode(data).decode(), 92):
            f.write(f"    {line}\n")
        f.write("    \"\"\")\n\n")
    f.write("  private static func bytes(_ text: String) -> [UInt8] {\n"
            "    [UInt8](Data(base64Encoded: text, options: .ignoreUnknownCharacters) ?? Data())\n  }\n}\n")
