"""PNG files of pictures with a palette, by the fastest compression: a flat picture leaves little for a slower one."""

from struct import pack

from isal import isal_zlib

from charts.palette import Numbers, table

SIGNATURE = b"\x89PNG\r\n\x1a\n"
PALETTE_COLOUR = 3


def encode(rows: Numbers) -> bytes:
    """The file of rows of numbers, each behind a zero: the format's sign for a row stored as it is."""
    height, width = rows.shape
    header = pack(">IIBBBBB", width - 1, height, 8, PALETTE_COLOUR, 0, 0, 0)
    colours = table().astype("uint8").tobytes()
    chunks = ((b"IHDR", header), (b"PLTE", colours), (b"IDAT", isal_zlib.compress(rows.data, 1)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", isal_zlib.crc32(kind + data))
