"""Markup to text and entities: offsets in UTF-16 units, refusals in Telegram's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.entities import formatted, spoken
from sandbox.errors import ApiError, Json


def short(entities: list[Json]) -> list[tuple[str, int, int]]:
    return [(one["type"], one["offset"], one["length"]) for one in entities]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>да</b>", "да", [("bold", 0, 2)]),
        ("<strong>да</strong> <em>нет</em>", "да нет", [("bold", 0, 2), ("italic", 3, 3)]),
        ("<u>а</u><s>б</s><del>в</del><ins>г</ins>", "абвг", None),
        ("🎓<b>да</b>", "🎓да", [("bold", 2, 2)]),
        ("<b>а<i>б</i></b>", "аб", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<i><b>x</b></i>", "x", [("bold", 0, 1), ("italic", 0, 1)]),
        ("<code>x</code>", "x", [("code", 0, 1)]),
        ("<blockquote>x</blockquote>", "x", [("blockquote", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("<tg-spoiler>x</tg-spoiler>", "x", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("&lt;b&gt; &amp; &quot;x&quot; &#1071;&#x42F;", '<b> & "x" ЯЯ', []),
        ("AT&T &copy; &", "AT&T &copy; &", []),
        ("<B>x</b>", "x", [("bold", 0, 1)]),
        ("<b>x</B>", "x", [("bold", 0, 1)]),
        ("<b></b>x", "x", []),
        ("  x <b>y </b>  ", "x y", [("bold", 2, 1)]),
    ],
)
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[tuple[str, int, int]] | None) -> None:
    got, found = formatted(source, "HTML", None)
    assert got == text
    if entities is not None:
        assert short(found) == entities


def test_a_link_keeps_its_address() -> None:
    _, found = formatted('<a href="https://example.org/?a=1&amp;b=2">сюда</a>', "HTML", None)
    assert found == [{"type": "text_link", "offset": 0, "length": 4, "url": "https://example.org/?a=1&b=2"}]


def test_a_link_to_a_person_mentions_them() -> None:
    _, found = formatted('<a href="tg://user?id=1001">Анна</a>', "HTML", None)
    assert found[0]["type"] == "text_mention"
    assert found[0]["user"]["id"] == 1001


def test_pre_with_a_language() -> None:
    _, found = formatted('<pre><code class="language-python">x = 1</code></pre>', "HTML", None)
    assert found == [{"type": "pre", "offset": 0, "length": 5, "language": "python"}]


def test_a_moment_is_a_date_time_entity() -> None:
    _, found = formatted('<tg-time unix="1664150400" format="D">26 сентября</tg-time>', "HTML", None)
    assert found[0]["unix_time"] == 1664150400
    assert found[0]["date_time_format"] == "D"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>да", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>да</i>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
        ("да</b>", "Unexpected end tag at byte offset 4"),
        ("<div>", 'Unsupported start tag "div" at byte offset 0'),
        ("да <p>", 'Unsupported start tag "p" at byte offset 5'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b class", 'Unclosed start tag "b" at byte offset 0'),
        ("да <a href=", 'Unclosed start tag "a" at byte offset 5'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=x/y>", "Unexpected end of name token at byte offset 8"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<b ="x">x</b>', 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<tg-emoji>👍</tg-emoji>", "Invalid custom emoji identifier specified"),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(source: str, words: str) -> None:
    with pytest.raises(ApiError) as refused:
        formatted(source, "HTML", None)
    assert refused.value.description == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*да* _нет_", "да нет", [("bold", 0, 2), ("italic", 3, 3)]),
        ("__u__ ~s~ ||p||", "u s p", [("underline", 0, 1), ("strikethrough", 2, 1), ("spoiler", 4, 1)]),
        ("*а_б_*", "аб", [("bold", 0, 2), ("italic", 1, 1)]),
        (r"1\.5 \- да\!", "1.5 - да!", []),
        ("`x_y`", "x_y", [("code", 0, 3)]),
        ("```python\nx\n```", "x", [("pre", 0, 1)]),
        ("[сюда](https://example.org)", "сюда", [("text_link", 0, 4)]),
        (">цитата\n>ещё\nконец", "цитата\nещё\nконец", [("blockquote", 0, 10)]),
    ],
)
def test_markdown_becomes_text_and_entities(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    got, found = formatted(source, "MarkdownV2", None)
    assert (got, short(found)) == (text, entities)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("*да", "Can't find end of Bold entity at byte offset 0"),
        ("да.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("`да", "Can't find end of Code entity at byte offset 0"),
        ("[да](https://a.by", "Can't find end of a URL at byte offset 7"),
        ("![👍]", "Custom emoji entity must contain a tg://emoji URL"),
    ],
)
def test_broken_markdown_is_refused_in_telegrams_words(source: str, words: str) -> None:
    with pytest.raises(ApiError) as refused:
        formatted(source, "MarkdownV2", None)
    assert refused.value.description == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("[school\\.by]", "school.by", [("text_link", 0, 9)]),
        ("`a\\`b`", "a`b", [("code", 0, 3)]),
        ("![👍](tg://emoji?id=5368324170671202286)", "👍", [("custom_emoji", 0, 2)]),
    ],
)
def test_rarer_markdown(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    got, found = formatted(source, "MarkdownV2", None)
    assert (got, short(found)) == (text, entities)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*да* _нет_", "да нет", [("bold", 0, 2), ("italic", 3, 3)]),
        ("*а_б*", "а_б", [("bold", 0, 3)]),
        ("план\\_2022", "план_2022", []),
        ("🎓 `x`", "🎓 x", [("code", 3, 1)]),
        ("```\nх = 1```", "х = 1", [("pre", 0, 5)]),
        ("[сюда](https://example.org/a_b)", "сюда", [("text_link", 0, 4)]),
        ("[school.by]", "school.by", [("text_link", 0, 9)]),
        ("[Анна](tg://user?id=1001)", "Анна", [("text_mention", 0, 4)]),
        ("1.5 - да!", "1.5 - да!", []),
        ("**", "", []),
    ],
)
def test_the_old_markdown(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    got, found = formatted(source, "Markdown", None)
    assert (got, short(found)) == (text, entities)


def test_the_old_markdown_knows_languages() -> None:
    _, found = formatted("```python\nx = 1```", "Markdown", None)
    assert found == [{"type": "pre", "offset": 0, "length": 5, "language": "python"}]


@pytest.mark.parametrize(("source", "byte"), [("да *нет", 5), ("a_b", 1), ("*а\\*б*", 7), ("[x", 0), ("```x``", 0)])
def test_the_old_markdown_says_where_an_entity_has_no_end(source: str, byte: int) -> None:
    with pytest.raises(ApiError) as refused:
        formatted(source, "Markdown", None)
    words = f"Can't find end of the entity starting at byte offset {byte}"
    assert refused.value.description == f"Bad Request: can't parse entities: {words}"


def test_an_unknown_parse_mode_is_refused() -> None:
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        formatted("x", "bbcode", None)


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/start abc", [("bot_command", 0, 6)]),
        ("/help@vsrok_bot", [("bot_command", 0, 15)]),
        ("сделано 5/6", []),
        ("см. https://example.org/a?b=1.", [("url", 4, 25)]),
        ("на school.by есть", [("url", 3, 9)]),
        ("a@school.by", [("email", 0, 11)]),
        ("🎓 @anna_p #отчёт", [("mention", 3, 7), ("hashtag", 11, 6)]),
        ("№ 7, п.2", []),
    ],
)
def test_commands_links_and_mentions_are_found_in_peoples_words(
    text: str, entities: list[tuple[str, int, int]]
) -> None:
    assert short(spoken(text)[1]) == entities


def test_nothing_is_found_inside_code() -> None:
    assert short(formatted("<code>/start</code> /help", "HTML", None)[1]) == [("code", 0, 6), ("bot_command", 7, 5)]


PIECES = [
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a href='x.by'>",
    "</a>",
    "<pre>",
    "</pre>",
    "&lt;",
    "&",
    "<",
    "я",
    "🎓",
    " ",
    "\n",
]
MARKS = [
    "*",
    "_",
    "__",
    "`",
    "```",
    "[",
    "]",
    "(",
    ")",
    "\\",
    "||",
    "~",
    ">",
    "![",
    "tg://emoji?id=5",
    "я",
    "🎓",
    " ",
    "\n",
]
SOURCES = {"HTML": PIECES, "MarkdownV2": MARKS, "Markdown": MARKS}


@pytest.mark.parametrize("mode", SOURCES)
@given(data=st.data())
def test_any_markup_is_refused_politely_or_gives_entities_inside_the_text(mode: str, data: st.DataObject) -> None:
    source = data.draw(st.lists(st.sampled_from(SOURCES[mode]), max_size=12).map("".join))
    try:
        text, found = formatted(source, mode, None)
    except ApiError:
        return
    length = len(text.encode("utf-16-le")) // 2
    assert all(0 <= one["offset"] < one["offset"] + one["length"] <= length for one in found)
    assert [one["offset"] for one in found] == sorted(one["offset"] for one in found)
