"""The old Markdown: text and entities, with the refusal of Telegram's own parser (TDLib, `parse_markdown`).

Entities do not nest here, and a backslash escapes only outside of them.
"""

import re

from sandbox.errors import Json, bad_request
from sandbox.links import linked
from sandbox.utf16 import units

KINDS = {"_": "italic", "*": "bold", "`": "code"}
ESCAPED = "_*`["
FENCE = "```"
LANGUAGE = re.compile(r"([^\s`]+)(?=\s)")
NEWLINE = re.compile(r"\r\n|\n\r|\n|\r")


class LegacyParser:
    """One pass over the text; the position in the error is a byte offset in UTF-8."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text = ""
        self.entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        """The text and its entities; ApiError for an entity without an end."""
        while self.at < len(self.source):
            letter = self.source[self.at]
            if letter == "\\" and self.source[self.at + 1 : self.at + 2] in tuple(ESCAPED):
                self.text += self.source[self.at + 1]
                self.at += 2
            elif letter in ESCAPED:
                self._entity(letter)
            else:
                self.text += letter
                self.at += 1
        return self.text, self.entities

    def _entity(self, letter: str) -> None:
        begin, pre = self.at, self.source.startswith(FENCE, self.at)
        self.at += len(FENCE) if pre else 1
        language = self._language() if pre else ""
        fence = FENCE if pre else "]" if letter == "[" else letter
        end = self.source.find(fence, self.at)
        if end < 0:
            place = len(self.source[:begin].encode())
            words = f"Can't find end of the entity starting at byte offset {place}"
            raise bad_request(f"can't parse entities: {words}")
        inner, offset = self.source[self.at : end], units(self.text)
        self.at = end + len(fence)
        self.text += inner
        plain = {"type": "pre" if pre else KINDS.get(letter), **({"language": language} if language else {})}
        found = linked(self._address(inner), inner) if letter == "[" else plain
        if found and inner:
            self.entities.append({**found, "offset": offset, "length": units(inner)})

    def _language(self) -> str:
        """The language after the fence, and one line break."""
        found = LANGUAGE.match(self.source, self.at)
        self.at = found.end() if found else self.at
        newline = NEWLINE.match(self.source, self.at)
        self.at = newline.end() if newline else self.at
        return found.group(1) if found else ""

    def _address(self, inner: str) -> str:
        """What stands in parentheses after the brackets, else their own words."""
        if self.source[self.at : self.at + 1] != "(":
            return inner
        end = self.source.find(")", self.at)
        end = len(self.source) if end < 0 else end
        address = self.source[self.at + 1 : end]
        self.at = end + 1
        return address


def parse_legacy(source: str) -> tuple[str, list[Json]]:
    """Text and entities of the old Markdown."""
    return LegacyParser(source).parse()
