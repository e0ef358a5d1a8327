"""Photos that teachers might send, drawn: nobody's face and nobody's copyright stands in the documentation."""

import io
import math
from collections.abc import Callable
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 1280, 960
QUALITY = 82
_FONTS = ("PTC55F.ttf", "PTS55F.ttf", "PTSans-Regular.ttf", "LiberationSans-Regular.ttf", "DejaVuSans.ttf")

Colour = tuple[int, int, int]


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The first of the usual fonts with Cyrillic letters that this computer has."""
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def _shade(top: Colour, bottom: Colour, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Image.Image:
    """A smooth passage from one colour to another, top to bottom."""
    column = Image.new("RGB", (1, 256))
    for y in range(256):
        column.putpixel((0, y), tuple(a + (b - a) * y // 255 for a, b in zip(top, bottom, strict=True)))
    return column.resize(size, Image.Resampling.BICUBIC)


def _lit(picture: Image.Image, spot: tuple[float, float]) -> Image.Image:
    """Light from one side, darker corners, a little softness and grain, as of a telephone's camera."""
    light = Image.radial_gradient("L").resize((WIDTH * 2, HEIGHT * 2))
    left, top = int(WIDTH * (1 - spot[0])), int(HEIGHT * (1 - spot[1]))
    fall = light.crop((left, top, left + WIDTH, top + HEIGHT)).point(lambda value: 255 - value * 2 // 5)
    lit = ImageChops.multiply(picture.convert("RGB"), Image.merge("RGB", (fall, fall, fall)))
    grain = Image.effect_noise((WIDTH, HEIGHT), 14).convert("RGB")
    return Image.blend(lit.filter(ImageFilter.GaussianBlur(1.1)), grain, 0.035)


def _shadow(picture: Image.Image, box: tuple[int, int, int, int], radius: int = 12, blur: int = 16) -> None:
    """A soft shadow under a thing that is drawn next."""
    mask = Image.new("L", picture.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle(box, radius, fill=110)
    picture.paste((20, 24, 30), mask=mask.filter(ImageFilter.GaussianBlur(blur)))


def _plant(draw: ImageDraw.ImageDraw, x: int, y: int, size: int) -> None:
    """A plant in a pot that stands at (x, y)."""
    for turn in range(-70, 71, 20):
        bend = math.radians(turn)
        tip = (x + size * math.sin(bend), y - size * 0.75 - size * math.cos(bend))
        side = (size * 0.12 * math.cos(bend), size * 0.12 * math.sin(bend))
        middle = ((x + tip[0]) / 2, (y - size * 0.75 + tip[1]) / 2)
        leaf = [(x, y - size * 0.7), (middle[0] - side[0], middle[1] - side[1]), tip]
        leaf.append((middle[0] + side[0], middle[1] + side[1]))
        draw.polygon(leaf, fill=(58 + turn // 5, 132 - abs(turn) // 3, 82))
    pot = [(x - size * 0.42, y - size * 0.8), (x + size * 0.42, y - size * 0.8)]
    draw.polygon([*pot, (x + size * 0.3, y), (x - size * 0.3, y)], fill=(190, 104, 70))
    draw.rectangle((x - size * 0.46, y - size * 0.86, x + size * 0.46, y - size * 0.7), fill=(206, 120, 84))


def _gear(draw: ImageDraw.ImageDraw, x: int, y: int, size: int, colour: Colour) -> None:
    points = []
    for step in range(48):
        far = size if step % 4 < 2 else size * 0.78
        turn = math.tau * step / 48
        points.append((x + far * math.cos(turn), y + far * math.sin(turn)))
    draw.line([*points, points[0]], fill=colour, width=6, joint="curve")
    draw.ellipse((x - size * 0.35, y - size * 0.35, x + size * 0.35, y + size * 0.35), outline=colour, width=6)


def board() -> Image.Image:
    """A classroom before the lesson: the blackboard, first desks with books, a plant."""
    picture = _shade((243, 234, 214), (226, 208, 178))
    draw = ImageDraw.Draw(picture)
    _shadow(picture, (110, 120, 1190, 640))
    draw.rectangle((100, 90, 1180, 620), fill=(150, 104, 62))
    picture.paste(_shade((44, 96, 78), (34, 78, 64), (1040, 490)), (120, 110))
    chalk = (232, 240, 232)
    draw.text((184, 156), "День технологий", font=_font(80), fill=chalk)
    draw.line((188, 262, 820, 256), fill=(244, 214, 120), width=6)
    for row, line in enumerate(("1. Что такое кластер", "2. Робот своими руками", "3. Экскурсия на завод")):
        draw.text((190, 300 + row * 92), line, font=_font(58), fill=chalk)
    _gear(draw, 1000, 260, 96, (244, 214, 120))
    _gear(draw, 1060, 430, 62, (150, 206, 232))
    draw.rectangle((520, 606, 640, 618), fill=(240, 240, 236))
    draw.rectangle((0, 690, WIDTH, HEIGHT), fill=(176, 132, 92))
    for x in (60, 480, 900):
        _desk(picture, x)
    _plant(draw, 1210, 700, 110)
    return _lit(picture, (0.28, 0.3))


def _desk(picture: Image.Image, x: int) -> None:
    draw = ImageDraw.Draw(picture)
    _shadow(picture, (x, 790, x + 330, 960))
    draw.polygon([(x + 20, 760), (x + 330, 760), (x + 360, 850), (x - 10, 850)], fill=(232, 196, 140))
    draw.rectangle((x - 10, 850, x + 360, 874), fill=(196, 154, 100))
    draw.rectangle((x + 16, 874, x + 36, HEIGHT), fill=(110, 116, 124))
    draw.rectangle((x + 314, 874, x + 334, HEIGHT), fill=(110, 116, 124))
    draw.polygon([(x + 60, 782), (x + 150, 782), (x + 146, 830), (x + 44, 830)], fill=(70, 120, 190))
    draw.polygon([(x + 190, 776), (x + 280, 776), (x + 292, 826), (x + 188, 826)], fill=(250, 248, 240))
    for line in range(4):
        draw.line((x + 200, 788 + line * 9, x + 276, 788 + line * 9), fill=(150, 170, 200), width=2)


def meeting() -> Image.Image:
    """A meeting from the back row: a screen with the results of a survey, the listeners before it."""
    picture = _shade((86, 104, 128), (58, 70, 92))
    draw = ImageDraw.Draw(picture)
    _shadow(picture, (190, 90, 1090, 590), blur=40)
    draw.rectangle((180, 70, 1100, 570), fill=(250, 251, 253))
    draw.text((230, 100), "Опрос родителей: 142 ответа", font=_font(56), fill=(36, 52, 76))
    bars = ((92, "знают о проекте"), (78, "довольны"), (64, "готовы помочь"))
    for row, (share, name) in enumerate(bars):
        y = 210 + row * 112
        draw.text((230, y), name, font=_font(40), fill=(80, 92, 110))
        draw.rounded_rectangle((590, y + 4, 950, y + 50), 22, fill=(226, 232, 240))
        colour = ((46, 140, 110), (66, 126, 200), (228, 160, 60))[row]
        draw.rounded_rectangle((590, y + 4, 590 + 360 * share // 100, y + 50), 22, fill=colour)
        draw.text((970, y), f"{share} %", font=_font(40), fill=(36, 52, 76))
    hair = ((64, 46, 36), (122, 84, 50), (40, 36, 40), (150, 112, 70), (84, 60, 44))
    coats = ((64, 92, 130), (150, 74, 84), (78, 116, 96), (108, 96, 140), (166, 126, 82))
    for row, (y, size) in enumerate(((700, 62), (860, 84))):
        for place in range(5 - row):
            x = 130 + row * 120 + place * 256
            _listener(draw, x, y, size, hair[(place + row * 2) % 5], coats[(place + row * 3) % 5])
    return _lit(picture, (0.5, 0.25))


def _listener(draw: ImageDraw.ImageDraw, x: int, y: int, size: int, hair: Colour, coat: Colour) -> None:
    draw.rounded_rectangle((x - size * 1.5, y + size * 0.7, x + size * 1.5, HEIGHT + 200), size, fill=coat)
    draw.rectangle((x - size * 0.35, y + size * 0.4, x + size * 0.35, y + size), fill=(226, 180, 150))
    draw.ellipse((x - size * 0.86, y - size, x + size * 0.86, y + size * 0.8), fill=hair)
    glow: Colour = (min(hair[0] + 26, 255), min(hair[1] + 24, 255), min(hair[2] + 20, 255))
    draw.arc((x - size * 0.62, y - size * 0.84, x + size * 0.5, y + size * 0.4), 200, 300, fill=glow, width=8)


def laptop() -> Image.Image:
    """The school's site on a laptop on the desk, a cup and a plant beside it."""
    picture = _shade((222, 230, 226), (204, 214, 210))
    draw = ImageDraw.Draw(picture)
    picture.paste(_shade((206, 164, 112), (176, 130, 84), (WIDTH, 340)), (0, 620))
    _plant(draw, 1120, 650, 170)
    _shadow(picture, (240, 760, 1060, 850))
    draw.rounded_rectangle((270, 130, 1030, 690), 26, fill=(48, 52, 58))
    draw.rectangle((296, 156, 1004, 664), fill=(252, 253, 253))
    draw.rectangle((296, 156, 1004, 240), fill=(30, 124, 94))
    draw.text((324, 172), "МБОУ «СОШ №2»", font=_font(44), fill=(255, 255, 255))
    draw.text((324, 262), "Технологический класс", font=_font(50), fill=(28, 44, 40))
    for row, width in enumerate((620, 560, 600)):
        draw.rounded_rectangle((324, 346 + row * 36, 324 + width, 362 + row * 36), 8, fill=(214, 222, 220))
    for place, colour in enumerate(((120, 176, 214), (238, 190, 104), (134, 190, 148))):
        x = 324 + place * 224
        draw.rounded_rectangle((x, 470, x + 200, 636), 14, fill=colour)
        _gear(draw, x + 100, 552, 46, (255, 255, 255))
    draw.polygon([(250, 690), (1050, 690), (1130, 810), (170, 810)], fill=(186, 192, 198))
    draw.polygon([(300, 704), (1000, 704), (1040, 762), (260, 762)], fill=(88, 94, 102))
    draw.rounded_rectangle((170, 806, 1130, 826), 10, fill=(150, 156, 162))
    draw.rounded_rectangle((60, 660, 190, 800), 24, fill=(244, 246, 248))
    draw.arc((150, 690, 230, 770), 270, 90, fill=(244, 246, 248), width=16)
    draw.ellipse((66, 652, 184, 684), fill=(112, 72, 48))
    return _lit(picture, (0.35, 0.3))


def stand() -> Image.Image:
    """The notice board in the corridor with the plan and the pictures of the class."""
    picture = _shade((196, 216, 226), (170, 194, 206))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 800, WIDTH, HEIGHT), fill=(150, 118, 92))
    _shadow(picture, (110, 100, 1180, 740), blur=28)
    draw.rounded_rectangle((100, 80, 1180, 730), 16, fill=(236, 240, 242))
    draw.rectangle((124, 104, 1156, 706), fill=(206, 170, 122))
    draw.rectangle((124, 104, 1156, 200), fill=(30, 110, 150))
    draw.text((200, 116), "Наш технологический класс", font=_font(62), fill=(255, 255, 255))
    for place, (x, y) in enumerate(((170, 240), (500, 250), (830, 236), (170, 480), (830, 476))):
        _sheet(picture, (x, y, x + 270, y + 204), ((120, 176, 214), (238, 190, 104), (134, 190, 148))[place % 3])
    _sheet(picture, (490, 480, 780, 690), None)
    return _lit(picture, (0.6, 0.3))


def _sheet(picture: Image.Image, box: tuple[int, int, int, int], colour: Colour | None) -> None:
    draw = ImageDraw.Draw(picture)
    _shadow(picture, (box[0] + 6, box[1] + 8, box[2] + 6, box[3] + 8), 4, 8)
    draw.rectangle(box, fill=(253, 252, 248))
    if colour is None:
        for row in range(6):
            y = box[1] + 28 + row * 28
            draw.line((box[0] + 24, y, box[2] - 24 - row % 3 * 40, y), fill=(150, 160, 170), width=6)
    else:
        draw.rectangle((box[0] + 14, box[1] + 14, box[2] - 14, box[3] - 44), fill=colour)
        _gear(draw, (box[0] + box[2]) // 2, (box[1] + box[3]) // 2 - 14, 44, (255, 255, 255))
    middle = (box[0] + box[2]) // 2
    draw.ellipse((middle - 10, box[1] - 8, middle + 10, box[1] + 12), fill=(204, 60, 56))


def jpeg(scene: Callable[[], Image.Image]) -> bytes:
    """A scene as a photo file."""
    kept = io.BytesIO()
    scene().save(kept, "JPEG", quality=QUALITY)
    return kept.getvalue()
