"""Numbers of automatic lists as an office program prints them."""

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_ALPHABETS = {
    "a": "abcdefghijklmnopqrstuvwxyz",
    "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "а": "абвгдежзиклмнопрстуфхцчшщэюя",
    "А": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
}
# A list longer than this is made up: its letters would fill the memory.
_LONGEST_LIST = 10_000


def printed_ordinal(number: int, form: str) -> str:
    """The number by the first letters of its form: "1", "I", "i", "A", "a", «А», «а»; nothing for an empty form."""
    if not form:
        return ""
    if form[0] in "Ii" and 0 < number < 400:
        return _roman(number) if form[0] == "I" else _roman(number).lower()
    alphabet = _ALPHABETS.get(form[0])
    if alphabet and 0 < number < _LONGEST_LIST:
        return alphabet[(number - 1) % len(alphabet)] * ((number - 1) // len(alphabet) + 1)
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), *_ROMAN):
        text += letters * (number // value)
        number %= value
    return text
