"""Reading a document of 20,000 characters, and one ten times as long."""

from commitments.intake.reading import read_document
from config.bench.figures import Figure, least_seconds

CHARACTERS = 20_000
HEAD = "云澜市人民政府办公室关于印发测速工作方案的通知\n云政办发〔2026〕1号\n\n各区人民政府，市政府各部门：\n"
TASK = (
    "（{number}）优化第{number}类事项办理流程。压缩办理时限，公开办理结果，并接受社会监督。"
    "（市人社局牵头，市住建局、市司法局配合，2026年{month}月底前完成）\n"
)


def measure(scale):
    """Seconds for one document against a second, and for one ten times as long against the first."""
    short, long = document(int(CHARACTERS * scale)), document(int(10 * CHARACTERS * scale))
    took = least_seconds(lambda: read_document(short))
    took_long = least_seconds(lambda: read_document(long), times=2)
    return [
        Figure(f"reading {len(short):,} characters", took, "one second", 1.0, 0.5),
        Figure(f"reading {len(long):,} characters", took_long, f"{len(short):,} characters", took, 13),
    ]


def document(characters):
    text, number = HEAD, 0
    while len(text) < characters:
        number += 1
        text += TASK.format(number=number, month=number % 12 + 1)
    return text
