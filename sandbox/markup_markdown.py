"""MarkdownV2: text and entities, with the refusals of Telegram's own parser (TDLib, `do_parse_markdown_v2`)."""

import re
from dataclasses import dataclass, replace
from typing import Any

from sandbox.errors import ApiError, Json, bad_request
from sandbox.links import EMOJI_LINK, linked
from sandbox.utf16 import units

RESERVED = "_*[]()~`>#+-=|{}.!"
MARKERS = {"*": "bold", "__": "underline", "_": "italic", "~": "strikethrough", "||": "spoiler"}
NAMES = {
    "bold": "Bold",
    "underline": "Underline",
    "italic": "Italic",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
}
# Code up to the next bare backtick, an address up to the next bare parenthesis; a backslash keeps what follows it.
CODE = re.compile(r"(?:\\[\x01-\x7e]|[^`])*", re.DOTALL)
ADDRESS = re.compile(r"(?:\\[\x01-\x7e]|[^)])*", re.DOTALL)
ESCAPE = re.compile(r"\\([\x01-\x7e])", re.DOTALL)
LANGUAGE = re.compile(r"([^\s`]+)(?=\s)")
NEWLINE = re.compile(r"\r\n|\n\r|\n|\r")


@dataclass
class Mark:
    """An open entity: its type, UTF-16 offset of its text, place of its marker in the source, place in the text."""

    kind: str
    offset: int
    begin: int
    start: int = 0


class MarkdownParser:
    """One pass over the text; positions in errors are byte offsets in UTF-8."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text = ""
        self.open: list[Mark] = []
        self.entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        """The text and its entities; ApiError for broken markup."""
        while self.at < len(self.source):
            self._step()
        if self.open:
            last = self.open[-1]
            raise self._error(f"Can't find end of {NAMES[last.kind]} entity at byte offset {self._byte(last.begin)}")
        return self.text, self.entities

    def _step(self) -> None:
        letter = self.source[self.at]
        following = self.source[self.at + 1 : self.at + 2]
        if letter == "\\" and following and ord(following) <= 126:
            self.text += following
            self.at += 2
        elif letter not in RESERVED:
            self.text += letter
            self.at += 1
        elif letter == "`":
            self._code("pre", "```") if self.source.startswith("```", self.at) else self._code("code", "`")
        elif letter == "[" or self.source.startswith("![", self.at):
            kind = "text_link" if letter == "[" else "custom_emoji"
            self.open.append(Mark(kind, units(self.text), self.at, len(self.text)))
            self.at += 1 if letter == "[" else 2
        elif letter == "]" and self.open and self.open[-1].kind in ("text_link", "custom_emoji"):
            self._link()
        elif letter == ">" and (not self.text or self.text.endswith("\n")):
            self._quotation()
        else:
            self._marker(letter)

    def _marker(self, letter: str) -> None:
        marker = letter * 2 if self.source.startswith(letter * 2, self.at) and letter in "_|" else letter
        kind = MARKERS.get(marker)
        if kind is None:
            words = f"Character '{letter}' is reserved and must be escaped with the preceding '\\'"
            raise self._error(words)
        if self.open and self.open[-1].kind == kind:
            self._finish(self.open.pop())
        else:
            self.open.append(Mark(kind, units(self.text), self.at))
        self.at += len(marker)

    def _finish(self, mark: Mark, **more: Any) -> None:
        length = units(self.text) - mark.offset
        if length > 0:
            self.entities.append({"type": mark.kind, "offset": mark.offset, "length": length, **more})

    def _code(self, kind: str, fence: str) -> None:
        mark = Mark(kind, units(self.text), self.at)
        self.at += len(fence)
        language = LANGUAGE.match(self.source, self.at) if kind == "pre" else None
        self.at = language.end() if language else self.at
        newline = NEWLINE.match(self.source, self.at) if kind == "pre" else None
        self.at = newline.end() if newline else self.at
        body = CODE.match(self.source, self.at)
        end = body.end() if body else self.at
        if not self.source.startswith(fence, end):
            raise self._error(f"Can't find end of {NAMES[kind]} entity at byte offset {self._byte(mark.begin)}")
        self.text += ESCAPE.sub(r"\1", self.source[self.at : end])
        self.at = end + len(fence)
        self._finish(mark, **({"language": language.group(1)} if language else {}))

    def _link(self) -> None:
        mark = self.open.pop()
        words = self.text[mark.start :]
        self.at += 1
        bare = not self.source.startswith("(", self.at)
        if mark.kind == "custom_emoji" and bare:
            raise self._error("Custom emoji entity must contain a tg://emoji URL")
        url = words if bare else self._address("a custom emoji URL" if mark.kind == "custom_emoji" else "a URL")
        if mark.kind == "custom_emoji":
            emoji = EMOJI_LINK.match(url)
            if emoji is None:
                raise self._error("Custom emoji URL must have an emoji identifier")
            self._finish(mark, custom_emoji_id=emoji.group(1))
            return
        found = linked(url, words)
        if found:
            self._finish(replace(mark, kind=found.pop("type")), **found)

    def _address(self, what: str) -> str:
        """What stands in parentheses at this place."""
        begin = self.at + 1
        found = ADDRESS.match(self.source, begin)
        end = found.end() if found else begin
        if not self.source.startswith(")", end):
            raise self._error(f"Can't find end of {what} at byte offset {self._byte(begin)}")
        self.at = end + 1
        return ESCAPE.sub(r"\1", self.source[begin:end])

    def _quotation(self) -> None:
        lines = []
        rest = self.source[self.at :].split("\n")
        while rest and rest[0].startswith(">"):
            lines.append(rest.pop(0).removeprefix(">"))
        quoted = "\n".join(lines)
        expandable = quoted.endswith("||")
        offset = units(self.text)
        inner, entities = MarkdownParser(quoted.removesuffix("||") if expandable else quoted).parse()
        self.entities += [{**one, "offset": one["offset"] + offset} for one in entities]
        self.text += inner
        self.at += len(quoted) + len(lines)
        kind = "expandable_blockquote" if expandable else "blockquote"
        self._finish(Mark(kind, offset, self.at))

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _error(self, words: str) -> ApiError:
        return bad_request(f"can't parse entities: {words}")


def parse_markdown(source: str) -> tuple[str, list[Json]]:
    """Text and entities of MarkdownV2."""
    return MarkdownParser(source).parse()
