"""Pictures for the demo city, drawn and not taken: a street with houses, in the colours of the day."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

SIZE = (1200, 900)
SKY, GROUND, ROAD, LINE, WINDOW = "#cfe3f1", "#b8cfa8", "#8b9096", "#f2f2f2", "#f7f3e3"
WALLS = ("#c8b8a0", "#a9b7c4", "#d2c3b2", "#b5bfae")


def street(name, houses=4, finished=1.0):
    """An uploaded JPEG: so many houses, built up to the share `finished`."""
    picture = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(picture)
    width, height = SIZE
    draw.rectangle((0, height * 2 // 3, width, height), fill=GROUND)
    draw.rectangle((0, height * 4 // 5, width, height), fill=ROAD)
    for dash in range(40, width, 160):
        draw.rectangle((dash, height * 9 // 10 - 6, dash + 90, height * 9 // 10 + 6), fill=LINE)
    for number in range(houses):
        house(draw, number, width // houses, int(height * 0.45 * finished), height * 2 // 3)
    content = BytesIO()
    picture.save(content, "JPEG", quality=80)
    return SimpleUploadedFile(f"{name}.jpg", content.getvalue(), "image/jpeg")


def house(draw, number, pitch, tall, ground):
    left, top = number * pitch + pitch // 8, ground - tall
    right = left + pitch * 3 // 4
    draw.rectangle((left, top, right, ground), fill=WALLS[number % len(WALLS)], outline="#6d6d6d", width=3)
    for row in range(top + 30, ground - 50, 70):
        for column in range(left + 25, right - 45, 60):
            draw.rectangle((column, row, column + 32, row + 40), fill=WINDOW, outline="#7d8790", width=2)
