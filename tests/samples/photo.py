"""Turns a flat paper into a phone's photo: a table, perspective, uneven light, soft focus."""

import random

from PIL import Image, ImageChops, ImageEnhance, ImageFilter

Corner = tuple[float, float]


def photograph(
    paper: Image.Image, size: tuple[int, int], seed: int, blur: float = 0.8
) -> Image.Image:
    """A photo of `size` pixels showing the paper on a table; the same seed, the same photo."""
    drawn = random.Random(seed)
    table = _table(size, drawn)
    corners = _corners(paper.size, size, drawn)
    coefficients = _perspective(corners, paper.size)
    warped = paper.transform(
        size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC
    )
    mask = Image.new("L", paper.size, 255).transform(
        size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BILINEAR
    )
    shadow = ImageChops.offset(mask, size[0] // 120, size[1] // 90).filter(
        ImageFilter.GaussianBlur(size[0] / 120)
    )
    table = Image.composite(ImageEnhance.Brightness(table).enhance(0.55), table, shadow)
    picture = Image.composite(warped, table, mask)
    return _lit(picture, drawn).filter(ImageFilter.GaussianBlur(blur))


def _table(size: tuple[int, int], drawn: random.Random) -> Image.Image:
    grain = Image.new("L", (24, 160))
    grain.putdata([drawn.randint(96, 150) for _ in range(24 * 160)])
    wood = grain.resize(size, Image.Resampling.BICUBIC)
    bands = [
        wood.point([min(255, int(v * share)) for v in range(256)]) for share in (1.12, 0.82, 0.58)
    ]
    return Image.merge("RGB", bands)


def _corners(paper: tuple[int, int], size: tuple[int, int], drawn: random.Random) -> list[Corner]:
    """Where the paper's corners lie in the photo: top left, top right, bottom right, bottom left."""
    width, height = size
    share = min(width * 0.86 / paper[0], height * 0.86 / paper[1])
    half_x, half_y = paper[0] * share / 2, paper[1] * share / 2
    middle_x, middle_y = width / 2, height / 2
    corners = []
    for sign_x, sign_y in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        shift_x = drawn.uniform(-0.03, 0.03) * width
        shift_y = drawn.uniform(-0.03, 0.03) * height
        narrowing = 0.95 if sign_y < 0 else 1.0  # the far edge looks shorter
        corners.append(
            (middle_x + sign_x * half_x * narrowing + shift_x, middle_y + sign_y * half_y + shift_y)
        )
    return corners


def _perspective(corners: list[Corner], paper: tuple[int, int]) -> list[float]:
    """The eight coefficients that take a photo's point back to the paper's point."""
    flat = [(0, 0), (paper[0], 0), paper, (0, paper[1])]
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(corners, flat, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return _solved(rows)


def _solved(rows: list[list[float]]) -> list[float]:
    """Gauss-Jordan on eight equations."""
    for column in range(8):
        pivot = max(range(column, 8), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column][column]
        rows[column] = [value / head for value in rows[column]]
        for other in range(8):
            if other != column:
                share = rows[other][column]
                rows[other] = [
                    a - share * b for a, b in zip(rows[other], rows[column], strict=True)
                ]
    return [row[8] for row in rows]


def _lit(picture: Image.Image, drawn: random.Random) -> Image.Image:
    """Light from one side, and darker corners."""
    slope = Image.linear_gradient("L").rotate(drawn.choice((90, 120, 60)), expand=False)
    slope = slope.crop((75, 75, 181, 181))  # within the turned square, away from its edges
    slope = slope.resize(picture.size, Image.Resampling.BICUBIC)
    slope = slope.point([165 + v * 90 // 255 for v in range(256)])
    corners = Image.radial_gradient("L").resize(picture.size)
    corners = corners.point([255 - v * 70 // 255 for v in range(256)])
    light = ImageChops.multiply(slope, corners)
    return ImageChops.multiply(picture, Image.merge("RGB", (light, light, light)))
