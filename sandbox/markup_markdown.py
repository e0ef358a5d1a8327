"""MarkdownV2: text and entities, with the refusals of Telegram's own parser (TDLib, `do_parse_markdown_v2`)."""

from dataclasses import dataclass

from sandbox.errors import ApiError, Json, bad_request
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
}


@dataclass
class Mark:
    """An open entity: its type, UTF-16 offset of its text, place of its marker in the source."""

    kind: str
    offset: int
    begin: int


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
        elif letter == "[":
            self.open.append(Mark("text_link", units(self.text), self.at))
            self.at += 1
        elif letter == "]" and self.open and self.open[-1].kind == "text_link":
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

    def _finish(self, mark: Mark, **more: str) -> None:
        length = units(self.text) - mark.offset
        if length > 0:
            self.entities.append({"type": mark.kind, "offset": mark.offset, "length": length, **more})

    def _code(self, kind: str, fence: str) -> None:
        mark = Mark(kind, units(self.text), self.at)
        end = self.source.find(fence, self.at + len(fence))
        if end < 0:
            raise self._error(f"Can't find end of {NAMES[kind]} entity at byte offset {self._byte(self.at)}")
        body, language = self.source[self.at + len(fence) : end], ""
        first, newline, rest = body.partition("\n")
        if kind == "pre" and newline:
            body, language = rest, first.strip()
        self.text += body.replace("\\`", "`").replace("\\\\", "\\")
        self.at = end + len(fence)
        self._finish(mark, **({"language": language} if language else {}))

    def _link(self) -> None:
        mark = self.open.pop()
        end = self.source.find(")", self.at + 2)
        if self.source[self.at + 1 : self.at + 2] != "(" or end < 0:
            raise self._error(f"Can't find end of a URL at byte offset {self._byte(self.at + 1)}")
        url = self.source[self.at + 2 : end].replace("\\", "")
        self.at = end + 1
        self._finish(mark, url=url)

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
