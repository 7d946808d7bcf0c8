"""Kinds of files the portal keeps, and what the virus scanner said."""

from django.db.models import TextChoices


class ScanState(TextChoices):
    """What is known about viruses; only a clean or an unscanned file is handed out."""

    PENDING = "pending", "Being checked"
    CLEAN = "clean", "No virus found"
    INFECTED = "infected", "Refused"
    NOT_SCANNED = "not-scanned", "Not scanned for viruses"


READABLE = (ScanState.CLEAN, ScanState.NOT_SCANNED)


class MediaType(TextChoices):
    """What may be kept, as its content says; the value is also what is sent as its type."""

    PDF = "application/pdf", "PDF"
    WORD = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word document",
    )
    EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel workbook"
    POWERPOINT = (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "PowerPoint presentation",
    )
    PNG = "image/png", "PNG image"
    JPEG = "image/jpeg", "JPEG image"
    WEBP = "image/webp", "WebP image"
    TEXT = "text/plain", "text file"
    CSV = "text/csv", "CSV file"


ENDINGS: dict[str, MediaType] = {
    ".pdf": MediaType.PDF,
    ".docx": MediaType.WORD,
    ".xlsx": MediaType.EXCEL,
    ".pptx": MediaType.POWERPOINT,
    ".png": MediaType.PNG,
    ".jpg": MediaType.JPEG,
    ".jpeg": MediaType.JPEG,
    ".webp": MediaType.WEBP,
    ".txt": MediaType.TEXT,
    ".csv": MediaType.CSV,
}
# For people: what a form and a refusal say.
KEPT = "PDF, Word, Excel, PowerPoint, PNG, JPEG, WebP, plain text, and CSV"
