"""Telegram's HTML: text and entities, with the refusals of its own parser (TDLib, `do_parse_html`) word for word."""

import re
from dataclasses import dataclass, field

from sandbox.errors import ApiError, Json, bad_request
from sandbox.links import linked
from sandbox.utf16 import units

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = (*KINDS, "a", "code", "pre", "blockquote", "tg-emoji", "tg-time")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPACE = " \t\r\n\0\v"
REFERENCE = re.compile(r"&(?:#(?:x([0-9a-fA-F]{1,7})|([0-9]{1,8}))|(lt|gt|amp|quot));?")
PLAIN = re.compile(r"[^<][^<&]*")
ATTRIBUTE = re.compile(r"[^\s=>/\"']*")
TOKEN = re.compile(r"[A-Za-z0-9.-]*")
CUSTOM_EMOJI = re.compile(r"-?[1-9][0-9]{0,18}")


@dataclass
class Tag:
    """An open tag: where its text begins and its attributes."""

    name: str
    offset: int
    start: int
    attributes: dict[str, str] = field(default_factory=dict)


class HtmlParser:
    """One pass over the text; positions in errors are byte offsets in UTF-8."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text = ""
        self.offset = 0
        self.open: list[Tag] = []
        self.entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        """The text and its entities; ApiError for broken markup."""
        while self.at < len(self.source):
            if self.source[self.at] == "<":
                self._close_tag() if self._peek(self.at + 1) == "/" else self._open_tag()
            else:
                self._text()
        if self.open:
            raise self._error(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        return self.text, self.entities

    def _text(self) -> None:
        reference = REFERENCE.match(self.source, self.at)
        decoded = decode(reference) if reference else ""
        plain = PLAIN.match(self.source, self.at)
        taken = reference.group() if reference and decoded else plain.group() if plain else ""
        self.at += len(taken)
        self.text += decoded or taken
        self.offset += units(decoded or taken)

    def _peek(self, at: int) -> str:
        return self.source[at] if at < len(self.source) else ""

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _error(self, words: str) -> ApiError:
        return bad_request(f"can't parse entities: {words}")

    def _skip_space(self) -> None:
        while self._peek(self.at) and self._peek(self.at) in SPACE:
            self.at += 1

    def _name_end(self, start: int) -> int:
        end = start
        while self._peek(end) and self._peek(end) not in SPACE + ">":
            end += 1
        return end

    def _open_tag(self) -> None:
        begin = self.at
        self.at = self._name_end(begin + 1)
        if not self._peek(self.at):
            raise self._error(f"Unclosed start tag at byte offset {self._byte(begin)}")
        name = self.source[begin + 1 : self.at].lower()
        if name not in TAGS:
            raise self._error(f'Unsupported start tag "{name}" at byte offset {self._byte(begin)}')
        tag = Tag(name, self.offset, len(self.text))
        while self._attribute(tag, begin):
            pass
        if name == "span" and tag.attributes.get("class") != "tg-spoiler":
            raise self._error(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.open.append(tag)

    def _attribute(self, tag: Tag, begin: int) -> bool:
        """Read one attribute; False when the tag has ended."""
        self._skip_space()
        if self._peek(self.at) == ">":
            self.at += 1
            return False
        found = ATTRIBUTE.match(self.source, self.at)
        name = found.group().lower() if found else ""
        if not name:
            words = f'Empty attribute name in the tag "{tag.name}" at byte offset {self._byte(begin)}'
            raise self._error(words)
        self.at += len(name)
        self._skip_space()
        unclosed = f'Unclosed start tag "{tag.name}"'
        tag.attributes[name] = ""
        if self._peek(self.at) == "=":
            self.at += 1
            self._skip_space()
            self._go_on(unclosed, begin)
            tag.attributes[name] = self._attribute_value()
            unclosed = "Unclosed start tag"
        self._go_on(unclosed, begin)
        return True

    def _go_on(self, words: str, begin: int) -> None:
        """Refuse a text that ends inside the tag that began at `begin`."""
        if not self._peek(self.at):
            raise self._error(f"{words} at byte offset {self._byte(begin)}")

    def _attribute_value(self) -> str:
        quote = self._peek(self.at)
        if quote not in ("'", '"'):
            token = TOKEN.match(self.source, self.at)
            value = token.group() if token else ""
            start = self.at
            self.at += len(value)
            if self._peek(self.at) not in SPACE + ">":
                raise self._error(f"Unexpected end of name token at byte offset {self._byte(start)}")
            return value.lower()
        end = self.source.find(quote, self.at + 1)
        end = len(self.source) if end < 0 else end
        value = self.source[self.at + 1 : end]
        self.at = end + 1
        return REFERENCE.sub(lambda found: decode(found) or found.group(), value)

    def _close_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._error(f"Unexpected end tag at byte offset {self._byte(begin)}")
        self.at = self._name_end(begin + 2)
        name = self.source[begin + 2 : self.at].lower()
        self._skip_space()
        if self._peek(self.at) != ">":
            raise self._error(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self.at += 1
        tag = self.open.pop()
        if name and name != tag.name:
            place = f"Unmatched end tag at byte offset {self._byte(begin)}"
            raise self._error(f'{place}, expected "</{tag.name}>", found "</{name}>"')
        if self.offset > tag.offset:
            self._finish(tag)

    def _finish(self, tag: Tag) -> None:
        place: Json = {"offset": tag.offset, "length": self.offset - tag.offset}
        language = tag.attributes.get("class", "").removeprefix("language-")
        previous = self.entities[-1] if self.entities else {}
        same_place = place.items() <= previous.items()
        if tag.name in KINDS:
            self.entities.append({"type": KINDS[tag.name], **place})
        elif tag.name == "a":
            self._link(tag, place)
        elif tag.name == "pre":
            inner = self.entities.pop() if same_place and previous["type"] == "code" else {}
            self.entities.append({"type": "pre", **place} | {key: inner[key] for key in inner if key == "language"})
        elif tag.name == "code" and same_place and previous["type"] == "pre" and language:
            previous["language"] = language
        elif tag.name == "code":
            inside_pre = language and any(outer.name == "pre" for outer in self.open)
            self.entities.append({"type": "code", **place} | ({"language": language} if inside_pre else {}))
        elif tag.name == "tg-emoji" and not CUSTOM_EMOJI.fullmatch(tag.attributes.get("emoji-id", "")):
            raise self._error("Invalid custom emoji identifier specified")
        else:
            self.entities.append({**special(tag), **place})

    def _link(self, tag: Tag, place: Json) -> None:
        words = self.text[tag.start :]
        found = linked(tag.attributes.get("href") or words, words)
        if found:
            self.entities.append({**found, **place})


def special(tag: Tag) -> Json:
    """The entity of a tag that stands for itself: a quotation, an emoji, a moment."""
    if tag.name == "blockquote":
        return {"type": "expandable_blockquote" if "expandable" in tag.attributes else "blockquote"}
    if tag.name == "tg-emoji":
        return {"type": "custom_emoji", "custom_emoji_id": tag.attributes.get("emoji-id", "")}
    unix = tag.attributes.get("unix", "")
    moment: Json = {"type": "date_time", "unix_time": int(unix) if unix.isdecimal() else 0}
    return moment | ({"date_time_format": tag.attributes["format"]} if "format" in tag.attributes else {})


def decode(reference: re.Match[str]) -> str:
    """The character of &lt; &#60; &#x3c;; empty when there is no such character."""
    hexadecimal, decimal, name = reference.groups()
    if name:
        return NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000 else ""


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Text and entities of Telegram's HTML."""
    return HtmlParser(source).parse()
