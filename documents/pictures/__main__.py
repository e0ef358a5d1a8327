"""The process that looks at pictures, one after another, until its input ends.

Each comes as four bytes of length (big endian) and the bytes; the answer is a line of JSON and, where there is one,
the thumbnail. It limits itself before the first picture: what needs more memory or time kills this process only.
"""

import json
import sys
from typing import BinaryIO

from documents.cage import close_cage, limit_resources, own_output


def main() -> None:
    limit_resources()
    with own_output() as output:
        _prepare()
        close_cage()
        while content := _next(sys.stdin.buffer):
            _answer(output, content)


def _prepare() -> None:
    """Load what the libraries load on first use: in the cage nothing is loaded any more."""
    import io

    from PIL import Image

    from documents.pictures.looking import FORMATS, look_at

    noise = Image.effect_noise((64, 64), 90).convert("RGB")
    Image.init()
    for name in set(FORMATS) & set(Image.SAVE):
        sample = io.BytesIO()
        noise.save(sample, name)
        look_at(sample.getvalue())


def _next(source: BinaryIO) -> bytes:
    """The next picture; empty at the end of the input, also where it breaks off."""
    head = source.read(4)
    length = int.from_bytes(head, "big") if len(head) == 4 else 0
    content = source.read(length)
    return content if len(content) == length else b""


def _answer(output: BinaryIO, content: bytes) -> None:
    from documents.pictures.looking import NoPicture, look_at

    try:
        look = look_at(content)
    except NoPicture as refused:
        output.write(json.dumps({"refused": str(refused)}).encode() + b"\n")
    else:
        seen = look.picture
        facts = {"width": seen.width, "height": seen.height, "shape": seen.shape, "edges": seen.edges}
        output.write(json.dumps(facts | {"thumbnail": len(look.thumbnail)}).encode() + b"\n" + look.thumbnail)
    output.flush()


if __name__ == "__main__":
    main()
